#!/bin/bash
# The folder for an insurer: own clients in full under keys of their own; nothing of anybody else's clients that is
# about fewer than 10 people, also by subtracting figures from each other.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "${BUILD:-build}/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
schema=$(realpath output/audit.schema.json)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$generate" --postcodes "$postcodes" --place Zutphen --clients 120 --guarantee --seed 5 "$scratch/region" >/dev/null ||
	exit 2
cd "$scratch" || exit 2
printf 'a key of some 20 bytes' >key
"$kraamplan" plan region -o plan --quiet --effort 5 2>/dev/null
python3 - "$kraamplan" "$schema" <<'PYTHON'
import csv
import datetime
import hashlib
import hmac
import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import jsonschema

LEAST = 10
passed = failed = 0

def expect(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(what)

def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))

validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[2], encoding="utf-8")))
clients = {row["client_id"]: row for row in rows("region/clients.csv")}
told = {row["client_id"]: row for row in rows("plan/allocations.csv")}

def unions(parts):
    for count in range(len(parts) + 1):
        for chosen in itertools.combinations(parts, count):
            yield frozenset().union(*chosen)

def derive(insurer, shown, everybody):
    """Tries to tell of a few: sums of groups of two dimensions, subtracted from each other."""
    by_dimension = {}
    for dimension, people in shown:
        by_dimension.setdefault(dimension, []).append(people)
    by_dimension.pop("all", None)
    # What the groups leave of all is known as well.
    for parts in by_dimension.values():
        rest = everybody - frozenset().union(*parts)
        if rest:
            parts.append(frozenset(rest))
        for part in parts:
            expect(f"{insurer}: what is left are {len(part)}", len(part) >= LEAST)
    fewest = len(everybody)
    for first, second in itertools.combinations(sorted(by_dimension), 2):
        others = list(unions(by_dimension[second]))
        for one in unions(by_dimension[first]):
            for other in others:
                # A sum less a sum: people of one alone count once, of the other alone minus once, of both not at all.
                fewest = min([fewest] + [len(one ^ other)] * (one != other))
    expect(f"{insurer}: a figure on {fewest} can be derived", fewest >= LEAST or not everybody)

insurers = sorted({row["insurer"] for row in clients.values()})

def week(row):
    if not row["registered_on"]:
        return "unknown"
    days = datetime.date.fromisoformat(row["due_date"]) - datetime.date.fromisoformat(row["registered_on"])
    return "before week 20" if days.days > 140 else "from week 20"

weeks = json.load(open("plan/summary.json", encoding="utf-8"))["policy"]["guarantee"]
contracts = rows("region/contracts.csv")

def guarantee(row):
    """Whether she registered before the week of her insurer, under a contract that guarantees."""
    if not row["registered_on"] or row["insurer"] not in weeks:
        return "not guaranteed"
    days = datetime.date.fromisoformat(row["due_date"]) - datetime.date.fromisoformat(row["registered_on"])
    under = any(other["provider"] == row["provider"] and other["insurer"] == row["insurer"] and
                other.get("guarantee", "") in ("", "yes") for other in contracts)
    return "guaranteed" if 40 - days.days / 7 < weeks[row["insurer"]] and under else "not guaranteed"

group_of = {
    "guarantee": guarantee,
    "all": lambda row: "",
    "insurer": lambda row: row["insurer"],
    "provider": lambda row: row["provider"],
    "group": lambda row: row.get("group", ""),
    "postcode_area": lambda row: row["postcode"][:2],
    "registration": week,
    "birth": lambda row: "born" if row["birth_date"] else "expected",
}
def fewest_derived(groups, members, rng):
    """Tries to solve the shown sums for few people: the fewest that any elimination leaves in an equation."""
    kinds = Counter(tuple(member in group for group in groups) for member in members)
    fewest = len(members)
    for attempt in range(8):
        order = sorted(kinds, key=lambda kind: -kinds[kind] * rng.random() if attempt % 2 else rng.random())
        equations = [[Fraction(kind[i]) for kind in order] for i in range(len(groups))]
        solved = 0
        for column in range(len(order)):
            pivot = next((i for i in range(solved, len(equations)) if equations[i][column]), None)
            if pivot is None:
                continue
            equations[solved], equations[pivot] = equations[pivot], equations[solved]
            by = equations[solved][column]
            equations[solved] = [x / by for x in equations[solved]]
            for i, equation in enumerate(equations):
                if i != solved and equation[column]:
                    by = equation[column]
                    equations[i] = [x - by * y for x, y in zip(equation, equations[solved])]
            solved += 1
        for equation in equations[:solved]:
            fewest = min(fewest, sum(kinds[kind] for kind, factor in zip(order, equation) if factor))
    return fewest

rng = random.Random(4)
for insurer in insurers:
    out = "out-" + insurer
    code = subprocess.run([sys.argv[1], "audit", "region", "plan", "-o", out, "--insurer", insurer, "--key", "key",
                           "--quiet"], stderr=subprocess.DEVNULL, check=False).returncode
    expect(f"{insurer}: exit {code}", code == 0)
    text = "".join(open(os.path.join(out, name), encoding="utf-8").read() for name in sorted(os.listdir(out)))
    others = {key: row for key, row in clients.items() if row["insurer"] != insurer and told[key]["share"]}
    own = [key for key in clients if clients[key]["insurer"] == insurer]
    for key in clients:
        expect(f"{insurer}: the key {key} is there", key not in text)
    postcodes = {row["postcode"].replace(" ", "") for row in clients.values()}
    for name in os.listdir(out):
        if name.endswith(".csv"):
            with open(os.path.join(out, name), newline="", encoding="utf-8") as file:
                cells = {cell for row in csv.reader(file) for cell in row}
            expect(f"{insurer}: a postcode is there", not cells & (postcodes | {p[:4] for p in postcodes}))
    # Own clients: all of them, under their keys, with what the plan tells.
    hashed = {hmac.new(open("key", "rb").read(), key.encode(), hashlib.sha256).hexdigest(): key for key in own}
    table = rows(out + "/own.csv")
    expect(f"{insurer}: own clients", sorted(row["client_id"] for row in table) == sorted(hashed))
    for row in table:
        plan = told[hashed[row["client_id"]]]
        expect(f"{insurer}: own hours", row["planned_hours"] == plan["planned_hours"])
    # Figures: on whom they are, and what subtraction would leave.
    shown = []
    for row in rows(out + "/figures.csv"):
        members = {key for key, client in others.items() if group_of[row["dimension"]](client) == row["value"]}
        expect(f"{insurer}: {row['dimension']} {row['value']} on {len(members)}",
               int(row["clients"]) == len(members) >= LEAST)
        mean = sum(float(told[key]["share"]) for key in members) / max(1, len(members))
        expect(f"{insurer}: mean of {row['dimension']} {row['value']}", abs(mean - float(row["mean"])) < 2e-4)
        shown.append((row["dimension"], frozenset(members)))
    expect(f"{insurer}: no figures at all", len(shown) > 2 or len(others) < LEAST)
    derive(insurer, shown, set().union(*(people for _, people in shown)) if shown else set())
    # Tiers: who is short among the others is not a few.
    audit = json.load(open(out + "/audit.json", encoding="utf-8"))
    errors = [error.message for error in validator.iter_errors(audit)]
    expect(f"{insurer}: {errors}", not errors)
    expect(f"{insurer}: counts of findings are there", "findings" not in audit and "care" not in audit)
    for tier in audit["tiers"]:
        short = sum(1 for key, row in told.items() if clients[key]["insurer"] != insurer and
                    row[tier["name"] + "_short"] not in ("", "0"))
        expect(f"{insurer}: {tier['name']} rests on {short}", (tier["value"] is None) == (0 < short < LEAST))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
PYTHON
