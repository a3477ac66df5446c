#!/bin/bash
# Whatever call fails, a run ends with status 4 and what stood there stands byte for byte, or it comes to the same as a
# run that nothing disturbed. Every call of input and output fails in turn (tests/faults/faults.c); of allocations, and
# of places from which on reads and writes are short, some fail, spread evenly: all of this takes a minute. FULL=yes
# tries all; COMMANDS='plan risk' and KINDS='read write' name what is tried; -v says how often each failed.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
faults=$(realpath "${BUILD:-build}")/faults.so
postcodes=$(realpath tools/generate/data/pc4.csv)
if [ "${SANITIZED:-}" = yes ]; then
	echo 'skipped: a sanitizer has its own malloc, which is not to be preloaded'
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
mkdir in
"$generate" --postcodes "$postcodes" --clients 4 --seed 5 in/region >/dev/null || exit 2
printf '[alone]\nmediation = no\n' >in/scenarios.ini
python3 - "$kraamplan" "$faults" "$@" <<'PYTHON'
import os
import resource
import shutil
import subprocess
import sys

kraamplan, faults = sys.argv[1:3]
verbose = "-v" in sys.argv[3:]
full = os.environ.get("FULL") == "yes"

# Every command, what it ends with undisturbed, and what stands in its place before.
COMMANDS = {
    "plan": (["plan", "in/region", "-o", "run/out", "--effort", "1"], 1, None),
    "replace": (["plan", "in/region", "-o", "run/out", "--effort", "1", "--force"], 1, "in/old"),
    "previous": (["plan", "in/region", "-o", "run/out", "--effort", "1", "--previous", "in/old", "--dialect", "nl"],
                 1, None),
    "nightly": (["nightly", "in/region", "run/out", "--effort", "1", "--date", "2026-07-14"], 1, "in/archive"),
    "renightly": (["nightly", "in/region", "run/out", "--effort", "1", "--date", "2026-07-14", "--force"], 1,
                  "in/nights"),
    "audit": (["audit", "in/region", "in/old", "-o", "run/out"], 0, None),
    "reaudit": (["audit", "in/region", "in/old", "-o", "run/out", "--force"], 0, "in/audit"),
    "check": (["check", "in/region"], 0, None),
    "explain": (["explain", "in/region", "in/old"], 0, None),
    "whatif": (["whatif", "in/region", "in/scenarios.ini", "-o", "run/out", "--effort", "1"], 0, None),
    "risk": (["risk", "in/region", "-o", "run/out", "--draws", "2", "--effort", "1"], 0, None),
    "nights": (["nights", "in/region", "-o", "run/out", "--nights", "2", "--effort", "1"], 0, None),
    "merge": (["merge", "in/part1", "in/part2", "-o", "run/out"], 0, None),
    "remerge": (["merge", "in/part1", "in/part2", "-o", "run/out", "--force"], 0, "in/risk"),
    "join": (["merge", "in/half1", "in/half2", "-o", "run/out"], 0, None),
}
# These keep what they have for a run that goes on; the results are whole or not there all the same.
RESUMED = {"whatif", "risk"}
KINDS = ["read", "write", "fsync", "close", "open", "opendir", "readdir", "rename", "unlink", "mkdir", "pipe", "fork",
         "short", "allocate", "stdout"]
ALLOCATIONS = 25  # of each command, about so many fail
SECONDS = 20  # after which a run counts as one that hangs; it takes a tenth of a second

passed = failed = 0


def fault(where, what, said):
    global failed
    failed += 1
    print(f"{where}: {what}")
    for line in said.splitlines()[-3:]:
        print(f"    {line[:200]}")


def run(arguments, kind=None, nth=0, swap="yes"):
    """Status, standard output, standard error, and how many calls failed."""
    environment = {"PATH": os.environ["PATH"], "FAULT_SWAP": swap, "FAULT_REPORT": "report", "LD_PRELOAD": faults}
    if kind is not None:
        environment |= {"FAULT_CALL": kind, "FAULT_NTH": str(nth), "FAULT_MANY": "1000000" if kind == "short" else "1"}
    if os.path.exists("report"):
        os.remove("report")
    with open("/dev/full" if kind == "stdout" else "said", "wb") as stdout, open("warned", "wb") as stderr:
        try:
            status = subprocess.run([kraamplan] + arguments, stdout=stdout, stderr=stderr, env=environment,
                                    stdin=subprocess.DEVNULL, timeout=SECONDS).returncode
        except subprocess.TimeoutExpired:
            status = "none: it hangs"
    said = b"" if kind == "stdout" else open("said", "rb").read()
    hit = os.path.getsize("report") if os.path.exists("report") else kind == "stdout" and nth == 1
    return status, said, open("warned", "rb").read().decode(), hit


def standing(folder):
    """Every file below the folder with its bytes, every folder with nothing."""
    found = {}
    for path, folders, files in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(path, name), folder)] = None
        for name in files:
            with open(os.path.join(path, name), "rb") as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def begin(before):
    shutil.rmtree("run", ignore_errors=True)
    os.mkdir("run")
    if before is not None:
        shutil.copytree(before, "run/out", symlinks=True)


def without(entries, names):
    return {path: found for path, found in entries.items() if path.split("/")[0] not in names}


def is_good(name, kind, arguments, before, undisturbed, got):
    """What is wrong with what a run came to, or None."""
    status, said, warned, _ = got
    right_status, right_said, right_after = undisturbed
    after = standing("run")
    if "nightly" in name and kind == "unlink":  # what cannot be removed the next night removes
        after = {path: found for path, found in after.items() if not path.startswith("out/.begun")}
    left = {entry.split("/")[0] for entry in after} - {"out"}
    named = {entry for entry in left if f"run/{entry}" in warned}
    if status == right_status:
        if said != right_said:
            return "it ends well, but tells something else"
        return None if without(after, named) == right_after else "it ends well, but what it wrote is another"
    if status != 4:
        return f"status {status}"
    if not warned.strip():
        return "status 4 without a word"
    if name in RESUMED and without(after, named) != before:
        again = run(arguments + ["--resume"])
        if again[0] != right_status or again[1] != right_said:
            return f"status 4, and it cannot be resumed: {again[0]}: {again[2][-300:]}"
        return None if without(standing("run"), named) == right_after else "status 4, and resumed it is another"
    if without(after, named) != before:
        strange = sorted(path for path in set(after) ^ set(before) if path.split("/")[0] not in named)
        return f"status 4, but not as it was: {strange[:3] or 'other bytes'}"
    return None


def sweep(name, kind, step, swap):
    global passed
    arguments, right_status, stood = COMMANDS[name]
    begin(stood)
    before = standing("run")
    status, said, warned, _ = run(arguments)
    undisturbed = status, said, standing("run")
    if status != right_status:
        fault(name, f"undisturbed: status {status}", warned)
        return 0
    points, nth = 0, 1
    while True:
        begin(stood)
        got = run(arguments, kind, nth, swap)
        if not got[3]:
            return points
        wrong = is_good(name, kind, arguments, before, undisturbed, got)
        points += 1
        if wrong is None:
            passed += 1
        else:
            fault(f"{name}, {kind} {nth}{' without exchange' if swap == 'no' else ''}", wrong, got[2])
        nth += step


def count(name, kind):
    """How many calls of this kind the command makes, in its longest line of processes."""
    arguments, _, stood = COMMANDS[name]
    low, high = 0, 1
    def is_there(nth):
        begin(stood)
        return run(arguments, kind, nth)[3] > 0
    while is_there(high):
        low, high = high, 4 * high
    while high - low > max(1, low // 16):
        middle = (low + high) // 2
        low, high = (middle, high) if is_there(middle) else (low, middle)
    return low


def prepare():
    def make(*arguments):
        status = run(list(arguments))
        assert status[0] in (0, 1), status
    make("plan", "in/region", "-o", "in/old", "--effort", "2")
    make("nightly", "in/region", "in/archive", "--effort", "1")
    shutil.copytree("in/archive", "in/nights", symlinks=True)
    make("nightly", "in/region", "in/nights", "--effort", "2", "--date", "2026-07-14")
    make("audit", "in/region", "in/old", "-o", "in/audit", "--dialect", "nl")
    make("risk", "in/region", "-o", "in/risk", "--draws", "2", "--effort", "1", "--seed", "2")
    for shard in "12":
        make("risk", "in/region", "-o", f"in/part{shard}", "--draws", "2", "--effort", "1", "--shard", f"{shard}/2")
        make("whatif", "in/region", "in/scenarios.ini", "-o", f"in/half{shard}", "--effort", "1", "--shard",
             f"{shard}/2")


prepare()
inputs = standing("in")
table = {}
for name in os.environ.get("COMMANDS", " ".join(COMMANDS)).split():
    for kind in os.environ.get("KINDS", " ".join(KINDS)).split():
        step = 5 if kind == "short" and not full else 1
        if kind == "allocate" and not full:
            step = max(1, count(name, kind) // ALLOCATIONS)
        table[name, kind] = sweep(name, kind, step, "yes")
    if name != "renightly" and (COMMANDS[name][2] is not None or name == "plan"):  # it needs an exchange
        for kind in ("rename", "mkdir", "unlink", "fsync"):
            if kind in os.environ.get("KINDS", kind).split():
                table[name, kind + "*"] = sweep(name, kind, 1, "no")
if standing("in") != inputs:
    fault("all", "what was read has changed", "")
if verbose:
    kinds = sorted({kind for _, kind in table}, key=lambda kind: (KINDS.index(kind.rstrip("*")), kind))
    print(f"{'':10}" + "".join(f"{kind:>9}" for kind in kinds))
    for name in dict.fromkeys(name for name, _ in table):
        print(f"{name:10}" + "".join(f"{table.get((name, kind), 0):9}" for kind in kinds))
    used = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    print(f"{sum(u.ru_utime + u.ru_stime for u in used):.0f} s of CPU; *: without exchange of names")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
PYTHON
