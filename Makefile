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

compile_flags = -std=c11 -D_GNU_SOURCE -I. $(WARNINGS) $(WERROR) -pthread $(CFLAGS) $(SANITIZE)
libraries = -lglpk -lcsv -linih -ljansson -lnettle -lm
link_flags = -pthread $(LDFLAGS) $(SANITIZE)

sources = $(wildcard planner/*.c input/*.c output/*.c)
objects = $(sources:%.c=$(BUILD)/%.o)
main_object = $(BUILD)/planner/main.o
library = $(BUILD)/libkraamplan.a

test_names = $(patsubst tests/%.c,%,$(wildcard tests/test_*.c))
fuzz_names = $(patsubst tests/%.c,%,$(wildcard tests/fuzz_*.c))
support_sources = $(filter-out $(wildcard tests/test_*.c tests/fuzz_*.c),$(wildcard tests/*.c))
support_objects = $(support_sources:%.c=$(BUILD)/%.o)
test_programs = $(test_names:%=$(BUILD)/tests/%)
replay_programs = $(fuzz_names:fuzz_%=$(BUILD)/tests/replay_%)
test_scripts = $(wildcard tests/run_golden tests/check_*.sh)
tool_names = $(patsubst tools/%.c,%,$(filter-out tools/replay.c,$(wildcard tools/*.c)))
tool_programs = $(tool_names:%=$(BUILD)/%)

.PHONY: all tools demo check mutants run-tests install lint asan bench fuzz format help clean packages
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

$(test_programs): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(support_objects) $(library)
	$(CC) $(link_flags) -o $@ $< $(support_objects) $(library) -lcriterion $(libraries)

# A fuzz target without its fuzzer: it runs over the files of tests/corpus once.
$(replay_programs): $(BUILD)/tests/replay_%: $(BUILD)/tests/fuzz_%.o $(BUILD)/tools/replay.o $(library)
	$(CC) $(link_flags) -o $@ $< $(BUILD)/tools/replay.o $(library) $(libraries)

$(tool_programs): $(BUILD)/%: $(BUILD)/tools/%.o $(library)
	$(CC) $(link_flags) -o $@ $(filter %.o,$^) $(library) $(libraries)

generator_objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tools/generate/*.c))
$(BUILD)/generate_region: $(generator_objects)
$(BUILD)/write_program $(BUILD)/value_program: $(BUILD)/tools/rival/night.o

packages: ## install the Debian packages that build and tests need
	@tools/install-packages build

demo: packages ## packages, build, a region of 60 families, its plan, and what to look at
	@$(MAKE) -s --no-print-directory all tools
	@tools/demo $(BUILD)

check: packages ## packages, build, all tests
	@$(MAKE) -s --no-print-directory run-tests

run-tests: all tools $(test_programs) $(replay_programs)
	@BUILD=$(BUILD) CC='$(CC)' tools/run-tests $(test_scripts) $(test_programs) $(replay_programs)

mutants: all ## plans damaged in 1,000 places, one each: how many audit rejects
	@python3 tests/mutants.py $(BUILD)/kraamplan 1000 2

install: all ## install program, manual page, completion, schema and Slurm scripts under PREFIX (and DESTDIR)
	install -D -m 755 $(BUILD)/kraamplan $(DESTDIR)$(PREFIX)/bin/kraamplan
	install -D -m 644 tools/kraamplan.1 $(DESTDIR)$(PREFIX)/share/man/man1/kraamplan.1
	install -D -m 644 tools/kraamplan.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kraamplan
	install -d $(DESTDIR)$(PREFIX)/share/kraamplan
	install -m 644 $(wildcard output/*.schema.json) $(DESTDIR)$(PREFIX)/share/kraamplan/
	install -d $(DESTDIR)$(PREFIX)/share/kraamplan/slurm
	install -m 755 tools/slurm/submit tools/slurm/kraamplan-* $(DESTDIR)$(PREFIX)/share/kraamplan/slurm/

# All that can be compiled, linked or not.
test_objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/*.c tools/*.c tools/*/*.c))
.PHONY: objects
objects: $(objects) $(test_objects)

lint: ## style, both compilers without a warning, static analysis, shell scripts
	@tools/install-packages build lint
	@tools/lint $(BUILD)

asan: ## all tests under the address and undefined-behaviour sanitizers (also with CC=clang)
	@tools/install-packages build $(if $(findstring clang,$(CC)),lint)
	@SANITIZED=yes TEST_SECONDS=1800 $(MAKE) -s --no-print-directory run-tests \
		BUILD=$(BUILD)/asan-$(notdir $(firstword $(CC))) OPTIMISE='-O1 -g -fno-omit-frame-pointer' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

bench: ## values, bounds and times on generated regions (or REGIONS="folder..."), CBC and glpsol beside them
	@tools/install-packages build bench
	@$(MAKE) -s --no-print-directory all tools
	@BUILD=$(BUILD) tools/bench $(REGIONS)

fuzz: ## every fuzz target for FUZZ_SECONDS (60) with libFuzzer; finds stay in build/fuzz
	@tools/install-packages build lint
	@$(MAKE) -s --no-print-directory run-fuzzers CC=clang BUILD=$(BUILD)/fuzz OPTIMISE='-O1 -g' \
		SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'

fuzzers = $(fuzz_names:%=$(BUILD)/%)
.PHONY: run-fuzzers
run-fuzzers: $(fuzzers)
	@tools/fuzz $(fuzzers)

$(fuzzers): $(BUILD)/fuzz_%: $(BUILD)/tests/fuzz_%.o $(library)
	$(CC) $(link_flags) -fsanitize=fuzzer -o $@ $< $(library) $(libraries)

format: ## lay out the sources by .clang-format
	@tools/install-packages lint
	clang-format -i $(wildcard planner/*.[ch] input/*.[ch] output/*.[ch] tests/*.[ch] tools/*.[ch] tools/*/*.[ch])

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## this text
	@echo 'make TARGET, one of:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12 | sed 's/^/  /'

-include $(sources:%.c=$(BUILD)/%.d) $(wildcard $(BUILD)/tests/*.d $(BUILD)/tools/*.d $(BUILD)/tools/*/*.d)
