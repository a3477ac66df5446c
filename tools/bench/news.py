#!/usr/bin/env python3
"""How much of a plan a small piece of news changes: news.py [OPTION]... REGION...

Plans each region, then draws small news of the same morning, and plans again with the first plan as --previous and from
nothing. Of the visits that neither the news nor its clients and caregivers touch it tells which share stays as it is
(client, day, caregiver and hours), on all days and within the next seven; and where a plan with --previous comes out
worse than the one from nothing: in how many draws a tier is worse by more than 1 % (or a visit, or an hour; the tier
remaining by continuity_percent besides), and the mean of each tier's value under both.

Touched are: the clients and caregivers that the news is about, on all days; and the unborn whose due date is that of a
client of the news, for hours are held for them on days that are dealt out anew.

A plan from nothing has no confirmed visits to keep: where tiers are to be compared, --set confirmed_days=0 leaves them
free in both.

  --program FILE   kraamplan (default build/kraamplan)
  --work FOLDER    where regions and plans are written (default build/bench/news)
  --draws N        of each kind of news (default 20)
  --effort PERCENT as of kraamplan plan (default 100)
  --set KEY=VALUE  of the policy
  --kinds A,B      of: ill births emergency expected renamed (default all)
  --reuse          take first plans and plans from nothing of an earlier run, to tune what --previous does
  --lines          a line for each draw besides
  --floor PERCENT  a test: less that stays of any kind of news, or a tier that is worse, fails it
"""
import argparse
import csv
import datetime
import io
import json
import os
import random
import shutil
import subprocess
import sys

DUTCH = {"caregiver_id": "kraamverzorgende", "client_id": "client", "due_date": "uitgerekende_datum",
         "birth_date": "geboortedatum", "expected_on": "verwacht_op", "from": "van", "to": "tot",
         "registered_on": "aanmelddatum", "home_from": "thuis_vanaf"}
TIERS_AT_MOST = 1.01  # of the plan from nothing
WEEK = datetime.timedelta(days=7)


class Table:
    """A table of a region in either dialect; cells as text."""

    def __init__(self, path):
        self.path = path
        with open(path, newline="", encoding="utf-8-sig") as file:
            text = file.read()
        self.delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
        self.rows = list(csv.reader(io.StringIO(text), delimiter=self.delimiter))

    def column(self, name):
        heading = [cell.strip().lower() for cell in self.rows[0]]
        for wanted in (name, DUTCH.get(name)):
            if wanted in heading:
                return heading.index(wanted)
        return None

    def put(self, row, name, text):
        if self.column(name) is not None:
            row[self.column(name)] = text

    def save(self):
        with open(self.path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=self.delimiter, lineterminator="\n").writerows(self.rows)

    def day(self, text):
        return text if "-" not in text[:4] else "-".join(f"{int(part):02}" for part in reversed(text.split("-")))


def read_visits(plan):
    with open(os.path.join(plan, "visits.csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_summary(plan):
    with open(os.path.join(plan, "summary.json"), encoding="utf-8") as file:
        return json.load(file)


class News:
    """What one draw changes in a copy of the region, and whom it touches."""

    def __init__(self, folder, plan, dice, number):
        self.folder, self.dice, self.number = folder, dice, number
        self.visits = read_visits(plan)
        self.today = datetime.date.fromisoformat(read_summary(plan)["policy"]["plan_date"])
        self.clients, self.caregivers, self.due_dates = set(), set(), set()

    def table(self, name):
        return Table(os.path.join(self.folder, name))

    def expected_rows(self, table):
        expected = {visit["client_id"] for visit in self.visits if visit["expected"] == "yes"}
        return [row for row in table.rows[1:] if row[table.column("client_id")] in expected]

    def pick(self, visits):
        """A caregiver of these visits: another in each draw, as long as there are."""
        caregivers = sorted({visit["caregiver_id"] for visit in visits})
        random.Random("caregivers").shuffle(caregivers)
        return caregivers[self.number % len(caregivers)]

    def ill(self):
        """A caregiver is ill for a week."""
        week = [visit for visit in self.visits
                if datetime.date.fromisoformat(visit["date"]) < self.today + WEEK]
        caregiver = self.pick(week)
        path = os.path.join(self.folder, "absences.csv")
        if not os.path.exists(path):
            with open(path, "w", encoding="utf-8") as file:
                file.write("caregiver_id,from,to\n")
        table = Table(path)
        row = [""] * len(table.rows[0])
        table.put(row, "caregiver_id", caregiver)
        table.put(row, "from", self.today.isoformat())
        table.put(row, "to", (self.today + WEEK - datetime.timedelta(days=1)).isoformat())
        table.rows.append(row)
        table.save()
        self.caregivers.add(caregiver)

    def births(self):
        """Two children come early: today."""
        table = self.table("clients.csv")
        for row in self.dice.sample(self.expected_rows(table), 2):
            self.touch(table, row)
            table.put(row, "birth_date", self.today.isoformat())
            table.put(row, "expected_on", "")
        table.save()

    def touch(self, table, row):
        self.clients.add(row[table.column("client_id")])
        self.due_dates.add(table.day(row[table.column("due_date")]))

    def new_client(self, table):
        """A client like another who is expected, of another postcode."""
        expected = self.expected_rows(table)
        row = list(self.dice.choice(expected))
        row[table.column("postcode")] = self.dice.choice(expected)[table.column("postcode")]
        table.put(row, "client_id", "K99999")
        table.put(row, "registered_on", self.today.isoformat())
        table.put(row, "home_from", "")
        table.put(row, "expected_on", "")
        table.rows.append(row)
        return row

    def emergency(self):
        """A child that nobody was told of is born today."""
        table = self.table("clients.csv")
        row = self.new_client(table)
        self.clients.add(row[table.column("client_id")])
        table.put(row, "due_date", self.today.isoformat())
        table.put(row, "birth_date", self.today.isoformat())
        table.save()

    def expected(self):
        """One client more."""
        table = self.table("clients.csv")
        self.touch(table, self.new_client(table))
        table.save()

    def renamed(self):
        """A caregiver gets another key."""
        old = self.pick(self.visits)
        new = "R" + old
        for name in sorted(os.listdir(self.folder)):
            if not name.endswith(".csv"):
                continue
            table = self.table(name)
            column = table.column("caregiver_id")
            for row in table.rows[1:] if column is not None else []:
                if row[column] == old:
                    row[column] = new
            table.save()
        self.caregivers |= {old, new}

    def untouched(self):
        table = self.table("clients.csv")
        due = {row[table.column("client_id")]: table.day(row[table.column("due_date")]) for row in table.rows[1:]}
        return [visit for visit in self.visits
                if visit["client_id"] not in self.clients and visit["caregiver_id"] not in self.caregivers
                and not (visit["expected"] == "yes" and due.get(visit["client_id"]) in self.due_dates)]


KINDS = {"ill": News.ill, "births": News.births, "emergency": News.emergency, "expected": News.expected,
         "renamed": News.renamed}


def plan(options, region, folder, *more):
    """The plan's folder; seconds of the processor."""
    command = [options.program, "plan", region, "-o", folder, "--force", "--quiet", "--effort", str(options.effort)]
    for setting in options.set:
        command += ["--set", setting]
    before = os.times()
    run = subprocess.run(command + list(more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr.decode(errors='replace')}")
    after = os.times()
    return after.children_user - before.children_user


def plan_anew(options, region, folder):
    """A plan from nothing, or that of an earlier run."""
    seconds = os.path.join(folder + ".seconds")
    if not (options.reuse and os.path.exists(seconds)):
        shutil.rmtree(folder, ignore_errors=True)
        used = plan(options, region, folder)
        with open(seconds, "w", encoding="utf-8") as file:
            file.write(f"{used}\n")
    with open(seconds, encoding="utf-8") as file:
        return float(file.read())


def is_worse(name, value, anew, percent):
    least = max(anew * TIERS_AT_MOST, anew + 1)
    return value > (least + anew * percent / 100 if name == "remaining" else least) + 1e-6


class Tally:
    def __init__(self):
        self.draws, self.kept, self.all, self.kept_soon, self.all_soon, self.least = 0, 0, 0, 0, 0, 100.0
        self.least_soon = 100.0
        self.worse, self.tiers, self.seconds = {}, {}, [0.0, 0.0]

    def add_visits(self, news, after):
        now = {(visit["client_id"], visit["date"], visit["caregiver_id"], visit["hours"])
               for visit in read_visits(after)}
        kept = everything = kept_soon = soon = 0
        for visit in news.untouched():
            stays = (visit["client_id"], visit["date"], visit["caregiver_id"], visit["hours"]) in now
            everything += 1
            kept += stays
            if datetime.date.fromisoformat(visit["date"]) < news.today + WEEK:
                soon += 1
                kept_soon += stays
        self.draws += 1
        self.kept, self.all = self.kept + kept, self.all + everything
        self.kept_soon, self.all_soon = self.kept_soon + kept_soon, self.all_soon + soon
        self.least = min(self.least, 100 * kept / max(1, everything))
        self.least_soon = min(self.least_soon, 100 * kept_soon / max(1, soon))
        return f"{kept}/{everything} {kept_soon}/{soon}"

    def add_tiers(self, after, anew):
        """Worse counts in the first tier that differs by so much; what comes after a better one may cost more."""
        after, anew = read_summary(after), read_summary(anew)
        percent = after["policy"]["continuity_percent"]
        words, decided = [], False
        for mine, theirs in zip(after["tiers"], anew["tiers"]):
            sums = self.tiers.setdefault(mine["name"], [0.0, 0.0])
            sums[0] += mine["value"]
            sums[1] += theirs["value"]
            worse = is_worse(mine["name"], mine["value"], theirs["value"], percent)
            if worse:
                kind = "later" if decided else mine["name"]
                self.worse[kind] = self.worse.get(kind, 0) + 1
            decided = decided or mine["value"] < theirs["value"] - 1e-6
            words.append(f"{mine['value']:.2f}/{theirs['value']:.2f}{'!' if worse else ''}")
        return " ".join(words)


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"


def report(name, tally):
    tiers = " ".join(f"{tier} {sums[0] / tally.draws:.2f}/{sums[1] / tally.draws:.2f}"
                     for tier, sums in tally.tiers.items())
    worse = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.worse.items())) or "none"
    print(f"  {name:<10} {percent(tally.kept, tally.all):>6} {tally.least:>6.1f} "
          f"{percent(tally.kept_soon, tally.all_soon):>6} {tally.least_soon:>6.1f} "
          f"{tally.seconds[0] / tally.draws:>7.1f} {tally.seconds[1] / tally.draws:>7.1f}  worse: {worse}; {tiers}",
          flush=True)


def draw(options, region, base, kind, number, tally):
    name = os.path.basename(os.path.normpath(region))
    folder = os.path.join(options.work, f"{name}-{kind}-{number}")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(region, folder)
    os.chmod(folder, 0o700)
    for file in os.listdir(folder):
        os.chmod(os.path.join(folder, file), 0o600)
    news = News(folder, base, random.Random(f"{name} {kind} {number}"), number)
    KINDS[kind](news)
    tally.seconds[1] += plan_anew(options, folder, folder + "-anew")
    tally.seconds[0] += plan(options, folder, folder + "-after", "--previous", base)
    line = tally.add_visits(news, folder + "-after") + "  " + tally.add_tiers(folder + "-after", folder + "-anew")
    if options.lines:
        print(f"    {kind} {number}: {line}", flush=True)


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--program", default="build/kraamplan")
    parser.add_argument("--work", default="build/bench/news")
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--effort", type=int, default=100)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--reuse", action="store_true")
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--floor", type=float)
    parser.add_argument("regions", nargs="+")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    passed = failed = 0
    for region in options.regions:
        name = os.path.basename(os.path.normpath(region))
        base = os.path.join(options.work, name + "-before")
        plan_anew(options, region, base)
        print(f"\n{name}: {len(read_visits(base))} visits, {options.draws} draws of each kind of news, effort "
              f"{options.effort}")
        print("  news         stay %  least 7 days  least seconds    anew  with --previous / from nothing", flush=True)
        for kind in options.kinds.split(","):
            tally = Tally()
            for number in range(options.draws):
                draw(options, region, base, kind, number, tally)
            report(kind, tally)
            good = 100 * tally.kept >= (options.floor or 0) * tally.all and not set(tally.worse) - {"later"}
            passed, failed = passed + good, failed + (not good)
    if options.floor is not None:
        print(f"{passed} passed, {failed} failed")
        sys.exit(failed > 0)


if __name__ == "__main__":
    main()
