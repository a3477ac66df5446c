#!/bin/bash
# What readers of the extracts of seven nights can find out, by integer programs over all figures of all nights and all
# insurers: on how few people a sum of figures rests, and how closely one person's hours are told. The reader knows the
# clients of one insurer or of two. 2 regions; FULL=yes takes 100. BEFORE=PROGRAM counts the figures of another program.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "${BUILD:-build}/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
count=2
[ "${FULL:-no}" = yes ] && count=100
export PYTHONPATH=$PWD/tests/scripts PYTHONDONTWRITEBYTECODE=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
command -v glpsol >/dev/null || {
	echo 'skipped: there is no glpsol (tools/build/install-packages test)'
	exit 0
}
cd "$scratch" || exit 2
"$kraamplan" key key || exit 2
python3 - "$kraamplan" "$generate" "$postcodes" "${REGIONS:-$count}" "${BEFORE:-}" <<'PYTHON'
import csv
import datetime
import itertools
import os
import re
import shutil
import subprocess
import sys

from expect import expect, finish, rows

kraamplan, generate, postcodes, count, before = sys.argv[1:]
LEAST, MOST, NIGHTS, MONDAY = 10, 80, 7, datetime.date(2026, 7, 13)
cells = {"before": 0, "after": 0}
found_naively = 0

def run(*command, codes=(0,)):
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    expect(f"{' '.join(command[1:])}: exit {code}", code in codes)

def solve(sense, objective, constraints, bounds, kinds):
    """The least or largest value of an integer program; None if it is not bounded or has no solution."""
    with open("attack.lp", "w", encoding="utf-8") as file:
        file.write(f"{sense}\n goal: {objective}\nSubject To\n" + "".join(f" {line}\n" for line in constraints) +
                   "Bounds\n" + "".join(f" {line}\n" for line in bounds) + kinds + "\nEnd\n")
    done = subprocess.run(["glpsol", "--lp", "attack.lp", "-o", "attack.out", "--tmlim", "20"], capture_output=True,
                          text=True, check=False)
    text = open("attack.out", encoding="utf-8").read()
    if "OPTIMAL" not in text:
        raise SystemExit("glpsol: " + done.stdout)
    return float(re.search(r"Objective:\s+goal = (\S+)", text).group(1))

def kinds_of(figures, people):
    """How many people each set of figures has in it, and who."""
    kinds = {}
    for person in people:
        kinds.setdefault(tuple(person in figure["members"] for figure in figures), []).append(person)
    kinds.pop((False,) * len(figures), None)
    return kinds

def fewest(figures, people):
    """Fewest people whom a weighted sum of the figures rests on, the reader's own taken off."""
    kinds = list(kinds_of(figures, people).items())
    best = None
    for target in range(len(kinds)):
        lines = []
        for k, (kind, _) in enumerate(kinds):
            total = " ".join(f"+ y{c}" for c, has in enumerate(kind) if has)
            lines += [f"{total} - 20 z{k} <= 0", f"{total} + 20 z{k} >= 0"]
            if k == target:
                lines.append(f"{total} = 1")
        value = solve("Minimize", " ".join(f"+ {len(who)} z{k}" for k, (_, who) in enumerate(kinds)), lines,
                      [f"-5 <= y{c} <= 5" for c in range(len(figures))],
                      "Generals\n " + " ".join(f"y{c}" for c in range(len(figures))) + "\nBinaries\n " +
                      " ".join(f"z{k}" for k in range(len(kinds))))
        best = value if best is None else min(best, value)
    return best

def ranges(figures, people, truth, slack):
    """Least and most that one person of each kind wants and has, whom nothing tells from the others of it. Of the rest
    of a kind the sum is a variable: quarters of an hour, of each from nothing to the most."""
    kinds = list(kinds_of(figures, people).items())
    lines, bounds, names = [], [], []
    for k, (_, who) in enumerate(kinds):
        for name, size in ((f"w{k}", 1), (f"g{k}", 1), (f"v{k}", len(who) - 1), (f"h{k}", len(who) - 1)):
            names.append(name)
            bounds.append(f"0 <= {name} <= {4 * MOST * size}")
        lines += [f"g{k} - w{k} <= 0", f"h{k} - v{k} <= 0"]
    for figure, at in itertools.product(figures, (0, 1)):
        inside = [k for k, (_, who) in enumerate(kinds) if who[0] in figure["members"]]
        own = sum(truth[person][at] for person in figure["members"] if person not in people)
        if inside:
            total = " ".join(f"+ {'wg'[at]}{k} + {'vh'[at]}{k}" for k in inside)
            lines.append(f"{total} >= {4 * (figure['hours'][at] - slack - own):.0f}")
            lines.append(f"{total} <= {4 * (figure['hours'][at] + slack - own):.0f}")
    for k, (_, who) in enumerate(kinds):
        for at in (0, 1):
            kinds_line = "Generals\n " + " ".join(names)
            least = solve("Minimize", f"{'wg'[at]}{k}", lines, bounds, kinds_line) / 4
            most = solve("Maximize", f"{'wg'[at]}{k}", lines, bounds, kinds_line) / 4
            for person in who:
                hours = truth[person][at]
                if hours > 0:
                    yield least >= 0.9 * hours and most <= 1.1 * hours

def attack(figures, truth, insurer_of, slack):
    """Whether any reader finds a few people, or somebody's hours."""
    insurers = sorted(set(insurer_of.values()))
    for pair in itertools.combinations_with_replacement(insurers, 2):
        people = {person for person in truth if insurer_of[person] not in pair}
        if not figures or not people:
            continue
        least = fewest(figures, people)
        if least is not None and least < LEAST:
            return f"{pair}: a sum of figures rests on {least:.0f}"
        if any(ranges(figures, people, truth, slack)):
            return f"{pair}: somebody's hours to within a tenth"
    return None

def read_truth(plan):
    truth = {}
    for row in rows(plan + "/allocations.csv"):
        if row["status"] in ("planned", "unreachable"):
            given = sum(float(row[name] or 0) for name in ("received_hours", "planned_hours", "digital_hours"))
            truth[row["client_id"]] = (max(float(row["wanted_hours"]), given), given)
    return truth

def leave_out(clients, keys):
    with open("region/clients.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, clients[0].keys())
        writer.writeheader()
        writer.writerows(row for row in clients if row["client_id"] not in keys)

def judge_region(seed):
    global found_naively
    shutil.rmtree("region", ignore_errors=True)
    run(generate, "--postcodes", postcodes, "--clients", str(30 + 270 * seed // max(1, int(count))), "--seed",
        str(seed), "region")
    clients = rows("region/clients.csv")
    of = {row["client_id"]: row for row in clients}
    insurer_of = {key: row["insurer"] for key, row in of.items()}
    # One family more each night.
    coming = [row["client_id"] for row in clients if not row["birth_date"]][:NIGHTS - 1]
    figures = {}
    for night in range(NIGHTS):
        date = MONDAY + datetime.timedelta(night)
        leave_out(clients, coming[night:])
        shutil.rmtree("plan", ignore_errors=True)
        run(kraamplan, "plan", "region", "-o", "plan", "--date", str(date), "--effort", "1", "--quiet", codes=(0, 1))
        truth = read_truth("plan")
        for insurer in sorted({insurer_of[row["client_id"]] for row in rows("region/clients.csv")}):
            for program, which in ((kraamplan, "after"), (before, "before")):
                if not program:
                    continue
                shutil.rmtree("out", ignore_errors=True)
                run(program, "audit", "region", "plan", "-o", "out", "--insurer", insurer, "--key", "key", "--quiet",
                    codes=(0, 5))
                table = rows("out/figures.csv") if os.path.exists("out/figures.csv") else []
                cells[which] += sum(len(row) - 2 for row in table)
                for row in table if which == "after" else []:
                    members = frozenset(key for key in truth if row["dimension"] == "all" or
                                        of[key]["provider"] == row["value"])
                    figures[night, row["dimension"], row["value"], row["wanted_hours"], row["given_hours"]] = {
                        "night": night, "members": members,
                        "hours": (float(row["wanted_hours"]), float(row["given_hours"]))}
        if night == 0:
            first_truth = truth
    expect(f"seed {seed}: figures of {sorted({f['night'] for f in figures.values()})}",
           {figure["night"] for figure in figures.values()} <= {0})
    found = attack(list(figures.values()), first_truth, insurer_of, 5)
    expect(f"seed {seed}: {found}", found is None)
    naive = [frozenset(key for key in first_truth if of[key]["provider"] == provider)
             for provider in sorted({row["provider"] for row in clients})]
    naive = [{"members": members, "hours": tuple(sum(first_truth[key][at] for key in members) for at in (0, 1))}
             for members in naive + [frozenset(list(sorted(first_truth))[1:]), frozenset(first_truth)]]
    found_naively += attack(naive, first_truth, insurer_of, 0) is not None

for number in range(1, int(count) + 1):
    judge_region(number)
# An attack that finds nothing in figures on all but one person would prove nothing.
expect(f"the attack finds something in {found_naively} of {count} regions without protection",
       found_naively == int(count))
print(f"{count} regions, {NIGHTS} nights: cells published to all insurers: {cells['after']}" +
      (f", before {cells['before']}" if before else ""))
finish()
PYTHON
