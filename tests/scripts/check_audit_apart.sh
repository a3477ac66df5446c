#!/bin/bash
# What is behind audit knows neither the solver nor the search: whatever those do wrong, the audit does not share it. So
# it can be linked into a program of its own, without GLPK, and that one says of a plan what kraamplan says.
set -u
build=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/main.c" <<'C'
#include <unistd.h>

#include "planner/base/memory.h"
#include "planner/command/commands.h"

static void leave(void)
{
	_exit(EXIT_SYSTEM);
}

int main(int argc, char **argv)
{
	struct options options;
	struct error_log log = {0};
	enum exit_code code = EXIT_USAGE;

	memory_set_handler(leave);
	if (options_read(&options, argc, argv, stdout, &log))
		code = command_audit(&options);
	options_free(&options);
	error_free(&log);
	return (int)code;
}
C
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -I. -c -o "$scratch/main.o" "$scratch/main.c" || exit 1
export PYTHONPATH=tests/scripts PYTHONDONTWRITEBYTECODE=1
python3 - "$build" "$scratch" "${KRAAMPLAN:-$build/kraamplan}" "${CC:-cc}" <<'PYTHON'
import os
import subprocess
import sys

from expect import expect, finish

build, scratch, program, compiler = sys.argv[1:]
SEARCH = ("planner/search/", "planner/bound/", "planner/exact/", "planner/solve/")
sources = subprocess.run(["tools/build/sources"], capture_output=True, text=True, check=True).stdout.split()
objects = [source[:-2] + ".o" for source in sources
           if source.endswith(".c") and source.startswith(("planner/", "input/", "output/"))]
defined, wanted = {}, {}

def read(name, path):
    wanted[name] = set()
    for line in subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines():
        kind, symbol = line.split()[-2:]
        if kind == "U":
            wanted[name].add(symbol)
        elif kind.isupper():
            defined.setdefault(symbol, name)

for name in objects:
    read(name, f"{build}/{name}")

def reach(start):
    behind, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name not in behind:
            behind.add(name)
            todo += [defined[symbol] for symbol in wanted[name] if symbol in defined]
    return behind

audit, plan = reach("planner/command/audit.o"), reach("planner/command/plan.o")
shared = sorted(name for name in audit if name.startswith(SEARCH))
expect(f"audit refers to {shared}", not shared)
solver = sorted(symbol for name in audit for symbol in wanted[name] if symbol.startswith("glp_"))
expect(f"audit refers to {solver}", not solver)
# What finds nothing there would find nothing here either.
expect("plan is not seen to refer to the search", any(name.startswith(SEARCH) for name in plan))
expect("GLPK is not seen", any(s.startswith("glp_") for name in wanted for s in wanted[name]))

apart = scratch + "/kraamplan-audit"
behind = [f"{build}/{name}" for name in sorted(audit | reach("planner/command/options.o"))]
flags = ["-fsanitize=address,undefined"] if os.environ.get("SANITIZED") == "yes" else []
linked = subprocess.run([compiler, *flags, "-pthread", "-o", apart, scratch + "/main.o", *behind, "-lcsv", "-linih",
                         "-ljansson", "-lnettle", "-lm"], capture_output=True, text=True, check=False)
expect(f"it is not linked: {linked.stderr[-500:]}", linked.returncode == 0)
for region in ("short", "dutch", "holes") if linked.returncode == 0 else ():
    folder = f"{scratch}/{region}"
    subprocess.run([program, "plan", f"tests/regions/{region}", "-o", folder, "--quiet", "--effort", "1"],
                   capture_output=True, check=False)
    said = [subprocess.run([which, "audit", f"tests/regions/{region}", folder], capture_output=True, check=False)
            for which in (program, apart)]
    expect(f"{region}: both end with 0", [run.returncode for run in said] == [0, 0])
    expect(f"{region}: both say the same", said[0].stdout == said[1].stdout and said[0].stdout)
# Whoever it is linked to: what memory cannot hold is no reason to reject a plan.
statuses = {}
if linked.returncode == 0 and os.environ.get("SANITIZED") != "yes":
    for nth in range(1, 100000, 7):
        environment = {"PATH": os.environ["PATH"], "LD_PRELOAD": os.path.realpath(f"{build}/faults.so"),
                       "FAULT_CALL": "allocate", "FAULT_NTH": str(nth), "FAULT_REPORT": scratch + "/report"}
        run = subprocess.run([apart, "audit", "tests/regions/holes", scratch + "/holes", "--quiet"], env=environment,
                             capture_output=True, check=False)
        if not os.path.exists(scratch + "/report"):
            break
        os.remove(scratch + "/report")
        statuses[run.returncode] = statuses.get(run.returncode, 0) + 1
    expect(f"without memory it ends with {statuses}", set(statuses) <= {0, 4} and statuses.get(4, 0) > 100)
finish()
PYTHON
