#!/usr/bin/env python3
"""Bounds of tiny regions made at random, derived anew: tiny_bounds.py KRAAMPLAN COUNT [FIRST]

Region number n, from FIRST on, is the same everywhere: a few clients and caregivers, the tiers in any of their six
orders, children born and expected, first days at home worth 1 to 4 points, absences, standby, contracts, pins; every
second is planned again after another plan, whose visits of the first days are confirmed. For each tier the bound that
summary.json tells, that audit derives, and that derive_bounds.py derives from the documents alone must be the same, and
never above the value. Prints what was in the regions, and closes with `N passed, N failed`, by tier; also failed
is a count of regions in which too little was: fewer than four orders, no points, no expected days, nothing confirmed.
"""
import datetime
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

import derive_bounds

START = datetime.date(2026, 7, 13)
ORDERS = list(itertools.permutations(["medical", "presence", "guaranteed"]))
PROVIDERS, INSURERS = ["31000001", "31000002"], ["7085", "0101"]
CAREGIVERS = ["k1", "k2", "k3"]


def after(days):
    return START + datetime.timedelta(days=days)


def halves(rng, low, high):
    """Hours in halves from low to high."""
    return rng.randint(2 * low, 2 * high) / 2


def write(folder, name, heading, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        for row in [heading.split()] + rows:
            file.write(",".join(str(cell) if cell is not None else "" for cell in row) + "\n")


def write_policy(rng, folder):
    shortest = rng.choice([1, 1.5, 2])
    settings = {
        "plan_date": START, "unit_minutes": 30, "min_visit_hours": shortest,
        "max_visit_hours": shortest + rng.choice([0, 1, 2]), "travel_minutes": rng.choice([0, 30]),
        "legal_minimum_hours": halves(rng, 1, 5), "digital_cap_hours": halves(rng, 0, 2),
        "care_days": rng.randint(2, 4), "max_days_in_a_row": rng.randint(0, 3),
        "mediation": rng.choice(["yes", "yes", "no"]), "digital": rng.choice(["when-short", "always"]),
        "horizon_days": rng.choice([0, 0, 0, 2]), "first_day_weight": rng.randint(1, 4),
        "births": rng.choice(["spread", "due"]), "expected_from": rng.randint(0, 2),
        "confirmed_days": rng.randint(1, 3),
        "order": " ".join(("minimum",) + rng.choice(ORDERS) + ("remaining",)),
    }
    with open(os.path.join(folder, "policy.ini"), "w", encoding="utf-8") as file:
        file.write("[plan]\n" + "".join(f"{key} = {value}\n" for key, value in settings.items()))
        if rng.random() < 0.5:
            file.write("[guarantee]\n7085 = 20\n")


def make_client(rng, key):
    due = after(rng.choice([-1, 0, 0, 1, 2]))
    born = due if due <= START and rng.random() < 0.6 else None
    home = born + datetime.timedelta(days=rng.randint(0, 2)) if born and rng.random() < 0.3 else None
    expected = after(rng.randint(0, 2)) if not born and rng.random() < 0.5 else None
    return [key, rng.choice(PROVIDERS), rng.choice(INSURERS), rng.randint(1001, 1002), due, born, expected,
            due - datetime.timedelta(days=rng.randint(100, 180)), halves(rng, 2, 11), halves(rng, 0, 3),
            rng.choice([None, halves(rng, 0, 5)]), rng.choice([0, 0, 1.5]), halves(rng, 0, 3),
            rng.choice(["yes", "no"]), home]


def make(seed, folder):
    """A region, and whether it has pins."""
    rng = random.Random(seed)
    os.mkdir(folder)
    write_policy(rng, folder)
    clients = [make_client(rng, f"c{i}") for i in range(1, rng.randint(2, 5))]
    write(folder, "clients.csv", "client_id provider insurer postcode due_date birth_date expected_on registered_on "
          "indicated_hours medical_hours minimum_hours declined_hours digital_hours digital_consent home_from", clients)
    staff = CAREGIVERS[:rng.randint(1, 3)]
    write(folder, "caregivers.csv", "caregiver_id provider employment max_hours_week",
          [[key, rng.choice(PROVIDERS), rng.choice(["employee", "freelance"]), rng.choice([None, halves(rng, 2, 12)])]
           for key in staff])
    write(folder, "availability.csv", "caregiver_id date hours kind",
          [[key, after(day), halves(rng, 1, 7), "standby" if rng.random() < 0.1 else "work"]
           for key in staff for day in range(6) if rng.random() < 0.8])
    write(folder, "workareas.csv", "provider caregiver_id postcode_from postcode_to insurer",
          [[provider, None, 1001, rng.choice([1001, 1002, 1002]), rng.choice([None, None, "7085"])]
           for provider in PROVIDERS])
    write(folder, "deliveries.csv", "client_id date caregiver_id hours kind",
          [[rng.choice(clients)[0], after(-rng.randint(1, 2)), rng.choice(staff), halves(rng, 1, 2),
            rng.choice(["visit", "visit", "digital", "partus"])] for _ in range(rng.randint(0, 3))])
    if rng.random() < 0.3:
        first = after(rng.randint(0, 4))
        write(folder, "absences.csv", "caregiver_id from to", [[rng.choice(staff), first, first]])
    if rng.random() < 0.5:
        write(folder, "contracts.csv", "provider insurer guarantee",
              [[provider, insurer, rng.choice(["yes", "yes", "no"])] for provider in PROVIDERS for insurer in INSURERS
               if rng.random() < 0.8] + [["31000003", "3311", "yes"]])
    pins = [[rng.choice(clients)[0], rng.choice(staff), after(rng.randint(0, 4)), rng.choice(["must", "never"])]
            for _ in range(rng.choice([0, 0, 1, 2]))]
    if pins:
        write(folder, "pins.csv", "client_id caregiver_id date pin", pins)


def plan(program, region, folder, *options):
    """A plan, or None where the pins cannot hold; of any other region there is one."""
    run = subprocess.run([program, "plan", region, "-o", folder, "--effort", "1", "--quiet", *options],
                         capture_output=True, text=True, check=False)
    if run.returncode <= 1:
        return folder
    if run.returncode == 3 and "pins.csv" in run.stderr:
        return None
    sys.exit(f"{region}: status {run.returncode}\n{run.stderr}")


def audited(program, region, folder, scratch):
    subprocess.run([program, "audit", region, folder, "-o", f"{scratch}/audit", "--quiet"], capture_output=True,
                   check=False)
    with open(f"{scratch}/audit/audit.json", encoding="utf-8") as file:
        return {tier["name"]: Fraction(str(tier["derived_bound"])) for tier in json.load(file)["tiers"]}


def compare(program, seed, scratch, seen):
    """The tiers of one region that agree, and those that do not."""
    region = f"{scratch}/region"
    make(seed, region)
    folder = plan(program, region, f"{scratch}/plan")
    if folder is None:
        os.remove(f"{region}/pins.csv")
        folder = plan(program, region, f"{scratch}/plan")
    if seed % 2 == 0:
        other = plan(program, region, f"{scratch}/before", "--set", "max_visit_hours=2")
        folder = plan(program, region, f"{scratch}/after", "--previous", other) if other else folder
    night = derive_bounds.Night(region, folder)
    seen["order " + " ".join(night.tiers[1:4])] += 1
    seen["points"] += any(client["first"] > 1 and client["presence"] for client in night.clients)
    seen["expected days"] += any(client["key"] in night.expected for client in night.clients)
    seen["bounds above 0"] += any(tier["bound"] > 0 for tier in night.summary["tiers"])
    seen["pins"] += os.path.exists(f"{region}/pins.csv")
    seen["confirmed"] += any(derive_bounds.word(row["confirmed"]) == "yes"
                             for row in derive_bounds.rows(folder, "visits.csv"))
    by_audit, good, bad = audited(program, region, folder, scratch), 0, 0
    for told, billionths, same in derive_bounds.compare(night, folder):
        name = told["name"]
        right = (same and by_audit[name] * 10 ** 9 == billionths and
                 billionths <= Fraction(str(told["value"])) * 10 ** 9)
        good, bad = good + right, bad + (not right)
        if not right:
            print(f"region {seed}: {name}: derived {billionths / 10 ** 9:.9f}, audited {float(by_audit[name]):.9f}, "
                  f"told {told['bound']:.9f}, value {told['value']:.9f}")
    return good, bad


def main():
    program, count = os.path.realpath(sys.argv[1]), int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    seen, passed, failed = Counter(), 0, 0
    for seed in range(first, first + count):
        scratch = tempfile.mkdtemp()
        try:
            good, bad = compare(program, seed, scratch, seen)
        finally:
            shutil.rmtree(scratch)
        passed, failed = passed + good, failed + bad
    for what in sorted(seen):
        print(f"{seen[what]:5d} regions  {what}")
    orders = [what for what in seen if what.startswith("order ")]
    failed += len(orders) < 4
    failed += sum(seen[what] < count // 20
                  for what in ("points", "expected days", "bounds above 0", "pins", "confirmed"))
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
