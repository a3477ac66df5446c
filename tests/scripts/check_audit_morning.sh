#!/bin/bash
# What summary.json and audit.json tell of first days at home and of standby is what another reader finds in the tables.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for name in standby overdue short guarantee; do
	"$kraamplan" plan "tests/regions/$name" -o "$scratch/$name" --quiet --effort 5 2>/dev/null
	"$kraamplan" audit "tests/regions/$name" "$scratch/$name" -o "$scratch/$name-audit" \
		2>/dev/null >"$scratch/$name.said"
done
PYTHONPATH=tests/reference PYTHONDONTWRITEBYTECODE=1 python3 - "$scratch" <<'PYTHON'
import csv, datetime, json, sys
from collections import defaultdict
from fractions import Fraction

import derive_bounds

passed = failed = 0

def expect(what, wanted, found):
    global passed, failed
    passed, failed = passed + (wanted == found), failed + (wanted != found)
    if wanted != found:
        print(f"{what}: expected {wanted}, found {found}")

def standby_hours(night, region):
    """Of all shifts of standby from the plan date on, without absences, each day in whole units."""
    absences, exact = defaultdict(list), defaultdict(Fraction)
    for row in derive_bounds.rows(region, "absences.csv"):
        absences[row["caregiver_id"]].append((derive_bounds.day(row["from"]),
                                              derive_bounds.day(row["to"]) or datetime.date.max))
    for row in derive_bounds.rows(region, "availability.csv"):
        date = derive_bounds.day(row["date"])
        away = any(first <= date <= last for first, last in absences[row["caregiver_id"]])
        if derive_bounds.word(row["kind"] or "work") == "standby" and date >= night.start and not away:
            exact[row["caregiver_id"], date] += derive_bounds.number(row["hours"])
    return sum(night.units(hours) for hours in exact.values()) * night.unit / 60

families = standby = 0
for name in ("standby", "overdue", "short", "guarantee"):
    region, plan = f"tests/regions/{name}", f"{sys.argv[1]}/{name}"
    night = derive_bounds.Night(region, plan)
    with open(plan + "/visits.csv", newline="", encoding="utf-8") as file:
        visited = {(row["client_id"], datetime.date.fromisoformat(row["date"])) for row in csv.DictReader(file)}
    coming = [client for client in night.clients if client["home"] >= night.start]
    both = [client for client in coming if len(client["days"]) > 1]
    first = {"families": len(coming), "families_two": len(both),
             "nobody_first": sum((c["key"], c["days"][0]) not in visited for c in coming),
             "nobody_first_two": sum(not {(c["key"], day) for day in c["days"][:2]} & visited for c in both)}
    verdict = json.load(open(f"{plan}-audit/audit.json"))
    expect(f"{name}: summary", first, night.summary["first_days"])
    expect(f"{name}: audit", first, verdict["first_days"])
    hours = standby_hours(night, region)
    expect(f"{name}: standby, summary", hours, night.summary["hours"]["standby"])
    expect(f"{name}: standby, audit", hours, verdict["standby_hours"])
    expect(f"{name}: for people", 1, open(f"{plan}.said").read().count(
        f"First days at home: {first['nobody_first']} of {first['families']} families see nobody on the first, "
        f"{first['nobody_first_two']} of {first['families_two']} on the first two\n"
        f"Standby: {hours:g} h from the plan date on\n"))
    families += first["nobody_first"] and first["nobody_first_two"]
    standby += hours
expect("some are there", True, families > 0 and standby > 0)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
PYTHON
