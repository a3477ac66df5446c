#!/usr/bin/env python3
"""How near and how well proven plans are on regions that nobody picked: sweep.py [OPTION]...

Makes a region of each seed: 12 to 400 clients, of any kind that the generator knows (tightness 40 to 110, guarantee,
holes, pins, standby, another order of the tiers in a fifth), and every twelfth one of the shape of ordinary home care:
five days, two providers, visits of one to four hours. Plans each with continuity_percent 0, on one thread,
and prints a row for each, then what share of the tiers that are short is proven, and how near the others are.

Seeds up to 30 are there to tune the program on, those from 31 to 60 to report: the two are summed apart.

  --program FILE   kraamplan (default build/kraamplan)
  --generate FILE  generate_region (default build/generate_region)
  --work FOLDER    where regions and plans are written (default build/bench/sweep)
  --seeds A-B      default 1-60
  --most N         leave out regions of more than N clients
  --effort PERCENT of kraamplan plan (default 100)
  --json FILE      the rows for programs
"""
import argparse
import csv
import json
import os
import random
import resource
import shutil
import subprocess
import sys

PLACES = ["Apeldoorn", "Arnhem", "Breda", "Deventer", "Emmen", "Goes", "Groningen", "Heerlen", "Hoorn", "Leeuwarden",
          "Maastricht", "Middelburg", "Nijmegen", "Roosendaal", "Tilburg", "Utrecht", "Venlo", "Zutphen", "Zwolle",
          "Rotterdam"]
ORDERS = ["minimum presence medical guaranteed remaining", "minimum medical guaranteed presence remaining",
          "minimum guaranteed medical presence remaining", "minimum presence guaranteed medical remaining"]
LETTERS = {"minimum": "m", "medical": "h", "presence": "p", "guaranteed": "g", "remaining": "r"}
TUNED_ON = 30
HOME_CARE_EVERY = 12


def write_rows(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def make_home_care(dice, folder):
    """A week of ordinary home care as a region: five days, everybody there from the first on."""
    clients, providers = dice.randint(40, 160), ["33010100", "33010200"]
    days = ["2026-07-%02d" % day for day in range(13, 18)]
    rows, wanted = [], 0
    for number in range(clients):
        hours = dice.randint(1, 10) * dice.randint(1, 4)
        hours = min(max(hours, 2), 20)
        wanted += hours
        rows.append(["K%03d" % (number + 1), dice.choice(providers), dice.choice(["0101", "3311", "7085"]),
                     dice.randint(7300, 7339), "2026-07-13", "2026-07-13", hours, hours // 2])
    write_rows(folder + "/clients.csv", [["client_id", "provider", "insurer", "postcode", "due_date", "birth_date",
                                          "indicated_hours", "minimum_hours"]] + rows)
    offered, staff, shifts = 0, [], []
    tightness = dice.randint(60, 95)
    while offered * 100 < wanted * tightness:
        key = "C%03d" % (len(staff) + 1)
        staff.append([key, dice.choice(providers), "employee", dice.choice([16, 20, 24, 28, 32])])
        for day in sorted(dice.sample(days, dice.randint(2, 5))):
            hours = dice.randint(4, 8)
            offered += hours
            shifts.append([key, day, hours])
    write_rows(folder + "/caregivers.csv", [["caregiver_id", "provider", "employment", "max_hours_week"]] + staff)
    write_rows(folder + "/availability.csv", [["caregiver_id", "date", "hours"]] + shifts)
    write_rows(folder + "/workareas.csv", [["provider", "caregiver_id", "postcode_from", "postcode_to"]] +
               [[provider, "", "7300", "7339"] for provider in providers])
    with open(folder + "/policy.ini", "w", encoding="utf-8") as file:
        file.write("[plan]\nplan_date = 2026-07-13\nunit_minutes = 30\nmin_visit_hours = 1\nmax_visit_hours = 4\n"
                   "care_days = 5\ntravel_minutes = 30\n")
    return "home care, %d clients, %d offered of 100 wanted" % (clients, tightness)


def add_standby(dice, folder):
    """One shift in twenty becomes standby."""
    rows = read_rows(folder + "/availability.csv")
    rows[0].append("kind")
    for row in rows[1:]:
        row.append("standby" if dice.random() < 0.05 else "work")
    write_rows(folder + "/availability.csv", rows)


def make_region(options, seed, folder):
    """Returns what it is, and the settings of its policy."""
    dice = random.Random(seed)
    if seed % HOME_CARE_EVERY == 0:
        os.makedirs(folder)
        return make_home_care(dice, folder), []
    clients = int(round(12 * (400 / 12) ** dice.random()))
    tightness = dice.randint(40, 110)
    arguments = ["--seed", str(seed), "--clients", str(clients), "--tightness", str(tightness),
                 "--place", dice.choice(PLACES)]
    if dice.random() < 0.5:
        arguments += ["--guarantee"]
    if dice.random() < 0.3:
        arguments += ["--holes", str(dice.choice([5, 20, 50]))]
    if dice.random() < 0.3:
        arguments += ["--pins", str(max(1, clients // dice.randint(3, 12)))]
    if dice.random() < 0.3:
        arguments += ["--days", str(dice.choice([14, 42]))]
    standby, ordered, due = dice.random() < 0.3, dice.random() < 0.2, dice.random() < 0.2
    order = dice.choice(ORDERS)
    subprocess.run([options.generate] + arguments + [folder], check=True, stdout=subprocess.DEVNULL)
    if standby:
        add_standby(dice, folder)
    settings = (["order=" + order] if ordered else []) + (["births=due"] if due else [])
    words = " ".join(arguments[2:]).replace("--", "") + (" standby" if standby else "")
    return words + "".join(" " + setting for setting in settings), settings


def plan(options, region, settings, out):
    arguments = [options.program, "plan", region, "-o", out, "--force", "--quiet", "--jobs", "1",
                 "--effort", str(options.effort), "--set", "continuity_percent=0"]
    for setting in settings:
        arguments += ["--set", setting]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit("%s: status %d\n%s" % (region, done.returncode, done.stderr))
    with open(out + "/summary.json", encoding="utf-8") as file:
        return json.load(file), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def judge(tier):
    """How near a tier that is short is: proven; within half a percent; near (1 % or half a unit); far."""
    gap = tier["value"] - tier["bound"]
    if tier["proven"]:
        return "proven"
    if gap <= 0.005 * tier["value"]:
        return "within 0.5 %"
    if gap <= 0.01 * tier["value"] or gap <= 0.5:
        return "near"
    return "beyond" if gap <= 0.05 * tier["value"] or gap <= 1 else "far"


VERDICTS = ["proven", "within 0.5 %", "near", "beyond", "far"]


def show(seed, words, clients, seconds, tiers):
    cells = []
    for name, tier in tiers:
        gap = tier["value"] - tier["bound"]
        cells.append("%s %s" % (LETTERS[name], "=" if tier["proven"] else "%.2f%% (%.2f)" %
                                (100 * gap / tier["value"], gap)))
    print("%3d %4d clients %6.1f s  %-70s %s" % (seed, clients, seconds, "; ".join(cells), words), flush=True)


def sum_up(title, rows):
    if not rows:
        return
    tiers = [(row, name, tier) for row in rows for name, tier in row["tiers"]]
    print("\n%s: %d regions, %d clients, %.0f s of the processor (%.3f s a client)" %
          (title, len(rows), sum(row["clients"] for row in rows), sum(row["seconds"] for row in rows),
           sum(row["seconds"] for row in rows) / max(1, sum(row["clients"] for row in rows))))
    for which in ("minimum", "others"):
        of = [tier for _, name, tier in tiers if (name == "minimum") == (which == "minimum")]
        counts = [sum(judge(tier) == verdict for tier in of) for verdict in VERDICTS]
        print("  %s: %d short; " % (which, len(of)) + ", ".join("%d %s" % pair for pair in zip(counts, VERDICTS)) +
              "; %.1f %% within 1 %% or half a unit" % (100 * sum(counts[:3]) / max(1, len(of))))
    slow = [row["seed"] for row in rows if row["seconds"] > 0.15 * row["clients"] + 5]
    print("  beyond 0.15 s a client and 5 s: " + (", ".join(map(str, slow)) if slow else "none"))
    worst = [(row["seed"], name, tier["value"] - tier["bound"], tier["value"]) for row, name, tier in tiers]
    worst.sort(key=lambda of: -of[2] / of[3])
    print("  worst: " + ", ".join("%d %s %.1f %% (%.2f)" % (seed, name, 100 * gap / value, gap)
                                  for seed, name, gap, value in worst[:10]))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--program", default="build/kraamplan")
    parser.add_argument("--generate", default="build/generate_region")
    parser.add_argument("--work", default="build/bench/sweep")
    parser.add_argument("--seeds", default="1-60")
    parser.add_argument("--most", type=int, default=10 ** 9)
    parser.add_argument("--effort", type=int, default=100)
    parser.add_argument("--json")
    options = parser.parse_args()
    first, last = (int(part) for part in (options.seeds + "-" + options.seeds).split("-")[:2])
    rows = []
    for seed in range(first, last + 1):
        folder = os.path.join(options.work, str(seed))
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(options.work, exist_ok=True)
        words, settings = make_region(options, seed, folder)
        clients = len(read_rows(folder + "/clients.csv")) - 1
        if clients > options.most:
            continue
        summary, seconds = plan(options, folder, settings, folder + "/plan")
        short = [(tier["name"], tier) for tier in summary["tiers"] if tier["value"] > 0]
        rows.append({"seed": seed, "words": words, "clients": clients, "seconds": seconds, "tiers": short})
        show(seed, words, clients, seconds, short)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
    sum_up("Seeds up to %d" % TUNED_ON, [row for row in rows if row["seed"] <= TUNED_ON])
    sum_up("Seeds beyond", [row for row in rows if row["seed"] > TUNED_ON])


if __name__ == "__main__":
    main()
