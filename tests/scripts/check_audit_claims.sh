#!/bin/bash
# What a plan claims of itself without showing it: proofs, reasons, members and forms that no plan of the program has.
# Each forgery below changes what belongs together, as a forger would, and is rejected with its place.
set -u
. tests/scripts/expect.sh
enter_scratch
python3 - "$kraamplan" "$regions" <<'PYTHON'
import csv
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys

from expect import expect, finish, rows

program, regions = sys.argv[1:]


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def audited(region, plan, *options):
    return run("audit", region, plan, "--verbose", *options)


def change_summary(plan, change):
    with open(f"{plan}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    change(summary)
    with open(f"{plan}/summary.json", "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=2)
        file.write("\n")


def forged(plan):
    shutil.rmtree("bad", ignore_errors=True)
    shutil.copytree(plan, "bad")
    return "bad"


for name in ("guarantee", "short"):
    shutil.copytree(f"{regions}/{name}", name)
    run("plan", name, "-o", f"{name}-plan", "--quiet", "--set", "continuity_percent=0")


# Proven is what the certificate proves.
def claim_proof(summary):
    for tier in summary["tiers"]:
        tier.update(bound=tier["value"], search_bound=tier["value"], gap=0.0, proven=True)


def claim_nothing(summary):
    for tier in summary["tiers"]:
        tier.update(bound=0.0, search_bound=0.0, gap=float(tier["value"] > 1e-6), proven=tier["value"] <= 1e-6)


def claim_search(summary):
    claim_nothing(summary)
    for tier in summary["tiers"]:
        tier.update(search_bound=tier["value"])


for name in ("guarantee", "short"):
    plan = forged(f"{name}-plan")
    with open(f"{plan}/certificate.csv", encoding="utf-8") as file:
        heading = file.readline()
    with open(f"{plan}/certificate.csv", "w", encoding="utf-8") as file:
        file.write(heading)
    expect(f"{name}: an emptied certificate ends with 5", audited(name, plan)[0] == 5)
    change_summary(plan, claim_proof)
    code, said, _ = audited(name, plan)
    expect(f"{name}: proof without a certificate ends with {code}", code == 5)
    expect(f"{name}: no bound is named: {said[-900:]}", "summary.json:tiers[2].bound: bound of presence" in said)
    for change in (claim_nothing, claim_search):
        change_summary(plan, change)
        code, said, _ = audited(name, plan)
        expect(f"{name}: a plan that proves nothing, and does not say so, ends with {code}", code == 0)
        expect(f"{name}: the verdict does not tell what is not proven: {said[-400:]}",
               "every claim is true" not in said and "Not proven best: " in said.splitlines()[-1])
        told = said.splitlines()[-1]
        code, said, _ = run("audit", name, plan, "--quiet")
        expect(f"{name}: a quiet audit says {said!r}", code == 0 and said == told + "\n")
    expect(f"{name}: {told}", "by the program's search alone, and not judged: " in told)
    change_summary(plan, lambda summary: summary["tiers"][2].update(search_bound=summary["tiers"][2]["value"] + 1))
    expect(f"{name}: a search bound above the value",
           "summary.json:tiers[2].search_bound" in audited(name, plan)[1])

# A reason that rests on search says that no single change helps: the auditor finds none, however little was searched.
searched = given_up = 0
for name in sorted(os.listdir(regions)):
    for options in (["--effort", "1"], ["--effort", "1", "--set", "continuity_percent=0"]):
        run("plan", f"{regions}/{name}", "-o", "little", "--force", "--quiet", "--dialect", "en", *options)
        code = run("audit", f"{regions}/{name}", "little", "-o", "found", "--force", "--quiet")[0]
        expect(f"{name} {options}: an honest plan ends with {code}", code == 0)
        proof = {row["bottleneck"]: row["proof"] for row in rows("little/bottlenecks.csv")}
        of_client = {row["client_id"]: proof.get(row["bottleneck"]) for row in rows("little/allocations.csv")}
        helped = [row["client_id"] for row in rows("found/findings.csv") if row["kind"] == "order"]
        for client in helped:
            expect(f"{name} {options}: {client} rests on search, and could be helped",
                   of_client[client] != "search")
        expect(f"{name} {options}: {helped} could be helped, and nothing may be given up",
               not helped or options[-1] != "continuity_percent=0")
        searched += "search" in proof.values()
        given_up += "given-up" in proof.values()
expect(f"{searched} plans rest on search, {given_up} give up", searched > 8 and given_up > 1)

# summary.json has one form: members, types, each file once; what cannot be judged is named.
def set_member(path, value):
    def change(summary):
        inner = summary
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value(inner.get(path[-1])) if callable(value) else value
    return change


def add_input(summary):
    summary["inputs"].append(dict(summary["inputs"][0], sha256="0" * 64))


def turn_inputs(summary):
    summary["inputs"].reverse()


run("plan", "short", "-o", "again", "--quiet", "--previous", "short-plan", "--effort", "5")
ATTACKS = [
    (set_member(["tiers", 0, "proven"], "true"), "tiers[0].proven"),
    (set_member(["tiers", 0, "proven"], 1), "tiers[0].proven"),
    (set_member(["tiers", 4, "value"], str), "tiers[4].value"),
    (set_member(["counts", "visits"], str), "counts.visits"),
    (set_member(["counts", "visits"], float), "counts.visits"),
    (set_member(["hours", "wanted"], lambda hours: int(hours) if hours == int(hours) else "x"), "hours.wanted"),
    (set_member(["policy", "care_days"], str), "policy.care_days"),
    (set_member(["note"], "looked at by the inspectorate"), "note"),
    (set_member(["tiers", 1, "note"], 1), "tiers[1].note"),
    (set_member(["version"], "next"), "version"),
    (set_member(["effort_percent"], 0), "effort_percent"),
    (set_member(["effort_percent"], "100"), "effort_percent"),
    (set_member(["softs", "dropped_visits"], -1), "softs.dropped_visits"),
    (set_member(["confirmed", "lifted"], -1), "confirmed.lifted"),
    (set_member(["previous"], {}), "previous"),
    (set_member(["previous"], None), "previous"),
    (set_member(["night_before"], {"date": "yesterday", "sha256": "0" * 64}), "night_before.date"),
    (add_input, "inputs["),
    (turn_inputs, "inputs["),
]
expect("a plan after another one ends with 0", audited("short", "again")[0] == 0)
for change, place in ATTACKS:
    change_summary(forged("again"), change)
    code, said, _ = audited("short", "bad")
    expect(f"summary.json:{place} ends with {code}", code == 5)
    expect(f"summary.json:{place} is not named: {said[-600:]}", f"summary.json:{place}" in said)
run("audit", "short", "again", "-o", "found", "--force", "--quiet")
with open("found/audit.json", encoding="utf-8") as file:
    unjudged = json.load(file)["not_judged"]
expect(f"not judged: {unjudged}", unjudged == ["version", "effort_percent", "previous", "confirmed.lifted", "changes",
                                               "tiers[].search_bound", "softs.dropped_visits"])

# The tables have one form, and the folder no other files.
def lines_of(name):
    with open(f"bad/{name}", encoding="utf-8", newline="") as file:
        return file.read().split("\n")


def write_lines(name, lines):
    with open(f"bad/{name}", "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(lines))


def second_column(lines):
    """A column of the same name, with other texts: another reader may take this one."""
    last = lines[0].split(",")[-1]
    return [lines[0] + "," + last] + [line + ",x" if line else line for line in lines[1:]]


FORMS = {
    "a column twice": second_column,
    "a column more": lambda lines: [lines[0] + ",note"] + [line + ",seen" if line else line for line in lines[1:]],
    "a cell beyond the heading": lambda lines: [lines[0], lines[1] + ",111222333"] + lines[2:],
    "a heading in capitals": lambda lines: [lines[0].upper()] + lines[1:],
    "spaces around cells": lambda lines: [lines[0], lines[1].replace(",", " ,")] + lines[2:],
    "a quoted cell": lambda lines: [lines[0], '"' + lines[1].replace(",", '",', 1)] + lines[2:],
    "an empty line": lambda lines: [lines[0], ""] + lines[1:],
    "no end of the last line": lambda lines: lines[:-1],
    "two rows the other way round": lambda lines: [lines[0], lines[2], lines[1]] + lines[3:],
    "a row twice": lambda lines: lines[:2] + lines[1:],
}
for name in ("visits.csv", "allocations.csv", "caregivers.csv", "bottlenecks.csv", "certificate.csv"):
    for what, change in FORMS.items():
        if what == "a row twice" and name == "visits.csv":
            continue  # which breaks C4
        forged("short-plan")
        write_lines(name, change(lines_of(name)))
        code, said, _ = audited("short", "bad")
        expect(f"{name}: {what} ends with {code}", code == 5)
        expect(f"{name}: {what} is not named: {said[-500:]}", f"{name}:" in said)
        expect(f"{name}: {what}: the file passes", f"FAIL  {name}" in said)
        expect(f"{name}: {what}: digits of a citizen number are shown", "111222333" not in said)
forged("short-plan")
prices = lines_of("certificate.csv")
row = next(i for i, line in enumerate(prices) if line.startswith("price,remaining"))
write_lines("certificate.csv", prices[:row] + [prices[row].rsplit(",", 1)[0] + ",1"] + prices[row:])
expect("a price twice, of which the last wins", audited("short", "bad")[0] == 5)
forged("short-plan")
for stray in ("notes.txt", "visits.CSV", "changes.csv", "set_aside.csv", ".hidden"):
    forged("short-plan")
    with open(f"bad/{stray}", "w", encoding="utf-8") as file:
        file.write("client_id\n")
    code, said, _ = audited("short", "bad")
    expect(f"{stray} in the folder ends with {code}", code == 5)
    expect(f"{stray} in the folder is not named: {said[-500:]}", f"{stray}: " in said)

# What was set aside is told row by row.
shutil.copytree(f"{regions}/short", "aside")
with open("aside/availability.csv", "a", encoding="utf-8") as file:
    file.write("K003-0474,2026-07-20,25\nK003-0474,2026-07-21,26\n")
with open("aside/policy.ini", "a", encoding="utf-8") as file:
    file.write("\n[safety]\nset_aside_rows = 5\n")
run("plan", "aside", "-o", "aside-plan", "--quiet", "--effort", "1")
expect("a plan with rows set aside ends with 0", audited("aside", "aside-plan")[0] == 0)
for what, change in {
        "gone": lambda lines: lines[:1] + lines[2:],
        "another line": lambda lines: [lines[0], lines[1].replace("csv,", "csv,1")] + lines[2:],
        "another text": lambda lines: [lines[0], lines[1].replace("25", "24")] + lines[2:],
        "another finding": lambda lines: [lines[0], lines[1] + "!"] + lines[2:]}.items():
    forged("aside-plan")
    write_lines("set_aside.csv", change(lines_of("set_aside.csv")))
    code, said, _ = audited("aside", "bad")
    expect(f"set_aside.csv, a row {what}, ends with {code}", code == 5)
    expect(f"set_aside.csv, a row {what}, is not named: {said[-400:]}", "FAIL  set_aside.csv" in said)
forged("aside-plan")
os.remove("bad/set_aside.csv")
expect("without set_aside.csv", audited("aside", "bad")[0] == 5)

# What a forged file tells steers no terminal, and makes no lines of its own.
EVIL = ("\x1b[2J\x1b]0;all is well\x07 \u009b2J \u202etnesbA \u2066x\u2069 \u200b\n"
        "Accepted: no rule is broken, and every claim is true")


def has_evil(text):
    return any(mark in text for mark in "\x1b\x07\u009b\u202e\u2066\u2069\u200b") or "\nAccepted: no rule" in text


for name, column in (("bottlenecks.csv", "explanation"), ("allocations.csv", "bottleneck"), ("visits.csv", "client_id"),
                     ("visits.csv", "provider"), ("certificate.csv", "caregiver_id"), ("caregivers.csv", "provider")):
    table = rows("short-plan/" + name)
    table[0][column] = EVIL
    forged("short-plan")
    with open(f"bad/{name}", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    code, said, warned = audited("short", "bad", "-o", "found", "--force")
    expect(f"{name}: control characters in {column} end with {code}", code in (4, 5))
    expect(f"{name}: {column} steers the terminal: {said!r}", not has_evil(said + warned))
    with open("found/findings.csv", encoding="utf-8") as file:
        expect(f"{name}: {column} steers who looks at findings.csv", not has_evil(file.read()))
change_summary(forged("short-plan"), lambda summary: summary["policy"].update({EVIL: EVIL, "digital": EVIL}))
code, said, warned = audited("short", "bad")
expect(f"control characters in summary.json end with {code}", code == 5)
expect(f"summary.json steers the terminal: {said!r}", not has_evil(said + warned))
forged("short-plan")
with open("bad/\x1b[2J", "w", encoding="utf-8") as file:
    file.write("")
code, said, warned = audited("short", "bad")
expect(f"a name of a file that steers the terminal: {said!r}", code == 5 and not has_evil(said + warned))

# A heading without end takes no memory.
for size in (60000, 100000) if os.environ.get("SANITIZED") != "yes" else ():
    for name in ("visits.csv", "allocations.csv", "caregivers.csv", "bottlenecks.csv", "certificate.csv"):
        forged("short-plan")
        with open(f"bad/{name}", "w", encoding="utf-8") as file:
            file.write("a," * (size // 2) + "b\n" + "1\n" * 2000)
        done = subprocess.run([program, "audit", "short", "bad"], capture_output=True, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 ** 28, 2 ** 28)))
        expect(f"{name}: a heading of {size} bytes ends with {done.returncode}: {done.stderr[-200:]}",
               done.returncode == 5)

# A verdict is bound to what was judged, as output/FORMAT.md defines it.
def sha256(data):
    return hashlib.sha256(data).hexdigest()


def of_files(folder, names):
    lines = ""
    for name in names:
        if os.path.exists(f"{folder}/{name}"):
            with open(f"{folder}/{name}", "rb") as file:
                lines += f"{sha256(file.read())} {name}\n"
    return sha256(lines.encode())


with open("key", "w", encoding="utf-8") as file:
    file.write("only for this test, and long enough")
os.chmod("key", 0o600)
for options in ((), ("--insurer", "3332", "--key", "key"), ("--dialect", "nl")):
    said = run("audit", "short", "short-plan", "-o", "found", "--force", *options)[1]
    with open("short-plan/summary.json", encoding="utf-8") as file:
        inputs = [given["file"] for given in json.load(file)["inputs"]]
    region = of_files("short", inputs)
    plan = of_files("short-plan", ["visits.csv", "allocations.csv", "caregivers.csv", "bottlenecks.csv",
                                   "certificate.csv", "changes.csv", "set_aside.csv", "summary.json"])
    with open("found/audit.json", "rb") as file:
        data = file.read()
    verdict = json.loads(data)
    expect(f"{options}: digest of the region", verdict["region_sha256"] == region)
    expect(f"{options}: digest of the plan", verdict["plan_sha256"] == plan)
    own = verdict["audit_sha256"]
    expect(f"{options}: digest of the audit", own == sha256(data.replace(own.encode(), b"0" * 64)))
    expect(f"{options}: the verdict tells them", all(f" {digest}\n" in said for digest in (region, plan, own)))
    written = sorted(name for name in os.listdir("found") if name != "audit.json")
    expect(f"{options}: {written} are told", sorted(table["file"] for table in verdict["tables"]) == written)
    for table in verdict["tables"]:
        with open(f"found/{table['file']}", "rb") as file:
            data = file.read()
        expect(f"{options}: digest of {table['file']}", sha256(data) == table["sha256"])
        mark = ";" if "nl" in options else ","
        lines = data.decode("utf-8-sig").splitlines()
        expect(f"{options}: columns of {table['file']}", lines[0].endswith(f"_sha256{mark}plan_sha256"))
        expect(f"{options}: rows of {table['file']}", all(line.endswith(f"{region}{mark}{plan}") for line in lines[1:]))

finish()
PYTHON
