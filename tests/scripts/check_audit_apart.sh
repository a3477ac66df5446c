#!/bin/bash
# The objects behind audit know neither the solver nor the search: whatever those do wrong, the audit does not share it.
set -u
python3 - "${BUILD:-build}" <<'PYTHON'
import glob
import subprocess
import sys

SEARCH = ("solver", "relaxation", "search", "moves", "anneal", "stages", "finish", "formulation", "program", "limits",
          "outcomes", "classes", "solution")
defined, wanted = {}, {}
for path in glob.glob(sys.argv[1] + "/*/*.o"):
    folder, name = path.split("/")[-2:]
    if folder not in ("planner", "input", "output"):
        continue
    wanted[name] = set()
    for line in subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines():
        kind, symbol = line.split()[-2:]
        if kind == "U":
            wanted[name].add(symbol)
        elif kind.isupper():
            defined.setdefault(symbol, name)

def reach(start):
    behind, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name not in behind:
            behind.add(name)
            todo += [defined[symbol] for symbol in wanted[name] if symbol in defined]
    return behind

passed = failed = 0
def expect(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(what)

audit, plan = reach("command_audit.o"), reach("command_plan.o")
shared = sorted(name for name in audit if name.startswith(SEARCH))
expect(f"audit refers to {shared}", not shared)
solver = sorted(symbol for name in audit for symbol in wanted[name] if symbol.startswith("glp_"))
expect(f"audit refers to {solver}", not solver)
# What finds nothing there would find nothing here either.
expect("plan is not seen to refer to the search", any(name.startswith(SEARCH) for name in plan))
expect("GLPK is not seen", any(s.startswith("glp_") for name in wanted for s in wanted[name]))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
PYTHON
