#!/usr/bin/env python3
"""What a rule for expected births comes to, night after night: nights.py [OPTION]... REGION...

Runs `kraamplan nights` over each region with births = spread and due, each with expected_from 0, 1 and 2, on the same
children and the same illness, and prints for each rule what families had: hours received, of those wanted and of the
legal minimum, by those whose care has ended; visits on the day itself that found no child; families to whom nobody came
on the first day at home, and on the first two; visits of the two days ahead that changed. All seeds together.

A child is known from the night after its birth on, so where nobody may come before plan_date + 1 or later nobody can
come on the day of birth: the first two days stand beside the first for that.

  --program FILE   kraamplan (default build/kraamplan)
  --work FOLDER    where the nights are written, and taken away again (default build/bench/nights)
  --nights N       that follow each other (default 28)
  --seeds N        draws of births and illness, 1 to N (default 3)
  --absence P      of 100 shifts so many are ill (default 5)
  --effort PERCENT as of kraamplan nights (default 10)
  --set KEY=VALUE  of the policy, besides
"""
import argparse
import csv
import os
import shutil
import subprocess
import sys

RULES = [(births, expected_from) for births in ("spread", "due") for expected_from in (0, 1, 2)]
ROW_SUMS = ("given", "given_hours", "missed_unborn", "missed_ill", "families", "nobody_first", "families_two",
            "nobody_first_two", "ahead", "changed")
CLIENT_SUMS = ("wanted_hours", "minimum_hours", "minimum_short", "received_hours")


def read_rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run_nights(options, region, folder, seed, rule):
    shutil.rmtree(folder, ignore_errors=True)
    command = [options.program, "nights", region, "-o", folder, "--quiet", "--dialect", "en", "--seed", str(seed),
               "--nights", str(options.nights), "--absence", str(options.absence), "--effort", str(options.effort)]
    for setting in options.set + [f"births={rule[0]}", f"expected_from={rule[1]}"]:
        command += ["--set", setting]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr.decode(errors='replace')}")


def add_up(sums, folder):
    for row in read_rows(folder, "nights.csv"):
        for name in ROW_SUMS:
            sums[name] = sums.get(name, 0) + float(row[name])
    for row in read_rows(folder, "clients.csv"):
        if row["ended"] != "yes":
            continue
        sums["ended"] = sums.get("ended", 0) + 1
        sums["below"] = sums.get("below", 0) + (float(row["minimum_short"]) > 0)
        for name in CLIENT_SUMS:
            sums[name] = sums.get(name, 0) + float(row[name])


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"


def report_rule(rule, sums):
    of_visits = sums["given"] + sums["missed_unborn"] + sums["missed_ill"]
    print(f"  {rule[0]:<7} {rule[1]:>4}  {sums['given_hours']:>8.1f}  {sums['received_hours']:>8.1f} "
          f"{percent(sums['received_hours'], sums['wanted_hours']):>5} "
          f"{percent(sums['received_hours'], sums['minimum_hours']):>6}  {sums['minimum_short']:>6.1f} "
          f"{sums['below']:>5.0f}  {sums['missed_unborn']:>5.0f} {percent(sums['missed_unborn'], of_visits):>5} "
          f"{sums['missed_ill']:>4.0f}  {percent(sums['nobody_first'], sums['families']):>6} "
          f"{percent(sums['nobody_first_two'], sums['families_two']):>7}  {sums['changed']:>5.0f} "
          f"{percent(sums['changed'], sums['ahead']):>5}", flush=True)


def report_region(options, region):
    name = os.path.basename(os.path.normpath(region))
    print(f"\n{name}: {options.nights} nights, {options.seeds} seeds, absence {options.absence} %, effort "
          f"{options.effort}")
    heading = None
    for rule in RULES:
        sums = {}
        for seed in range(1, options.seeds + 1):
            folder = os.path.join(options.work, f"{name}-{rule[0]}-{rule[1]}-{seed}")
            run_nights(options, region, folder, seed, rule)
            add_up(sums, folder)
            shutil.rmtree(folder)
        if heading is None:
            heading = (f"  {sums['ended']:.0f} clients whose care has ended want {sums['wanted_hours']:.1f} h, of it "
                       f"{sums['minimum_hours']:.1f} h as legal minimum; {sums['families']:.0f} families come home\n"
                       "                  visits  received  % of   % of       minimum      no child          nobody "
                       "%, on the      changed\n"
                       "  births  from   given h         h  want    min  lacks h below  visits    %  ill   first "
                       "first 2   days    %")
            print(heading)
        report_rule(rule, sums)


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--program", default="build/kraamplan")
    parser.add_argument("--work", default="build/bench/nights")
    parser.add_argument("--nights", type=int, default=28)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--absence", default="5")
    parser.add_argument("--effort", type=int, default=10)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("regions", nargs="+")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    for region in options.regions:
        report_region(options, region)


if __name__ == "__main__":
    main()
