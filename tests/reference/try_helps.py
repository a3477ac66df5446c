#!/usr/bin/env python3
"""Writes each help of `kraamplan explain` into the tables and plans anew: try_helps.py KRAAMPLAN REGION...

What is told is read as a planner would read it, from the words. The plan of the changed tables must be better in the
tier of the bottleneck and no worse in the tiers before it, and audit must accept it; what these clients lack is told
rightly of the plan as it is. Closes with `N passed, N failed`.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from mutants import Table, number

TIERS = {"legal minimum": "minimum", "somebody every day": "presence", "medical hours": "medical",
         "guaranteed hours": "guaranteed", "remaining hours": "remaining"}
EFFORT = ["--quiet", "--effort", "1"]
# That a better plan is at hand is told; with little work the search may pass it by.
ANEW = ["--quiet", "--effort", "10"]


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def unwrapped(text):
    """Bottleneck -> (its tier, the paragraphs that tell a help)."""
    told, name = {}, None
    for line in text.splitlines():
        head = re.fullmatch(r"([a-z]+-\d+)  ([a-z ]+)", line)
        if head:
            name = head[1]
            told[name] = (TIERS[head[2]], [])
        elif line.startswith("    Help: ") and "none of what was tried" not in line:
            told[name][1].append(line.strip())
        elif name and told[name][1] and line.startswith("    ") and not line.startswith("    Proof"):
            told[name][1][-1] += " " + line.strip()
    return told


class Tables:
    """A copy of a region, to be changed by what a help says."""

    def __init__(self, region, folder):
        shutil.copytree(region, folder)
        self.folder = folder
        self.options = options_of(region)

    def open(self, name):
        return Table(os.path.join(self.folder, name))

    def add_row(self, name, cells):
        table = self.open(name)
        heading = [cell.strip().lower() for cell in table.rows[0]]
        table.rows.append([next((cells[key] for key in cells if column in key), "") for column in heading])
        table.save()

    def change_clients(self, keys, change):
        table = self.open("clients.csv")
        key = table.column("client_id", "client")
        for names in (("care_days", "zorgdagen"), ("digital_hours", "digitale_uren"),
                      ("digital_consent", "digitaal_akkoord")):
            if not set(names) & {cell.strip().lower() for cell in table.rows[0]}:
                table.rows = [row + [names[0] if row is table.rows[0] else ""] for row in table.rows]
        for row in table.rows[1:]:
            if row[key] in keys:
                change(table, row)
        table.save()


def add_hours(tables, help_text):
    comma = tables.open("availability.csv").delimiter == ";"
    rows = re.findall(r"(\S+) on (\d{4}-\d\d-\d\d) ([\d.]+) h", help_text.split("for instance")[1])
    for caregiver, date, hours in rows:
        tables.add_row("availability.csv", {("caregiver_id", "kraamverzorgende"): caregiver, ("date", "datum"): date,
                                            ("hours", "uren"): hours.replace(".", ",") if comma else hours})
    return sum(float(hours) for _, _, hours in rows)


def consent(table, row):
    hours, agreed = table.column("digital_hours", "digitale_uren"), table.column("digital_consent", "digitaal_akkoord")
    if row[hours] == "" or number(row[hours]) < 6:
        row[hours] = "6"
    row[agreed] = "yes"


def care_days(count):
    def change(table, row):
        column = table.column("care_days", "zorgdagen")
        row[column] = str(int(row[column] or 8) + count)
    return change


def drop_pins(tables, keep):
    table = tables.open("pins.csv")
    client, caregiver = table.column("client_id", "client"), table.column("caregiver_id", "kraamverzorgende")
    date = table.column("date", "datum")
    table.rows[1:] = [row for row in table.rows[1:] if keep(row[client], row[caregiver], row[date])]
    table.save()


def apply_hours(tables, words, _):
    told = float(words[1])
    return add_hours(tables, words.string) == told


def apply_digital(tables, _, clients):
    tables.change_clients(clients, consent)
    return True


def apply_area(tables, words, _):
    tables.add_row("workareas.csv", {("provider", "aanbieder"): words[1], ("postcode_from", "postcode_van"): words[2],
                                     ("postcode_to", "postcode_tot"): words[2]})
    return True


def apply_contract(tables, words, _):
    tables.add_row("contracts.csv", {("provider", "aanbieder"): words[1], ("insurer", "verzekeraar"): words[2]})
    return True


def apply_mediation(tables, _words, _clients):
    tables.options += ["--set", "mediation=yes"]
    return True


def apply_care_days(tables, words, _):
    tables.change_clients({words[2]}, care_days(int(words[1])))
    return True


def apply_limit(tables, words, _):
    table = tables.open("caregivers.csv")
    key, limit = table.column("caregiver_id", "kraamverzorgende"), table.column("max_hours_week", "max_uren_week")
    for row in table.rows[1:]:
        if row[key] == words[1]:
            row[limit] = words[2].replace(".", ",") if table.delimiter == ";" else words[2]
    table.save()
    return True


def apply_shortest(tables, words, _):
    tables.options += ["--set", "min_visit_hours=" + words[1]]
    return True


def apply_no_pins(tables, words, _):
    drop_pins(tables, lambda client, caregiver, date: client != words[1])
    return True


def apply_no_pin(tables, words, _):
    drop_pins(tables, lambda *pin: pin != (words[2], words[1], words[3]))
    return True


# What each kind of help begins with, and how it is made true.
HELPS = {
    r"([\d.]+) h more": apply_hours,
    r"[\d.]+ h of digital instruction": apply_digital,
    r"if provider (\S+) served (\d{4}) too": apply_area,
    r"if provider (\S+) had a contract with insurer (\S+?):": apply_contract,
    r"with mediation = yes": apply_mediation,
    r"(\d+) care days? more for (\S+?):": apply_care_days,
    r"if (\S+) could work ([\d.]+) h a week": apply_limit,
    r"with min_visit_hours = ([\d.]+)": apply_shortest,
    r"without the pins of (\S+?):": apply_no_pins,
    r"without the pin that (\S+) must visit (\S+) on ([\d-]+):": apply_no_pin,
}


def apply(tables, help_text, clients):
    """The kind of help that was made true; None if it is not understood, or its hours do not add up."""
    for kind, change in HELPS.items():
        words = re.match("Help: " + kind, help_text)
        if words:
            return kind if change(tables, words, clients) else None
    return None


def values(plan):
    with open(plan + "/summary.json", encoding="utf-8") as file:
        return {tier["name"]: tier["value"] for tier in json.load(file)["tiers"]}


def lacking(plan, clients, tier):
    table = Table(plan + "/allocations.csv")
    client, short = table.column("client_id"), table.column(tier + "_short")
    return sum(number(row[short]) for row in table.rows[1:] if row[client] in clients and row[short])


def try_help(program, region, plan, tier, clients, help_text, scratch, kinds):
    """What is wrong with it, or None. Adds its kind to kinds."""
    folder, new = scratch + "/changed", scratch + "/new"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)
    tables = Tables(region, folder)
    kind = apply(tables, help_text, clients)
    if kind is None:
        return "not understood, or hours that do not add up"
    kinds.add(kind)
    told = re.search(r"falls from ([\d.]+) to ([\d.]+) ", help_text)
    if float(told[1]) != lacking(plan, clients, tier):
        return f"they lack {lacking(plan, clients, tier)} now"
    planned = run(program, "plan", folder, "-o", new, *ANEW, *tables.options)
    if planned.returncode not in (0, 1):
        return f"plan ends with {planned.returncode}: {planned.stderr}"
    if run(program, "audit", folder, new, "--quiet", *tables.options).returncode != 0:
        return "its plan is rejected"
    before, after = values(plan), values(new)
    order = list(before)[:list(before).index(tier) + 1]
    if not [after[t] for t in order] < [before[t] for t in order]:
        return f"planned anew: {[after[t] for t in order]}, before {[before[t] for t in order]}"
    return None


def options_of(region):
    """The settings that a golden case plans with."""
    path = os.path.join(region, "../../before")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [word for setting in re.findall(r"--set (\S+)", file.read()) for word in ("--set", setting)]


def main():
    program = os.path.realpath(sys.argv[1])
    scratch = tempfile.mkdtemp()
    passed = failed = 0
    kinds = set()
    try:
        for index, region in enumerate(sys.argv[2:]):
            plan = f"{scratch}/{index}"
            run(program, "plan", region, "-o", plan, *EFFORT, *options_of(region))
            table = Table(plan + "/allocations.csv")
            client, reason = table.column("client_id"), table.column("bottleneck")
            told = run(program, "explain", region, plan, "--verbose").stdout
            for name, (tier, helps) in unwrapped(told).items():
                clients = {row[client] for row in table.rows[1:] if row[reason] == name}
                for help_text in helps:
                    fault = try_help(program, region, plan, tier, clients, help_text, scratch, kinds)
                    passed, failed = passed + (fault is None), failed + (fault is not None)
                    if fault is not None:
                        print(f"{region}: {name}: {help_text}\n    {fault}")
        for kind in HELPS:
            passed, failed = passed + (kind in kinds), failed + (kind not in kinds)
            if kind not in kinds:
                print(f"never told: {kind}")
    finally:
        shutil.rmtree(scratch)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
