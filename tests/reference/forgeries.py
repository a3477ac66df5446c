#!/usr/bin/env python3
"""Consistent forgeries of plans, and whether audit rejects them: forgeries.py KRAAMPLAN FORGE COUNT [FIRST]

Plans the regions of tests/regions, and has build/forge change a plan or its claims and write all files anew with the
program's own code: sums, values, reasons and bounds agree with each other. The audit rejects a forgery with a place, or
the readers below, who know nothing of the program, find that there is nothing to reject: the rules hold, values and
bounds are as derive_bounds.py has them, and no idle time or digital hours would help whose reason rests on search.
Prints a line for each kind, and closes with `N passed, N failed`.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

import derive_bounds
import mutants

PLACE = re.compile(r"\n  (\S+\.(csv|json)\b\S*: |C\d+: )")
BATCH = 100


class Reader:
    """What a plan leaves of everybody's time, counted from its tables alone."""

    def __init__(self, region, plan):
        self.night = night = derive_bounds.Night(region, plan)
        self.clients = {client["key"]: client for client in night.clients}
        self.visits = [(row["client_id"], row["caregiver_id"], derive_bounds.day(row["date"]),
                        night.units(row["hours"])) for row in derive_bounds.rows(plan, "visits.csv")]
        self.digital = {row["client_id"]: night.units(row["digital_hours"] or 0)
                        for row in derive_bounds.rows(plan, "allocations.csv")}
        self.bottleneck = {row["client_id"]: row["bottleneck"] for row in derive_bounds.rows(plan, "allocations.csv")}
        self.proof = {row["bottleneck"]: derive_bounds.word(row["proof"])
                      for row in derive_bounds.rows(plan, "bottlenecks.csv")}
        self.of_day, self.planned = defaultdict(list), defaultdict(int)
        for client, caregiver, date, units in self.visits:
            self.of_day[caregiver, date].append(units)
            self.planned[client] += units

    def work(self, caregiver, date):
        """Units at clients' and on the way."""
        visits = self.of_day.get((caregiver, date), [])
        return sum(visits) + max(0, len(visits) - 1) * self.night.travel

    def room(self, caregiver, date, without=0):
        """What C7 to C9 leave for a visit on that day, in the place of one of so many units or beside others."""
        night = self.night
        row = night.caregivers[caregiver]
        more = night.travel if self.of_day.get((caregiver, date)) and not without else 0
        room = night.available.get((caregiver, date), 0) - self.work(caregiver, date) - more
        if row["max_hours_week"]:
            week = date.isocalendar()[:2]
            limit = Fraction(row["max_hours_week"].replace(",", ".")) - night.week_used[caregiver, week]
            used = sum(self.work(caregiver, other) for who, other in list(self.of_day)
                       if who == caregiver and other.isocalendar()[:2] == week)
            room = min(room, limit * 60 // night.unit - used - more)
        return -1 if self.is_row_full(row, caregiver, date) else int(room) + without

    def works(self, caregiver, date):
        return bool(self.of_day.get((caregiver, date))) or (caregiver, date) in self.night.worked

    def is_row_full(self, row, caregiver, date):
        limit = self.night.policy["max_days_in_a_row"] if derive_bounds.word(row["employment"]) == "employee" else 0
        run = 1
        for step in (-1, 1):
            other = date + step * derive_bounds.datetime.timedelta(days=1)
            while self.works(caregiver, other):
                run, other = run + 1, other + step * derive_bounds.datetime.timedelta(days=1)
        return 0 < limit < run

    def broken(self):
        """Rules that the plan breaks, C1 to C9 and C11."""
        night, found, seen = self.night, [], set()
        for client, caregiver, date, units in self.visits:
            c = self.clients.get(client)
            if c is None or caregiver not in night.caregivers or date not in c["days"]:
                return ["C1 to C3"]
            if (client, date) in seen:
                found.append("C4")
            seen.add((client, date))
            if not night.may_serve(caregiver, c, date):
                found.append("C5")
            if not c["shortest"] <= units <= night.longest:
                found.append("C6")
            if self.room(caregiver, date, units) < units:
                found.append("C7 to C9")
        for key, client in self.clients.items():
            if self.planned[key] + self.digital.get(key, 0) > client["left"]:
                found.append("C11")
        return found

    def lacks(self, client, units, points, digital):
        terms = [derive_bounds.term(client, tier, units, points, digital) for tier in self.night.tiers]
        return terms

    def helped(self, key):
        """The first tier that idle time or digital hours would better for her; None if none."""
        night, client, best = self.night, self.clients[key], []
        own = {date: (caregiver, units) for who, caregiver, date, units in self.visits if who == key}
        units, digital = self.planned[key], self.digital.get(key, 0)
        worth = {date: client["first"] if date == client["days"][0] else 1 for date in client["days"]}
        points, left = sum(worth[date] for date in own), client["left"] - units - digital
        before = self.lacks(client, units, points, digital)
        best.append(self.lacks(client, units, points, min(client["room"], digital + left)))
        for date in client["days"]:
            for caregiver in night.caregivers:
                if not night.may_serve(caregiver, client, date):
                    continue
                who, had = own.get(date, (None, 0))
                if who is not None and (who != caregiver or (key, date) in night.musts):
                    continue
                length = min(self.room(caregiver, date, had), night.longest, had + left)
                if length > had and length >= client["shortest"] > 0:
                    best.append(self.lacks(client, units + length - had, points + (0 if had else worth[date]), digital))
        after = min(best)
        if after >= before:
            return None
        return night.tiers[next(i for i, pair in enumerate(zip(before, after)) if pair[0] != pair[1])]

    def false_reasons(self):
        for key in self.clients:
            proof = self.proof.get(self.bottleneck.get(key, ""), "cut")
            tier = self.helped(key) if proof in ("search", "given-up") else None
            if tier is not None and not (proof == "given-up" and tier == "remaining"):
                yield f"{key}: {tier}"


def harm(region, plan):
    """What is false in an accepted plan, by readers of its own."""
    reader = Reader(region, plan)
    night, found = reader.night, reader.broken() + [f"false reason: {text}" for text in reader.false_reasons()]
    found += [f"sums of {key}" for key in mutants.reference_findings(region, plan)]
    for told, billionths, _ in derive_bounds.compare(night, plan):
        value = Fraction(night.values[told["name"]], derive_bounds.TERM)
        value *= 1 if told["name"] == "presence" else Fraction(night.unit, 60)
        proven = value - billionths / Fraction(10 ** 9) <= Fraction(1, 10 ** 6)
        if abs(value - Fraction(str(told["value"]))) > Fraction(1, 10 ** 8):
            found.append(f"value of {told['name']}")
        if Fraction(str(told["bound"])) * 10 ** 9 > billionths or (told["proven"] and not proven):
            found.append(f"bound of {told['name']}")
    return found


def make_plans(program, scratch):
    """Regions, their plans and the plans before."""
    for name in mutants.REGIONS:
        region = f"tests/regions/{name}"
        command = [program, "plan", region, "--quiet"]
        subprocess.run(command + ["-o", f"{scratch}/{name}", "--effort", "10"], stderr=subprocess.DEVNULL, check=False)
        yield name, f"{scratch}/{name}", None
        if name in mutants.AFTER:
            before, after = f"{scratch}/{name}-before", f"{scratch}/{name}-after"
            subprocess.run(command + ["-o", before, "--effort", "1", "--set", "max_visit_hours=5"],
                           stderr=subprocess.DEVNULL, check=False)
            subprocess.run(command + ["-o", after, "--effort", "10", "--previous", before], stderr=subprocess.DEVNULL,
                           check=False)
            yield name, after, before


def judge(program, region, plan, before, about, tally):
    code, said = mutants.audit(program, region, plan, before)
    number, change, claims, reasons, lawful = about.split(";")
    false = [] if code != 0 else harm(region, plan)
    good = (code == 5 and PLACE.search(said)) or (code == 0 and lawful == "lawful" and not false)
    for kind in (change, claims, reasons, lawful):
        tally[kind][0 if code == 5 else 1] += 1
    if not good:
        print(f"forgery {number} of {region}, {change}, {claims}, {reasons}, {lawful}: exit {code}, {false}")
        print(said[-800:])
    return good


def main():
    program, forge, count = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2]), int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    scratch, tally, passed, failed = tempfile.mkdtemp(), defaultdict(lambda: [0, 0]), 0, 0
    try:
        plans = list(make_plans(program, scratch))
        share = -(-count // len(plans))
        for index, (name, plan, before) in enumerate(plans):
            begin = first + index * share
            for start in range(begin, min(begin + share, first + count), BATCH):
                many = min(BATCH, begin + share - start, first + count - start)
                made = subprocess.run([forge, f"tests/regions/{name}", plan, before or "-", f"{scratch}/out",
                                       str(start), str(many)], capture_output=True, text=True, check=False)
                if made.returncode != 0:
                    print(f"forge {name} {start} {many}: exit {made.returncode}: {made.stderr[-500:]}")
                    failed += 1
                for about in made.stdout.splitlines():
                    folder = f"{scratch}/out/{about.split(';')[0]}"
                    good = judge(program, f"tests/regions/{name}", folder, before, about, tally)
                    passed, failed = passed + bool(good), failed + (not good)
                shutil.rmtree(f"{scratch}/out", ignore_errors=True)
    finally:
        shutil.rmtree(scratch)
    for kind, (rejected, harmless) in sorted(tally.items()):
        print(f"{rejected:5d} rejected {harmless:5d} harmless  {kind}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed < count


if __name__ == "__main__":
    sys.exit(main())
