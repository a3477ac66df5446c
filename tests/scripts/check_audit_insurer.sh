#!/bin/bash
# The folder for an insurer: own clients in full under keys of their own; figures on all that tell
# of no fewer than 10 people, whichever two insurers take their own off; keys and codes that are refused.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "${BUILD:-build}/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
schema=$(realpath output/audit.schema.json)
export PYTHONPATH=$PWD/tests/scripts PYTHONDONTWRITEBYTECODE=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$generate" --postcodes "$postcodes" --place Zutphen --clients 120 --guarantee --seed 5 "$scratch/region" >/dev/null ||
	exit 2
cd "$scratch" || exit 2
"$kraamplan" key key || exit 2
"$kraamplan" plan region -o plan --quiet --effort 5 2>/dev/null
refused() {
	"$kraamplan" audit region plan -o refused --insurer "$1" --key "$2" >told 2>&1
	code=$?
	if [ "$code" != 2 ] || ! grep -q "$3" told || [ -e refused ]; then
		echo "$1 with $2: exit $code: $(cat told)" >>faults
	fi
}
insurer=$(cut -d, -f"$(head -1 region/clients.csv | tr , '\n' | grep -n '^insurer' | cut -d: -f1)" region/clients.csv |
	sed -n 2p | tr -d '\r')
: >faults
cp key open && chmod 640 open
printf '%.0sa' {1..16} >letter && printf 'short' >short && chmod 600 letter short
refused "$insurer" open 'chmod 600'
refused "$insurer" letter 'key FILE'
refused "$insurer" short 'at least 16'
refused 9999 key "$insurer"
refused "$insurer,$insurer" key 'each once'
refused "$insurer," key 'each once'
[ "$(stat -c %a key)" = 600 ] || echo 'the mode of a new key' >>faults
cp key before
"$kraamplan" key key 2>told && echo 'a key is overwritten' >>faults
cmp -s key before || echo 'a key is changed' >>faults
ln -s nowhere link
"$kraamplan" key link 2>told && echo 'a link is followed' >>faults
"$kraamplan" key other && ! cmp -s key other || echo 'two keys are one' >>faults
"$kraamplan" plan region -o tuesday --date 2026-07-14 --quiet --effort 1 2>/dev/null
"$kraamplan" audit region tuesday -o extract --insurer "$insurer" --key key --quiet
if [ ! -e extract/own.csv ] || [ -e extract/figures.csv ]; then
	echo 'figures on another day than Monday' >>faults
fi
python3 - "$kraamplan" "$schema" <<'PYTHON'
import csv
import hashlib
import hmac
import itertools
import json
import os
import subprocess
import sys

import jsonschema
from expect import expect, finish, rows

LEAST = 10

validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[2], encoding="utf-8")))
clients = {row["client_id"]: row for row in rows("region/clients.csv")}
told = {row["client_id"]: row for row in rows("plan/allocations.csv")}

insurers = sorted({row["insurer"] for row in clients.values()})
planned = [key for key, row in told.items() if row["wanted_hours"] and row["status"] in ("planned", "unreachable")]
first = None

def hours(members):
    """Wanted and given; who has more than she wants counts as wanting it."""
    given = [sum(float(told[key][name] or 0) for name in ("received_hours", "planned_hours", "digital_hours"))
             for key in members]
    return sum(max(float(told[key]["wanted_hours"]), had) for key, had in zip(members, given)), sum(given)

for insurer in insurers:
    out = "out-" + insurer
    code = subprocess.run([sys.argv[1], "audit", "region", "plan", "-o", out, "--insurer", insurer, "--key", "key",
                           "--quiet"], stderr=subprocess.DEVNULL, check=False).returncode
    expect(f"{insurer}: exit {code}", code == 0)
    text = "".join(open(os.path.join(out, name), encoding="utf-8").read() for name in sorted(os.listdir(out)))
    own = [key for key in clients if clients[key]["insurer"] == insurer]
    for key in clients:
        expect(f"{insurer}: the key {key} is there", key not in text)
    postcodes = {row["postcode"].replace(" ", "") for row in clients.values()}
    for name in os.listdir(out):
        if name.endswith(".csv"):
            with open(os.path.join(out, name), newline="", encoding="utf-8") as file:
                cells = {cell for row in csv.reader(file) for cell in row}
            expect(f"{insurer}: a postcode is there", not cells & (postcodes | {p[:4] for p in postcodes}))
    # Own clients: all of them, under their keys, with what the plan tells.
    hashed = {hmac.new(open("key", "rb").read(), key.encode(), hashlib.sha256).hexdigest(): key for key in own}
    table = rows(out + "/own.csv")
    expect(f"{insurer}: own clients", sorted(row["client_id"] for row in table) == sorted(hashed))
    for row in table:
        plan = told[hashed[row["client_id"]]]
        expect(f"{insurer}: own hours", row["planned_hours"] == plan["planned_hours"])
    # Figures: on all clients, the same for every reader, on enough of them whoever takes off those of two insurers.
    figures = rows(out + "/figures.csv")
    first = first or figures
    expect(f"{insurer}: figures differ from those of another reader", figures == first)
    parts, told_of = {}, set()
    for row in figures:
        members = [key for key in planned if row["dimension"] == "all" or clients[key]["provider"] == row["value"]]
        expect(f"{insurer}: {row} on {len(members)}", abs(int(row["clients"]) - len(members)) <= 2)
        wanted, given = hours(members)
        expect(f"{insurer}: {row}: {wanted} and {given}", abs(wanted - float(row["wanted_hours"])) <= 5 and
               abs(given - float(row["given_hours"])) <= 5)
        expect(f"{insurer}: {row} is not rounded", int(row["clients"]) % 5 == 0 and
               float(row["wanted_hours"]) % 10 == 0 and float(row["given_hours"]) % 10 == 0)
        if row["dimension"] == "provider":
            parts[row["value"]] = members
            told_of |= set(members)
    if figures:
        parts["rest"] = [key for key in planned if key not in told_of]
    for name, members in parts.items():
        for pair in itertools.combinations_with_replacement(insurers, 2):
            left = [key for key in members if clients[key]["insurer"] not in pair]
            expect(f"{name} less {pair}: {len(left)}", not left or len(left) >= LEAST)
    expect(f"{insurer}: no figures at all", len(figures) > 1)
    audit = json.load(open(out + "/audit.json", encoding="utf-8"))
    errors = [error.message for error in validator.iter_errors(audit)]
    expect(f"{insurer}: {errors}", not errors)
    expect(f"{insurer}: counts of findings are there", "findings" not in audit and "care" not in audit)
    for tier in audit["tiers"]:
        expect(f"{insurer}: {tier['name']} is told", tier["value"] is None)
# A concern of three: its own clients are those of all, and nothing is told beyond what one of them is told.
concern = insurers[:3]
code = subprocess.run([sys.argv[1], "audit", "region", "plan", "-o", "concern", "--insurer", ",".join(concern), "--key",
                       "key", "--quiet"], stderr=subprocess.DEVNULL, check=False).returncode
expect(f"concern: exit {code}", code == 0)
expect("concern: own clients", len(rows("concern/own.csv")) ==
       sum(row["insurer"] in concern for row in clients.values()) > len(rows(f"out-{concern[0]}/own.csv")))
shown = rows("concern/figures.csv")
expect("concern: figures", all(row in first for row in shown))
told_of = {row["value"] for row in shown if row["dimension"] == "provider"}
left = [sum(clients[key]["insurer"] not in concern for key in planned if clients[key]["provider"] == provider)
        for provider in told_of] + [sum(clients[key]["insurer"] not in concern and
                                        clients[key]["provider"] not in told_of for key in planned)]
expect(f"concern: {left} are left", not shown or all(number == 0 or number >= LEAST for number in left))
for fault in open("faults", encoding="utf-8").read().splitlines():
    expect(fault, False)
finish()
PYTHON
