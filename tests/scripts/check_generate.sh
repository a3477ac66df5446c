#!/bin/bash
# The generated region is one that the program reads without a word, and births come in it as the curve has them: late,
# early, and some on a day that is set beforehand.
set -u
. tests/scripts/expect.sh
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

for dialect in en nl; do
	"$generate" --postcodes "$postcodes" --clients 3700 --place Utrecht --pins 20 --seed 9 --dialect $dialect \
		$dialect >/dev/null || exit 2
	"$kraamplan" check $dialect >said 2>&1
	expect "check of a region in $dialect" 'Good: 0 errors, 0 warnings' "$(head -n 1 said)"
done
"$generate" --postcodes "$postcodes" --clients 3700 --place Utrecht --pins 20 --seed 9 again >/dev/null
expect 'the same options again' '' "$(diff -r en again)"

# 3,700 clients are 100 births a day: 9 days of the past and 28 ahead. What a day brings is known to four times its own
# chance spread, sqrt(n), at most.
python3 - >found <<'PYTHON'
import csv, datetime, math

today = datetime.date(2026, 7, 13)
curve = {d: math.exp(-d * d / 200) for d in range(-21, 15)}
total = sum(curve.values())

def days(text):
    return (datetime.date.fromisoformat(text) - today).days

def near(what, found, wanted):
    print(f"{what}: " + ("near" if abs(found - wanted) < 4 * math.sqrt(wanted) else f"{found}, not {wanted:.0f}"))

rows = list(csv.DictReader(open("en/clients.csv")))
born = [(days(r["birth_date"]), days(r["due_date"])) for r in rows if r["birth_date"]]
unborn = [(days(r["due_date"]), r["expected_on"]) for r in rows if not r["birth_date"]]
near("born before the due date", sum(birth < due for birth, due in born),
     950 * sum(share for d, share in curve.items() if d < 0) / total)
near("born a week late", sum(birth - due > 7 for birth, due in born),
     950 * sum(share for d, share in curve.items() if d > 7) / total)
near("overdue", sum(due < 0 for due, _ in unborn), 100 * sum(d * share for d, share in curve.items() if d > 0) / total)
near("overdue a week", sum(due < -7 for due, _ in unborn),
     100 * sum((d - 7) * share for d, share in curve.items() if d > 7) / total)
near("expected on a day that is set", sum(set_on != "" for _, set_on in unborn), 10 * 14.5)
print("beyond the curve:", sum(not -21 <= birth - due <= 14 for birth, due in born) +
      sum(not -14 <= due < 28 for due, _ in unborn))
print("set in the past:", sum(days(r["expected_on"]) < 0 for r in rows if r["expected_on"]))
PYTHON
while IFS= read -r line; do
	expect "${line%%:*}" "$(case $line in beyond* | set*) echo 0 ;; *) echo near ;; esac)" "${line#*: }"
done <found
finish
