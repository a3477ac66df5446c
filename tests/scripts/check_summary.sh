#!/bin/bash
# summary.json keeps to its schema and tells of the tables beside it and of the input; hours add up between the tables.
set -u
. tests/scripts/expect.sh
schema=$(realpath output/summary.schema.json)
enter_scratch
for name in ample quarter holes dutch; do
	cp -r "$regions/$name" "$name"
	"$kraamplan" plan "$name" -o "$name-plan" --quiet 2>/dev/null
	echo $? >"$name-exit"
done
cp -r "$regions/quarter" set
"$kraamplan" plan set -o set-plan --quiet --set continuity_percent=5 --set digital=always --effort 20 2>/dev/null
echo $? >set-exit
python3 - "$schema" ample quarter holes dutch set <<'PYTHON'
import copy, csv, hashlib, json, os, sys
import jsonschema
from expect import expect, finish

schema = json.load(open(sys.argv[1]))

def close(a, b):
    return abs(a - b) <= 1e-6 * max(1, abs(a))

def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))

def number(text):
    return float(text) if text else 0.0

jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in sys.argv[2:]:
    plan = name + "-plan"
    summary = json.load(open(os.path.join(plan, "summary.json")))
    errors = [error.message for error in validator.iter_errors(summary)]
    expect(f"{name}: {errors}", not errors)
    # A schema that accepts anything would accept these.
    for spoil in (lambda s: s.pop("tiers"), lambda s: s.update(seconds=3), lambda s: s["tiers"].pop(),
                  lambda s: s["tiers"][0].update(value="none"), lambda s: s["inputs"][0].update(sha256="00"),
                  lambda s: s["policy"].update(mediation="perhaps"), lambda s: s["counts"].update(clients=-1)):
        spoiled = copy.deepcopy(summary)
        spoil(spoiled)
        expect(f"{name}: the schema accepts a spoiled summary", not validator.is_valid(spoiled))
    for entry in summary["inputs"]:
        with open(os.path.join(name, entry["file"]), "rb") as file:
            expect(f"{name}: SHA-256 of {entry['file']}", hashlib.sha256(file.read()).hexdigest() == entry["sha256"])
    given = {file for file in os.listdir(name) if file.endswith((".csv", ".ini"))}
    expect(f"{name}: inputs are {given}", given == {entry["file"] for entry in summary["inputs"]})

    tiers = summary["tiers"]
    allocations, visits = rows(plan, "allocations.csv"), rows(plan, "visits.csv")
    expect(f"{name}: exit code", int(open(name + "-exit").read()) == (1 if tiers[0]["value"] > 0 else 0))
    for tier in tiers:
        column = [number(row[tier["name"] + "_short"]) for row in allocations]
        expect(f"{name}: short in {tier['name']}", close(sum(column), tier["short"]))
        expect(f"{name}: clients short in {tier['name']}", sum(x > 0 for x in column) == tier["short_clients"])
        expect(f"{name}: bound of {tier['name']}", tier["bound"] <= tier["value"])
        gap = tier["value"] - tier["bound"]
        expect(f"{name}: gap of {tier['name']}",
               abs(tier["gap"] - (0 if gap <= 1e-6 else gap / tier["value"])) <= 1e-5)
        expect(f"{name}: proven {tier['name']}", tier["proven"] == (tier["gap"] == 0))
    by_client = {}
    for visit in visits:
        by_client[visit["client_id"]] = by_client.get(visit["client_id"], 0) + number(visit["hours"])
    for row in allocations:
        planned = by_client.get(row["client_id"], 0)
        expect(f"{name}: planned hours of a client", close(planned, number(row["planned_hours"])))
    reasons = {row["bottleneck"]: row for row in rows(plan, "bottlenecks.csv")}
    counted = {}
    for row in allocations:
        short = any(number(row[tier["name"] + "_short"]) > 0 for tier in tiers)
        expect(f"{name}: a bottleneck for who is short and no other", short == bool(row["bottleneck"]))
        if short:
            expect(f"{name}: {row['bottleneck']} is in bottlenecks.csv", row["bottleneck"] in reasons)
            counted[row["bottleneck"]] = counted.get(row["bottleneck"], 0) + 1
    for key, row in reasons.items():
        expect(f"{name}: clients of {key}", counted.get(key) == int(row["clients"]))
    order = [(visit["date"], visit["client_id"]) for visit in visits]
    expect(f"{name}: visits are sorted", order == sorted(order))
    keys = [row["client_id"] for row in allocations]
    if name != "dutch":
        given = [row["client_id"] for row in rows(name, "clients.csv")]
        expect(f"{name}: allocations in the order of clients.csv", keys == given)

finish()
PYTHON
