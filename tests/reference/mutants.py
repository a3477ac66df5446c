#!/usr/bin/env python3
"""Plans damaged in one place each, and whether audit rejects them: mutants.py KRAAMPLAN COUNT [SEED]

Plans the regions of tests/regions, then damages copies of the plans (or of the tables beside them) in one place. A
mutant that breaks a rule or makes a claim false must be rejected, with the place named. Some changes are no damage: a
forged price that proves the same or more, a visit moved to where nobody claims anything. These may be accepted; of a
forged certificate derive_bounds.py, which knows nothing of the program, must find so, too. A policy other than that of
the region is no damage either where the audit says first that it is another one, and in what.
Prints a line for each kind of damage, and closes with `N passed, N failed`.
"""
import csv
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

import derive_bounds

REGIONS = sorted(os.listdir("tests/regions"))
# A copy of a region with absences, and a row that is set aside.
WITH_ABSENCES, ABSENCES_OF = "absences", "standby"
# These are planned once more, after a plan of less effort and shorter visits: some stay, some change.
AFTER = ["short", "tight", "weekly"]
TABLES = ["visits.csv", "allocations.csv", "caregivers.csv", "bottlenecks.csv", "changes.csv", "set_aside.csv"]


class Table:
    def __init__(self, path):
        with open(path, newline="", encoding="utf-8-sig") as file:
            text = file.read()
        self.path = path
        self.delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
        self.rows = list(csv.reader(io.StringIO(text), delimiter=self.delimiter))

    def save(self):
        with open(self.path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=self.delimiter, lineterminator="\n").writerows(self.rows)

    def column(self, *names):
        heading = [cell.strip().lower() for cell in self.rows[0]]
        return next(heading.index(name) for name in names if name in heading)


def number(text):
    return float(text.replace(",", "."))


def written(value, like):
    text = f"{value:g}"
    return text.replace(".", ",") if "," in like or like == "" else text


def is_number(text):
    try:
        number(text)
        return True
    except ValueError:
        return False


# Each kind of damage takes a random generator and the folders of region and plan, changes one place and returns the
# names of which at least one must stand in the findings, or None where there is nothing to damage. With a question
# mark it may be no damage.

def lift_confirmed(rng, region, plan):
    """A confirmed visit made longer or shorter, as if it had been lifted."""
    table = Table(plan + "/visits.csv")
    column, hours = table.column("confirmed", "bevestigd"), table.column("hours", "uren")
    rows = [row for row in table.rows[1:] if row[column] in ("yes", "ja")]
    if not rows:
        return None
    row = rng.choice(rows)
    row[column] = "no" if row[column] == "yes" else "nee"
    row[hours] = written(number(row[hours]) + rng.choice([-0.5, 0.5]), row[hours])
    table.save()
    return ["C13: the confirmed visit of %s to %s" % (row[2], row[1])]


def visit_kind(change):
    def damage(rng, region, plan):
        table = Table(plan + "/visits.csv")
        if len(table.rows) < 3:
            return None
        row = rng.randrange(1, len(table.rows))
        names = change(rng, table, row, region)
        if names is not None:
            table.save()
        return names
    return damage


def move_visit(rng, table, row, _):
    date = table.column("date", "datum")
    others = sorted({r[date] for r in table.rows[1:]} - {table.rows[row][date]})
    if not others:
        return None
    client = table.rows[row][table.column("client_id", "client")]
    table.rows[row][date] = rng.choice(others)
    # Moved to a free care day of hers, when the caregiver is free as well, nothing is broken and nothing is claimed.
    return [client, table.rows[row][table.column("caregiver_id", "kraamverzorgende")], "?moved"]


def lengthen_visit(rng, table, row, _):
    hours = table.column("hours", "uren")
    text = table.rows[row][hours]
    table.rows[row][hours] = written(number(text) + rng.choice([0.25, 0.5, 1, -0.5, -1, 3]), text)
    return [table.rows[row][table.column("client_id", "client")], "visits.csv:%d" % (row + 1)]


def drop_visit(rng, table, row, _):
    client = table.rows[row][table.column("client_id", "client")]
    del table.rows[row]
    return [client]


def double_visit(rng, table, row, _):
    table.rows.insert(row, list(table.rows[row]))
    return [table.rows[row][table.column("client_id", "client")]]


def swap_clients(rng, table, row, _):
    client = table.column("client_id", "client")
    other = rng.randrange(1, len(table.rows))
    a, b = table.rows[row], table.rows[other]
    if a[client] == b[client]:
        return None
    hours, date = table.column("hours", "uren"), table.column("date", "datum")
    a[client], b[client] = b[client], a[client]
    sure = a[hours] != b[hours]
    return [a[client], b[client]] + ([] if sure else ["?moved"])


def other_caregiver(rng, table, row, region):
    given = Table(region + "/caregivers.csv")
    key = given.column("caregiver_id", "kraamverzorgende")
    caregiver = table.column("caregiver_id", "kraamverzorgende")
    others = [r[key] for r in given.rows[1:] if r[key] != table.rows[row][caregiver]]
    if not others:
        return None
    old, client = table.rows[row][caregiver], table.rows[row][table.column("client_id", "client")]
    table.rows[row][caregiver] = rng.choice(others)
    return [table.rows[row][caregiver], client, old, "?moved"]


def ineligible_caregiver(rng, table, row, region):
    """To one who works for nobody who may come there: her provider's areas do not hold the postcode."""
    night = derive_bounds.Night(region, os.path.dirname(table.path))
    caregiver, key = table.column("caregiver_id", "kraamverzorgende"), table.rows[row][1]
    client = next(client for client in night.clients if client["key"] == key)
    others = sorted(k for k in night.caregivers if not night.may_serve(k, client, client["days"][0]))
    if not others:
        return None
    table.rows[row][caregiver] = rng.choice(others)
    return [f"{key}"]


def strange_key(rng, table, row, _):
    column = rng.choice([table.column("client_id", "client"), table.column("caregiver_id", "kraamverzorgende")])
    table.rows[row][column] = "NOBODY"
    return ["visits.csv:%d" % (row + 1)]


def there(plan, names):
    """Those that stand in the plan: only one with a previous plan has changes."""
    return [name for name in names if os.path.exists(os.path.join(plan, name))]


def change_cell(rng, region, plan):
    name = rng.choice(there(plan, TABLES))
    table = Table(os.path.join(plan, name))
    if len(table.rows) < 2:
        return None
    row, column = rng.randrange(1, len(table.rows)), rng.randrange(len(table.rows[0]))
    text = table.rows[row][column]
    if is_number(text):
        table.rows[row][column] = written(number(text) + rng.choice([1, 0.5, 2]), text)
    elif text == "":
        table.rows[row][column] = "1"
    elif text in ("yes", "no", "ja", "nee"):
        table.rows[row][column] = {"yes": "no", "no": "yes", "ja": "nee", "nee": "ja"}[text]
    else:
        table.rows[row][column] = text + "x"
    table.save()
    # Of a visit's key every place where it is missed counts, of digital hours whose they are; else the cell's own line.
    whose = table.rows[row][1:3] + [text] * (len(text) > 4) if name == "visits.csv" else []
    if table.rows[0][column].strip().lower() in ("digital_hours", "digitale_uren"):
        whose = [table.rows[row][0]]
    return [f"{name}:{row + 1}"] + whose


REASONS = [("area", "werkgebied"), ("contract", "contract"), ("roster", "rooster"), ("window", "venster"),
           ("pin", "vast"), ("limit", "weekgrens"), ("days", "dagen"), ("shortest", "kortste"),
           ("capacity", "capaciteit")]


def forge_reason(rng, region, plan):
    """Another reason, which is a word that may stand there."""
    table = Table(os.path.join(plan, "bottlenecks.csv"))
    if len(table.rows) < 2:
        return None
    row, column = rng.randrange(1, len(table.rows)), table.column("reason", "reden")
    dutch = int("reden" in [cell.strip() for cell in table.rows[0]])
    others = [words[dutch] for words in REASONS if words[dutch] != table.rows[row][column]]
    table.rows[row][column] = rng.choice(others)
    table.save()
    return [f"bottlenecks.csv:{row + 1}"]


def drop_row(rng, region, plan):
    name = rng.choice(there(plan, ["allocations.csv", "bottlenecks.csv", "caregivers.csv", "changes.csv",
                                   "set_aside.csv"]))
    table = Table(os.path.join(plan, name))
    if len(table.rows) < 2:
        return None
    row = rng.randrange(1, len(table.rows))
    key = table.rows[row][0]
    del table.rows[row]
    table.save()
    return [key]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, path + (index,))
    else:
        yield path, value


def change_summary(rng, region, plan):
    path = plan + "/summary.json"
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    choices = [(p, v) for p, v in leaves(summary) if p[0] not in ("version", "effort_percent", "program")]
    place, value = rng.choice(choices)
    inner = summary
    for key in place[:-1]:
        inner = inner[key]
    if isinstance(value, bool):
        inner[place[-1]] = not value
    elif isinstance(value, int):
        inner[place[-1]] = value + rng.choice([1, 2, 7])
    elif isinstance(value, float):
        inner[place[-1]] = value + rng.choice([0.5, 0.01, 1])
    else:
        inner[place[-1]] = "2" + value[1:] if value[:1] != "2" else "3" + value[1:]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=2)
    if place[0] in ("inputs", "previous"):
        return [place[0]]
    if place[0] == "tiers":
        return [f"summary.json:tiers[{place[1]}]."]
    place = place[:2] if tuple(place[:2]) == ("policy", "order") else place  # the list is one value
    if place[0] == "policy":  # it is judged by the policy that it tells, and where that is another one is told first
        return ["summary.json:policy.", "differs in " + place[1], "?" + place[1]]
    return ["summary.json:" + ".".join(str(p) for p in place)]


def raise_bound(rng, region, plan):
    path = plan + "/summary.json"
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    open_tiers = [t for t in summary["tiers"] if t["value"] - t["bound"] > 1e-5]
    if not open_tiers:
        return None
    tier = rng.choice(open_tiers)
    # As a forger would: all that hangs together is changed together.
    bound = tier["bound"] + (tier["value"] - tier["bound"]) * rng.choice([0.01, 0.5, 1])
    tier["bound"] = max(bound, tier["bound"])
    tier["search_bound"] = max(tier["bound"], tier["search_bound"])
    gap = tier["value"] - tier["bound"]
    tier["gap"] = 0.0 if gap <= 1e-6 else gap / tier["value"] + 1e-7
    tier["proven"] = gap <= 1e-6
    if gap <= 1e-6:
        tier["bound"] = tier["search_bound"] = tier["value"]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=2)
    return [tier["name"]]


def forge_certificate(rng, region, plan):
    table = Table(plan + "/certificate.csv")
    amount, record = table.column("amount", "bedrag"), table.column("record", "regel")
    rows = [i for i, r in enumerate(table.rows) if r[record] in ("price", "prijs", "weight", "gewicht")]
    if not rows:
        return None
    row = rng.choice(rows)
    table.rows[row][amount] = str(int(table.rows[row][amount]) * rng.choice([0, 2, 5]) + rng.choice([0, 1]))
    table.save()
    # It may prove as much, or more: then what is told is still true.
    return ["bound", "?forged"]


def spoil_certificate(rng, region, plan):
    table = Table(plan + "/certificate.csv")
    row, column = rng.randrange(1, len(table.rows)), table.column("amount", "bedrag")
    table.rows[row][column] = rng.choice(["-5", "1e9", "99999999999999999999", "x"])
    if table.rows[row][0] in ("class", "klasse"):
        table.rows[row][0] = "prise"
    table.save()
    return ["certificate.csv:%d" % (row + 1)]


def change_input(rng, region, plan):
    names = sorted(n for n in os.listdir(region) if n.endswith((".csv", ".ini")))
    name = rng.choice(names)
    with open(os.path.join(region, name), "ab") as file:
        file.write(b"\n" if name.endswith(".csv") else b"\n; changed\n")
    return [name]


def change_input_cell(rng, region, plan):
    """Hours more or less than those that the plan was made from."""
    name, columns = rng.choice([("availability.csv", ("hours", "uren")),
                                ("clients.csv", ("indicated_hours", "geindiceerde_uren"))])
    table = Table(os.path.join(region, name))
    row, column = rng.randrange(1, len(table.rows)), table.column(*columns)
    hours = number(table.rows[row][column])
    table.rows[row][column] = written(hours - 1 if hours >= 1 else hours + 1, table.rows[row][column])
    table.save()
    return [name]


def forge_digest(region, plan, name):
    """As a forger would: the plan tells the digest of the table as it is now."""
    path = plan + "/summary.json"
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    with open(os.path.join(region, name), "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    for given in summary["inputs"]:
        if given["file"] == name:
            given["sha256"] = digest
            given["rows"] = len(Table(os.path.join(region, name)).rows) - 1
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=2)


def come_back(rng, region, plan):
    """Nobody was absent; or somebody else was."""
    if not os.path.exists(region + "/absences.csv"):
        return None
    table = Table(region + "/absences.csv")
    row = rng.randrange(1, len(table.rows))
    key, others = table.rows[row][0], sorted({r[0] for r in Table(region + "/caregivers.csv").rows[1:]})
    if rng.random() < 0.5:
        del table.rows[row]
    else:
        table.rows[row][0] = rng.choice([other for other in others if other != key])
    table.save()
    forge_digest(region, plan, "absences.csv")
    return ["caregivers.csv:", key]


def other_kind(rng, region, plan):
    """Standby that was work, or work that was standby."""
    table = Table(region + "/availability.csv")
    if "kind" not in table.rows[0]:
        return None
    night = derive_bounds.Night(region, plan)
    kind, hours = table.column("kind"), table.column("hours")
    rows = [row for row in table.rows[1:] if derive_bounds.day(row[1]) >= night.start and is_number(row[hours]) and
            1 <= number(row[hours]) <= 24 and not night.is_absent(row[0], derive_bounds.day(row[1]))]
    row = rng.choice(rows)
    row[kind] = "work" if row[kind] == "standby" else "standby"
    table.save()
    forge_digest(region, plan, "availability.csv")
    return ["caregivers.csv:", row[0]]


def turn_expected(rng, table, row, _):
    """A visit held for the unborn that somebody is sent to, or the other way round."""
    column = table.column("expected", "verwacht")
    text = table.rows[row][column]
    table.rows[row][column] = {"yes": "no", "no": "yes", "ja": "nee", "nee": "ja"}[text]
    return ["visits.csv:%d" % (row + 1)]


def damage_set_aside(rng, region, plan):
    """A row that was set aside and is not told, or told otherwise, or one more."""
    if not os.path.exists(plan + "/set_aside.csv"):
        return None
    table = Table(plan + "/set_aside.csv")
    row = rng.randrange(1, len(table.rows))
    what = rng.randrange(5)
    if what == 4:
        table.rows.append(list(table.rows[row]))
        table.rows[-1][1] = str(int(table.rows[row][1]) - 1)
    else:
        table.rows[row][what] += "1"
    table.save()
    return ["set_aside.csv"]


def remove_file(rng, region, plan):
    name = rng.choice(there(plan, ["caregivers.csv", "bottlenecks.csv", "certificate.csv", "changes.csv",
                                   "set_aside.csv", "summary.json"]))
    os.remove(os.path.join(plan, name))
    return [name]


KINDS = {
    "visit moved": visit_kind(move_visit),
    "visit lengthened or cut": visit_kind(lengthen_visit),
    "visit dropped": visit_kind(drop_visit),
    "visit doubled": visit_kind(double_visit),
    "clients of visits swapped": visit_kind(swap_clients),
    "visit by another caregiver": visit_kind(other_caregiver),
    "visit by one who may not": visit_kind(ineligible_caregiver),
    "visit of or by nobody": visit_kind(strange_key),
    "confirmed visit lifted": lift_confirmed,
    "cell of a table changed": change_cell,
    "reason forged": forge_reason,
    "row of a table dropped": drop_row,
    "value of the summary changed": change_summary,
    "bound raised": raise_bound,
    "certificate forged": forge_certificate,
    "certificate spoiled": spoil_certificate,
    "table of the region changed": change_input,
    "hours of the region changed": change_input_cell,
    "file of the plan removed": remove_file,
    "absence taken away": come_back,
    "standby and work changed": other_kind,
    "expected of a visit changed": visit_kind(turn_expected),
    "rows set aside told otherwise": damage_set_aside,
}


def audit(program, region, plan, previous):
    options = ["--previous", previous] if previous else []
    run = subprocess.run([program, "audit", region, plan, "--verbose"] + options, capture_output=True, text=True,
                         timeout=60)
    return run.returncode, run.stdout + run.stderr


def reference_findings(region, plan):
    """What the tables of the plan say of each other; rules are the program's to tell."""
    visits, allocations = Table(plan + "/visits.csv"), Table(plan + "/allocations.csv")
    client, hours = visits.column("client_id", "client"), visits.column("hours", "uren")
    planned = {}
    for row in visits.rows[1:]:
        planned[row[client]] = planned.get(row[client], 0) + number(row[hours])
    key, column = allocations.column("client_id", "client"), allocations.column("planned_hours", "geplande_uren")
    return [r[key] for r in allocations.rows[1:] if abs(planned.get(r[key], 0) - number(r[column])) > 1e-9]


def still_proves(region, plan):
    """Whether a certificate proves what is told, by the documents alone."""
    night = derive_bounds.Night(region, plan)
    certificate = derive_bounds.Certificate(night, plan)
    return all(derive_bounds.bound(night, certificate, tier["name"]) >=
               Fraction(str(tier["bound"])) for tier in night.summary["tiers"])


def main():
    program, count = os.path.realpath(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    scratch = tempfile.mkdtemp()
    try:
        return run(program, count, rng, scratch)
    finally:
        shutil.rmtree(scratch)


def make_absences(region):
    """Two are absent, one of them while more than a day of hers is set aside."""
    shutil.copytree(f"tests/regions/{ABSENCES_OF}", region)
    with open(region + "/absences.csv", "w", encoding="utf-8") as file:
        file.write("caregiver_id,from,to\nK001-0474,2026-07-16,2026-07-24\nK003-0474,2026-07-15,\n")
    with open(region + "/availability.csv", "a", encoding="utf-8") as file:
        file.write("K001-0474,2026-07-20,25,work\n")
    with open(region + "/policy.ini", "a", encoding="utf-8") as file:
        file.write("\n[safety]\nset_aside_rows = 1\n")


def run(program, count, rng, scratch):
    passed = failed = 0
    regions = {name: f"tests/regions/{name}" for name in REGIONS}
    regions[WITH_ABSENCES] = f"{scratch}/of absences"
    make_absences(regions[WITH_ABSENCES])
    plans = [(name, None) for name in regions] + [(name, f"{scratch}/{name} before") for name in AFTER]
    for index, (name, previous) in enumerate(plans):
        region, plan = regions[name], f"{scratch}/{name}{' after' if previous else ''}"
        command = [program, "plan", region, "--quiet", "--dialect", "nl" if index % 3 == 2 else "en"]
        if previous:
            subprocess.run(command + ["-o", previous, "--effort", "1", "--set", "max_visit_hours=5"],
                           stderr=subprocess.DEVNULL, check=False)
            command += ["--previous", previous]
        subprocess.run(command + ["-o", plan, "--effort", "10"], stderr=subprocess.DEVNULL, check=False)
        code, said = audit(program, region, plan, previous)
        passed, failed = passed + (code == 0), failed + (code != 0)
        if code != 0:
            print(f"the plan of {name} itself is rejected:\n{said}")
    tally = {kind: [0, 0] for kind in KINDS}
    made, names = 0, ()
    while made < count:
        if names is not None:  # else the same damage is tried on another plan: few have what some kinds need
            kind = rng.choice(sorted(KINDS))
        name, previous = rng.choice(plans)
        region, plan = f"{scratch}/region", f"{scratch}/plan"
        shutil.rmtree(region, ignore_errors=True)
        shutil.rmtree(plan, ignore_errors=True)
        shutil.copytree(regions[name], region)
        shutil.copytree(f"{scratch}/{name}{' after' if previous else ''}", plan)
        names = KINDS[kind](rng, region, plan)
        if names is None:
            continue
        made += 1
        unsure = [n for n in names if n.startswith("?")]
        if unsure == ["?moved"]:
            # Where all rules hold, the place is the claim that is no longer true.
            names = names + ["bottlenecks.csv:", "caregivers.csv:", "changes.csv:"]
        code, said = audit(program, region, plan, previous)
        good = code == 5 and any(n and n in said for n in names if not n.startswith("?"))
        if code == 0 and unsure:
            # Accepted: so there must be nothing to see. A moved visit leaves every sum as it was.
            good = still_proves(region, plan) if unsure == ["?forged"] else \
                not reference_findings(region, plan) if unsure == ["?moved"] else \
                f" {unsure[0][1:]}" in said.split("differs in", 1)[-1].split("\n", 1)[0]
            tally[kind][1] += good
        else:
            tally[kind][0] += good
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(f"{kind} of {name}: exit {code}, none of {names} is named\n{said}")
    for kind, (rejected, harmless) in tally.items():
        print(f"{rejected:5d} rejected {harmless:4d} no damage  {kind}")
    rejected = sum(pair[0] for pair in tally.values())
    harmless = sum(pair[1] for pair in tally.values())
    print(f"{made} mutants: {rejected} rejected with the place named, {harmless} without damage")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
