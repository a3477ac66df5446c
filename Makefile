# kraamplan: how it is built, tested and installed. `make help` lists what there is to make.

PREFIX = /usr/local
DESTDIR =
BUILD = build
CC ?= cc

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
OPTIMISE = -O3 -g
# Set by `make asan`, `make fuzz` and `make lint` for builds in folders of their own.
SANITIZE =
WERROR =
CFLAGS = $(OPTIMISE)
LDFLAGS =

# A fused a * b + c is rounded once instead of twice: plans would differ between processors and compilers.
compile_flags = -std=c11 -ffp-contract=off -D_GNU_SOURCE -I. $(WARNINGS) $(WERROR) -pthread $(CFLAGS) $(SANITIZE)
libraries = -lglpk -lcsv -linih -ljansson -lnettle -lm
link_flags = -pthread $(LDFLAGS) $(SANITIZE)

# The folder that is built in leaves no trace: the same source and compiler make the same bytes anywhere.
MAP_PATHS = -ffile-prefix-map=$(CURDIR)=.
compile_flags += $(MAP_PATHS)

# Every source and header of the project by its place: tools/build/sources knows the rooms.
all_sources := $(shell tools/build/sources)
sources = $(filter planner/%.c input/%.c output/%.c,$(all_sources))
objects = $(sources:%.c=$(BUILD)/%.o)
main_object = $(BUILD)/planner/main.o
library = $(BUILD)/libkraamplan.a

test_names = $(patsubst tests/unit/%.c,%,$(filter tests/unit/test_%.c,$(all_sources)))
fuzz_names = $(patsubst tests/fuzz/%.c,%,$(filter tests/fuzz/fuzz_%.c,$(all_sources)))
support_sources = $(filter tests/support/%.c tests/reference/%.c,$(all_sources))
support_objects = $(support_sources:%.c=$(BUILD)/%.o)
test_programs = $(test_names:%=$(BUILD)/tests/%)
replay_programs = $(fuzz_names:fuzz_%=$(BUILD)/tests/replay_%)
test_scripts = $(wildcard tests/golden/run tests/scripts/check_*.sh)
bench_tools = draw_loss measure plan_figures value_program write_program
tool_programs = $(bench_tools:%=$(BUILD)/%) $(BUILD)/generate_region $(BUILD)/forge

.PHONY: all tools demo check mutants run-tests run-unit-tests install headers lint asan asan-unit bench fuzz format
.PHONY: help clean sweep
.PHONY: packages cover mutants-of-code dist
.DELETE_ON_ERROR:

all: $(BUILD)/kraamplan ## build the program: build/kraamplan

tools: $(tool_programs)

$(BUILD)/kraamplan: $(main_object) $(library)
	$(CC) $(link_flags) -o $@ $(main_object) $(library) $(libraries)

# Made anew each time, so that no object of a deleted source stays in it.
$(library): $(filter-out $(main_object),$(objects))
	rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(compile_flags) -MMD -MP -c -o $@ $<

# Changes when the compiler or its flags do, and then everything is compiled again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(compile_flags) $(link_flags)' | cmp -s - $@ || echo '$(CC) $(compile_flags) $(link_flags)' >$@

.PHONY: FORCE
FORCE:

$(test_programs): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(support_objects) $(library)
	$(CC) $(link_flags) -o $@ $< $(support_objects) $(library) -lcriterion $(libraries)

# A fuzz target without its fuzzer: it runs over the files of tests/fuzz/corpus once.
$(replay_programs): $(BUILD)/tests/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(library)
	$(CC) $(link_flags) -o $@ $< $(BUILD)/tests/fuzz/replay.o $(library) $(libraries)

$(tool_programs): $(library)
	$(CC) $(link_flags) -o $@ $(filter %.o,$^) $(library) $(libraries)

$(bench_tools:%=$(BUILD)/%): $(BUILD)/%: $(BUILD)/tools/bench/%.o
# It stands with the tests, and is linked like a tool: it writes plans with the program's own code.
$(BUILD)/forge: $(BUILD)/tests/forger/forge.o
$(BUILD)/write_program $(BUILD)/value_program: $(BUILD)/tools/bench/rival.o
$(BUILD)/generate_region: $(patsubst %.c,$(BUILD)/%.o,$(filter tools/generate/%.c,$(all_sources)))

# What tests/scripts/check_faults.sh preloads into the program. It stands in for malloc and its family, so the compiler
# must not reason about them; and no sanitizer may be in it.
$(BUILD)/faults.so: tests/faults/faults.c $(BUILD)/flags
	$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) $(WERROR) -O2 -g -fno-builtin -fPIC -shared -o $@ $< -ldl


packages: ## install the Debian packages that build and tests need
	@tools/build/install-packages build test

demo: ## packages, build, a region of 60 families, its plan, and what to look at
	@tools/build/install-packages build
	@$(MAKE) -s --no-print-directory all $(BUILD)/generate_region
	@tools/demo/run $(BUILD)

check: packages ## packages, build, all tests
	@$(MAKE) -s --no-print-directory run-tests

run-tests: all tools $(test_programs) $(replay_programs) $(BUILD)/faults.so
	@BUILD=$(BUILD) CC='$(CC)' tools/build/run-tests $(test_scripts) $(test_programs) $(replay_programs)

run-unit-tests: $(test_programs) $(replay_programs)
	@BUILD=$(BUILD) CC='$(CC)' tools/build/run-tests $(test_programs) $(replay_programs)

# FORGERIES_FIRST: others than those that were tried before.
mutants: all $(BUILD)/forge ## 1,000 plans damaged in one place, 1,000 forged in all files: what audit rejects
	@python3 tests/reference/mutants.py $(BUILD)/kraamplan 1000 2
	@python3 tests/reference/forgeries.py $(BUILD)/kraamplan $(BUILD)/forge 1000 $(or $(FORGERIES_FIRST),1)

# Of places in the program: MUTANTS (12) in each of FILES, or of the sources that decide; MUTANTS_SEED for others.
mutants-of-code: ## one operator of the source changed at a time: do the nearest unit tests notice? FILES="..."
	@tools/build/install-packages build test
	@$(MAKE) -s --no-print-directory try-mutants BUILD=$(BUILD)/mutants OPTIMISE=-O2

.PHONY: try-mutants
try-mutants: $(test_programs)
	@CC='$(CC)' COMPILE='$(compile_flags)' LINK='$(link_flags)' LIBRARIES='$(libraries)' \
		tools/build/mutate-code $(BUILD) $(FILES)

cover: ## what the tests execute, lines and branches by room, with floors
	@tools/build/install-packages build test
	@[ ! -e $(BUILD)/cover ] || find $(BUILD)/cover -name '*.gcda' -delete
	@TEST_SECONDS=3600 MUTANTS=20 $(MAKE) -s --no-print-directory run-tests CC=gcc BUILD=$(BUILD)/cover \
		OPTIMISE='-O0 -g' SANITIZE='--coverage -include tests/support/cover_exit.h' MAP_PATHS=
	@tools/build/cover $(BUILD)/cover

install: all ## install program, manual page, completion, units, schema and Slurm scripts under PREFIX (and DESTDIR)
	install -D -m 755 $(BUILD)/kraamplan $(DESTDIR)$(PREFIX)/bin/kraamplan
	install -D -m 644 tools/install/kraamplan.1 $(DESTDIR)$(PREFIX)/share/man/man1/kraamplan.1
	install -D -m 644 tools/install/kraamplan.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kraamplan
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for unit in service timer; do sed 's|@PREFIX@|$(PREFIX)|' tools/install/kraamplan@.$$unit \
		>$(DESTDIR)$(PREFIX)/lib/systemd/system/kraamplan@.$$unit || exit; done
	chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/kraamplan@.*
	install -d $(DESTDIR)$(PREFIX)/share/kraamplan
	install -m 644 $(wildcard output/*.schema.json) $(DESTDIR)$(PREFIX)/share/kraamplan/
	install -d $(DESTDIR)$(PREFIX)/share/kraamplan/slurm
	install -m 755 tools/slurm/submit tools/slurm/kraamplan-* $(DESTDIR)$(PREFIX)/share/kraamplan/slurm/

version := $(shell sed -n 's/^.define PROGRAM_VERSION "\(.*\)"$$/\1/p' planner/base/version.h)
archive = $(BUILD)/kraamplan-$(version).tar

# Of what is committed, with the time of its commit and owned by root, whoever makes it wherever.
dist: ## build/kraamplan-VERSION.tar.gz of the committed tree, the same bytes from everywhere
	@mkdir -p $(BUILD)
	@git -c tar.umask=0022 archive --format=tar --prefix=kraamplan-$(version)/ -o $(archive) HEAD
	@gzip --no-name --best --force $(archive)
	@echo $(archive).gz

# All that can be compiled, linked or not.
test_objects = $(patsubst %.c,$(BUILD)/%.o,$(filter tests/%.c tools/%.c,$(all_sources)))
.PHONY: objects
objects: $(objects) $(test_objects)

# Every header, alone, as the first thing that a source includes: it needs nothing that stands before it.
headers: ## every header compiles alone
	@tools/build/install-packages build test
	@for header in $(filter %.h,$(all_sources)); do \
		$(CC) $(compile_flags) -Wno-pedantic -Wno-unused-function -Werror -fsyntax-only -x c $$header || \
			faults=yes; \
	done; [ "$${faults:-no}" = no ]

lint: ## style, both compilers without a warning, static analysis, shell scripts
	@tools/build/install-packages build test lint
	@tools/build/lint $(BUILD)

sanitized = $(MAKE) -s --no-print-directory BUILD=$(BUILD)/asan-$(notdir $(firstword $(CC))) \
	OPTIMISE='-O1 -g -fno-omit-frame-pointer' \
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

asan: ## all tests under the address and undefined-behaviour sanitizers (also with CC=clang)
	@tools/build/install-packages build test $(if $(findstring clang,$(CC)),lint)
	@SANITIZED=yes TEST_SECONDS=1800 $(sanitized) run-tests

asan-unit: ## unit tests and the corpus of fuzzing under these sanitizers
	@tools/build/install-packages build test $(if $(findstring clang,$(CC)),lint)
	@SANITIZED=yes TEST_SECONDS=1800 $(sanitized) run-unit-tests

bench: ## values, bounds and times on generated regions (or REGIONS="folder..."), CBC and glpsol beside them
	@tools/build/install-packages build bench
	@$(MAKE) -s --no-print-directory all tools
	@BUILD=$(BUILD) tools/bench/run $(REGIONS)

sweep: ## how near plans are on 60 drawn regions; SWEEP="--seeds 31-60 --most 150" for some of them
	@tools/build/install-packages build
	@$(MAKE) -s --no-print-directory all tools
	@tools/bench/sweep.py --program $(BUILD)/kraamplan --generate $(BUILD)/generate_region \
		--work $(BUILD)/bench/sweep $(SWEEP)

fuzz: ## every fuzz target for FUZZ_SECONDS (60) with libFuzzer; finds stay in build/fuzz
	@tools/build/install-packages build lint
	@$(MAKE) -s --no-print-directory run-fuzzers CC=clang BUILD=$(BUILD)/fuzz OPTIMISE='-O1 -g' \
		SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'

fuzzers = $(fuzz_names:%=$(BUILD)/%)
.PHONY: run-fuzzers
run-fuzzers: $(fuzzers)
	@tools/build/fuzz $(fuzzers)

$(fuzzers): $(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(library)
	$(CC) $(link_flags) -fsanitize=fuzzer -o $@ $< $(library) $(libraries)

format: ## lay out the sources by .clang-format
	@tools/build/install-packages lint
	clang-format -i $(all_sources)

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## this text
	@echo 'make TARGET, one of:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12 | sed 's/^/  /'

-include $(patsubst %.c,$(BUILD)/%.d,$(filter %.c,$(all_sources)))
