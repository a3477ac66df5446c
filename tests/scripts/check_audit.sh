#!/bin/bash
# An audit keeps to its schema, tells what it found in its tables, and a forced one replaces only an audit.
set -u
. tests/scripts/expect.sh
schema=$(realpath output/audit.schema.json)
enter_scratch
for name in short quarter guarantee; do
	cp -r "$regions/$name" "$name"
	# Some want less than 24 hours, because they decline the others.
	awk -F, -v OFS=, 'NR == 4 || NR % 8 == 0 { $15 = $8 - 20 } 1' "$regions/$name/clients.csv" >"$name/clients.csv"
	"$kraamplan" plan "$name" -o "$name-plan" --quiet --effort 10 2>/dev/null
	"$kraamplan" audit "$name" "$name-plan" -o "$name-good" --areas-before "$name/workareas.csv" --quiet \
		>/dev/null 2>&1
	echo $? >"$name-good.exit"
	cp -r "$name-plan" "$name-bad"
	sed -i '2d' "$name-bad/visits.csv"
	sed -i '2s/^[0-9]*-[0-9]*-[0-9]*,/2026-07-01,/' "$name-bad/visits.csv"
	"$kraamplan" audit "$name" "$name-bad" -o "$name-poor" --quiet >/dev/null 2>&1
	echo $? >"$name-poor.exit"
done
# A narrower area than before; a previous plan; what --force replaces.
cp -r short narrow
sed -i '2d' narrow/workareas.csv
"$kraamplan" plan narrow -o narrow-plan --quiet --effort 10 2>/dev/null
"$kraamplan" audit narrow narrow-plan -o narrow-audit --areas-before short/workareas.csv --quiet >/dev/null 2>&1
"$kraamplan" plan short -o next --previous short-plan --quiet --effort 10 2>/dev/null
cp -r short-good narrow-poor
{
	"$kraamplan" audit short next 2>/dev/null | grep -c 'Not judged: C13, and changes'
	"$kraamplan" audit short next --previous short-plan 2>/dev/null | grep -c 'Not judged: C13'
	"$kraamplan" audit short next --previous short-bad --quiet >/dev/null 2>&1
	echo $?
	"$kraamplan" audit short short-plan -o narrow-poor --quiet >/dev/null 2>&1
	echo $?
	"$kraamplan" audit short short-plan -o narrow-poor --force --quiet >/dev/null 2>&1
	echo $?
	mkdir other && echo mine >other/mine
	"$kraamplan" audit short short-plan -o other --force --quiet >/dev/null 2>&1
	echo $?
	"$kraamplan" audit short short-plan -o insured --insurer 3332 --quiet >/dev/null 2>&1
	echo $?
	"$kraamplan" audit short nowhere --quiet >/dev/null 2>&1
	echo $?
	"$kraamplan" audit short short-plan --set max_caregivers=3 --quiet >/dev/null 2>&1
	echo $?
} >codes
python3 - "$schema" <<'PYTHON'
import datetime
import json
import os
import sys

import jsonschema
from expect import expect, finish, rows


def weeks_left(client):
    """Weeks from registration to term, 0 where nobody knows."""
    if not client["registered_on"]:
        return 0
    return (datetime.date.fromisoformat(client["due_date"]) -
            datetime.date.fromisoformat(client["registered_on"])).days / 7

def wants_more(row):
    """To plan, and not all that is wanted was received."""
    return row["status"] in ("planned", "unreachable") and float(row["wanted_hours"]) > float(row["received_hours"])

groupings = {
    "all": lambda client: "",
    "insurer": lambda client: client["insurer"],
    "provider": lambda client: client["provider"],
    "group": lambda client: client["group"],
    "postcode_area": lambda client: client["postcode"][:2],
    "registration": lambda client: ("unknown" if not client["registered_on"] else
                                    "before week 20" if weeks_left(client) > 20 else "from week 20"),
    "birth": lambda client: "born" if client["birth_date"] else "expected",
    "guarantee": lambda client: "guaranteed" if is_guaranteed(client) else "not guaranteed",
}

def is_guaranteed(client):
    """By policy.ini and contracts.csv of the region at hand."""
    week = weeks.get(client["insurer"])
    return bool(week and client["registered_on"] and 40 - weeks_left(client) < week and
                (contracts is None or any(
                    row["provider"] == client["provider"] and row["insurer"] == client["insurer"] and
                    row.get("guarantee", "") in ("", "yes") for row in contracts)))

judged = declining = guaranteed = 0
validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
for name in ("short", "quarter", "guarantee"):
    for audit, code in (("good", 0), ("poor", 5)):
        verdict = json.load(open(f"{name}-{audit}/audit.json"))
        errors = [error.message for error in validator.iter_errors(verdict)]
        expect(f"{name}-{audit}: {errors}", not errors)
        for member in ("rules", "accepted"):
            expect(f"{name}: the schema asks for {member}",
                   not validator.is_valid({k: v for k, v in verdict.items() if k != member}))
        expect(f"{name}-{audit}: exit", int(open(f"{name}-{audit}.exit").read()) == code)
        expect(f"{name}-{audit}: verdict", verdict["accepted"] == (code == 0))
        found = [row["kind"] for row in rows(f"{name}-{audit}/findings.csv")]
        expect(f"{name}-{audit}: findings", all(found.count(k) == n for k, n in verdict["findings"].items()))
        expect(f"{name}-{audit}: mode", os.stat(f"{name}-{audit}/findings.csv").st_mode & 0o77 == 0)
    findings = rows(f"{name}-poor/findings.csv")
    expect(f"{name}: the visit before the plan date", any(f["place"].startswith("visits.csv:2:") for f in findings))
    expect(f"{name}: what is told and found", any(f["told"] and f["found"] and f["client_id"] for f in findings))

    # Figures, from the tables alone.
    weeks = json.load(open(f"{name}-plan/summary.json"))["policy"]["guarantee"]
    contracts = rows(f"{name}/contracts.csv") if os.path.exists(f"{name}/contracts.csv") else None
    clients = {row["client_id"]: row for row in rows(f"{name}/clients.csv")}
    allocated = {row["client_id"]: row for row in rows(f"{name}-plan/allocations.csv")}
    told = {key: float(row["share"]) for key, row in allocated.items() if row["share"]}
    in_area = {}
    for key, share in told.items():
        in_area.setdefault(clients[key]["postcode"][:2], []).append(share)
    by_area = {area: sum(shares) / len(shares) for area, shares in in_area.items()}

    def expect_declined(row, where, members, given):
        """What the members of a group were indicated, declined and were given."""
        indicated = sum(float(clients[key]["indicated_hours"]) for key in members)
        declined = {key: min(float(clients[key]["declined_hours"] or 0), float(clients[key]["indicated_hours"]))
                    for key in members}
        below = sum(float(clients[key]["indicated_hours"]) >= 24 > float(clients[key]["indicated_hours"]) - hours
                    for key, hours in declined.items())
        expect(f"{name}: indicated in {where}", indicated == float(row["indicated_hours"]))
        expect(f"{name}: declined in {where}", sum(declined.values()) == float(row["declined_hours"]))
        expect(f"{name}: given in {where}", given == float(row["given_hours"]))
        expect(f"{name}: given of indicated in {where}", abs(given / indicated - float(row["given_share"])) < 2e-4)
        expect(f"{name}: below 24 by declining in {where}", below == int(row["declined_below_minimum"]))
        return below

    fairness = rows(f"{name}-good/fairness.csv")
    to_plan = {key for key, row in allocated.items() if row["status"] in ("planned", "unreachable")}
    for row in fairness:
        column = groupings.get(row["dimension"])
        if column is None:
            continue
        whole = [key for key in to_plan if column(clients[key]) == row["value"]]
        expect(f"{name}: to plan of {row['dimension']} {row['value']}", len(whole) == int(row["to_plan"]))
        declining += expect_declined(row, f"{row['dimension']} {row['value']}", whole, sum(
            float(allocated[key][hours] or 0) for key in whole
            for hours in ("received_hours", "planned_hours", "digital_hours")))
        shares = sorted(share for key, share in told.items() if column(clients[key]) == row["value"])
        if not shares:
            expect(f"{name}: no share of {row['dimension']} {row['value']}", row["clients"] == "0" and not row["mean"])
            continue
        n, total = len(shares), sum(shares)
        expect(f"{name}: count of {row['dimension']} {row['value']}", n == int(row["clients"]))
        expect(f"{name}: mean of {row['dimension']} {row['value']}", abs(total / n - float(row["mean"])) < 3e-4)
        expect(f"{name}: lowest of {row['dimension']} {row['value']}", abs(shares[0] - float(row["lowest"])) < 2e-4)
        if total > 0.1:
            gini = sum(abs(a - b) for a in shares for b in shares) / (2 * n * total)
            jain = total ** 2 / (n * sum(share ** 2 for share in shares))
            expect(f"{name}: Gini of {row['dimension']} {row['value']}", abs(gini - float(row["gini"])) < 2e-3)
            expect(f"{name}: Jain of {row['dimension']} {row['value']}", abs(jain - float(row["jain"])) < 2e-3)
        for quarter, heading in enumerate(("quartile_1", "median", "quartile_3"), 1):
            expect(f"{name}: {heading} of {row['dimension']} {row['value']}",
                   abs(shares[(n - 1) * quarter // 4] - float(row[heading])) < 2e-4)
        members = [key for key in told if column(clients[key]) == row["value"]]
        given = sum(float(allocated[key][hours] or 0) for key in members
                    for hours in ("received_hours", "planned_hours", "digital_hours"))
        expect(f"{name}: hours per client of {row['dimension']} {row['value']}",
               abs(given / n - float(row["hours_per_client"])) < 2e-4)
        everybody = sum(told.values()) / len(told)
        places = sum(by_area[clients[key]["postcode"][:2]] for key in members) / n
        expect(f"{name}: difference of {row['dimension']} {row['value']}",
               abs(total / n - everybody - float(row["difference"])) < 3e-4)
        expect(f"{name}: what lies in where they live, {row['dimension']} {row['value']}",
               abs(places - everybody - float(row["place_difference"])) < 3e-4)
    visits = rows(f"{name}-plan/visits.csv")
    employment = {row["caregiver_id"]: row["employment"] for row in rows(f"{name}/caregivers.csv")}
    for row in rows(f"{name}-good/providers.csv"):
        own = [v for v in visits if v["provider"] == row["provider"]]
        employed = [v for v in own if employment[v["caregiver_id"]] in ("employee", "loondienst")]
        out = [v for v in visits if clients[v["client_id"]]["provider"] == row["provider"] != v["provider"]]
        expect(f"{name}: hours of a provider", sum(float(v["hours"]) for v in own) == float(row["hours"]))
        expect(f"{name}: hours of employees",
               sum(float(v["hours"]) for v in employed) == float(row["employee_hours"]))
        expect(f"{name}: hours mediated out", sum(float(v["hours"]) for v in out) == float(row["mediated_out"]))
        expect(f"{name}: no postcode lost", row["postcodes_lost"] == "0")
        served = {v["client_id"] for v in out}
        visited = {v["client_id"] for v in visits}
        spans = [(int(a["postcode_from"]), int(a["postcode_to"])) for a in rows(f"{name}/workareas.csv")
                 if a["provider"] == row["provider"] and not a["caregiver_id"]]
        unserved = [key for key, client in clients.items()
                    if client["provider"] == row["provider"] and weeks_left(client) > 20
                    and any(low <= int(client["postcode"][:4]) <= high for low, high in spans)
                    and wants_more(allocated[key]) and (key in served or key not in visited)]
        expect(f"{name}: timely registrations of {row['provider']}", len(unserved) == int(row["timely_unserved"]))
    # Care given, from deliveries.csv: all who are finished in the plan.
    finished = {key for key, row in allocated.items() if row["status"] == "finished"}
    faults = {"below_minimum": set(), "digital_over": set(), "many_caregivers": set()}
    for key in finished:
        had = [row for row in rows(f"{name}/deliveries.csv") if row["client_id"] == key]
        physical = sum(float(row["hours"]) for row in had if row["kind"] in ("visit", "ligdag"))
        digital = sum(float(row["hours"]) for row in had if row["kind"] == "digital")
        client = clients[key]
        wanted = float(client["indicated_hours"]) - float(client["declined_hours"] or 0)
        if physical < min(float(client["minimum_hours"] or 24), wanted):
            faults["below_minimum"].add(key)
        if digital > (6 if client["digital_consent"] == "yes" else 0):
            faults["digital_over"].add(key)
        if len({row["caregiver_id"] for row in had if row["kind"] == "visit" and row["caregiver_id"]}) > 2:
            faults["many_caregivers"].add(key)
    unit = json.load(open(f"{name}-plan/summary.json"))["policy"]["unit_minutes"] / 60
    guaranteed += sum(is_guaranteed(client) for client in clients.values())
    care = rows(f"{name}-good/care.csv")
    for row in care:
        column = groupings.get(row["dimension"])
        if column is None:
            continue
        expect(f"{name}: finished of {row['dimension']} {row['value']}",
               sum(column(clients[key]) == row["value"] for key in finished) == int(row["clients"]))
        whole = [key for key in finished if column(clients[key]) == row["value"]]
        expect_declined(row, f"care of {row['dimension']} {row['value']}", whole, sum(
            sum(float(had["hours"]) for had in rows(f"{name}/deliveries.csv")
                if had["client_id"] == key and had["kind"] in kinds) // unit * unit
            for key in whole for kinds in (("visit", "ligdag"), ("digital",))))
        for fault, whose in faults.items():
            expect(f"{name}: {fault} of {row['dimension']} {row['value']}",
                   sum(column(clients[key]) == row["value"] for key in whose) == int(row[fault]))
    judged += len(finished)
    expect(f"{name}: every grouping", {row["dimension"] for row in fairness} == set(groupings))
expect("nobody was finished", judged > 0)
expect("nobody had a guarantee", guaranteed > 0)
expect("nobody went below 24 by declining", declining > 0)
lost = {row["provider"]: int(row["postcodes_lost"]) for row in rows("narrow-audit/providers.csv")}
before = {}
for row in rows("short/workareas.csv"):
    if not row["caregiver_id"]:
        before.setdefault(row["provider"], []).append(row)
expect("areas that shrank", sum(lost.values()) > 0)
codes = open("codes").read().split()
expect(f"codes {codes}", codes == ["1", "0", "5", "4", "0", "4", "2", "4", "5"])
finish()
PYTHON
