#!/bin/bash
# whatif: base is the plan of the region; neither the order of sections nor --jobs, --resume or --shard changes a byte;
# each scenario's plan is accepted by an audit against its own tables.
set -u
. tests/scripts/expect.sh
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
regions=$(realpath tests/regions)
generate=$(realpath "${BUILD:-build}/generate_region")
schema=$(realpath output/whatif.schema.json)
top=$(pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

# same WHAT FOLDER FOLDER
same() {
	expect "$1" same "$(if diff -r "$2" "$3" >differences 2>&1; then echo same; else head -n 3 differences; fi)"
}

# whatif SCENARIOS OUT [OPTION]...: prints the exit status
whatif() {
	local scenarios=$1 out=$2
	shift 2
	"$kraamplan" whatif region "$scenarios" -o "$out" --quiet --effort 1 "$@" >/dev/null 2>said
	echo $?
}

cp -r "$regions/weekly" region
provider=$(sed -n 2p region/caregivers.csv | cut -d, -f2)
cat >scenarios.ini <<END
seed = 4
[summer]
births = +25%
first_line = 10%
holiday = 20%
absence = 10%
[help]
like = summer
caregivers = +2
provider = $provider
hours_week = 24
[alone]
mediation = no
policy.max_visit_hours = 6
[wide]
areas = open
digital_consent = 100%
[gone]
like = late
provider_out = $provider
[late]
late = 2d
END
{
	sed -n 1p scenarios.ini
	for section in late gone wide alone help summer; do
		awk -v section="[$section]" '/^\[/ { on = $0 == section } on' scenarios.ini
	done
} >turned.ini

expect 'exit status' 0 "$(whatif scenarios.ini one)"
"$kraamplan" plan region -o plan --quiet --effort 1 2>/dev/null
same 'base is the plan of the region' plan one/base
for name in summer help alone wide gone late; do
	"$kraamplan" audit "one/tables/$name" "one/$name" --quiet >/dev/null 2>&1
	expect "audit of $name" 0 $?
done
"$kraamplan" audit region one/base --quiet >/dev/null 2>&1
expect 'audit of base' 0 $?
expect 'scenarios in the comparison' 'alone base gone help late summer wide' \
	"$(tail -n +2 one/comparison.csv | cut -d, -f1 | sort -u | paste -sd ' ')"
expect 'other modes than 600 and 700' '' "$(find one \( -type f ! -perm 600 \) -o \( -type d ! -perm 700 \))"

python3 - "$schema" one/whatif.json >said 2>&1 <<'PYTHON'
import copy, hashlib, json, os, sys
import jsonschema

schema, run = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
validator.validate(run)
for spoil in (lambda r: r.pop("seed"), lambda r: r.update(shard=1), lambda r: r["scenarios"][0].update(name="a/b"),
              lambda r: r.update(dialect="de")):
    spoiled = copy.deepcopy(run)
    spoil(spoiled)
    assert not validator.is_valid(spoiled), "the schema accepts a spoiled whatif.json"
for scenario in run["scenarios"]:
    summary = json.load(open(os.path.join("one", scenario["name"], "summary.json")))
    lines = "".join(f"{entry['sha256']} {entry['file']}\n" for entry in summary["inputs"])
    assert hashlib.sha256(lines.encode()).hexdigest() == scenario["tables_sha256"], scenario["name"]
PYTHON
expect 'whatif.json and its schema' 0 "$?$(tail -n 1 said)"

# Sums over weeks and over areas are those of the comparison, and those of each plan's own allocations.
python3 - >said 2>&1 <<'PYTHON'
import collections, csv, json

def sums(rows, columns):
    total = collections.defaultdict(lambda: [0] * len(columns))
    for row in rows:
        if row.get("kind", "value") == "value":
            for i, column in enumerate(columns):
                total[row.get("scenario")][i] += round(float(row[column] or 0) * 60)
    return total

def rows(path):
    return list(csv.DictReader(open(path)))

shared = ["digital_hours", "below_minimum", "minimum_short", "presence_short", "medical_short", "remaining_short",
          "mediated_hours"]
whole = sums(rows("one/comparison.csv"), ["clients", *shared])
assert len(whole) == 7 and any(row[-2] for row in whole.values())
assert sums(rows("one/weeks.csv"), ["beginning", *shared]) == whole
assert sums(rows("one/areas.csv"), ["clients", *shared]) == whole
assert sums(rows("one/insurers.csv"), ["clients", *shared]) == whole
amounts = [column for column in shared if column != "below_minimum"]
for name, row in sums(rows("one/comparison.csv"), amounts).items():
    assert sums(rows(f"one/{name}/allocations.csv"), amounts)[None] == row, name

# What went from clients of some insurers to those of others, by each plan's own allocations.
def by_insurer(name):
    given = collections.defaultdict(float)
    for row in rows(f"one/{name}/allocations.csv"):
        given[row["insurer"]] += float(row["planned_hours"] or 0) + float(row["digital_hours"] or 0)
    return given

base, moved = by_insurer("base"), set()
for row in rows("one/comparison.csv"):
    if row["kind"] == "value":
        for tier in json.load(open(f"one/{row['scenario']}/summary.json"))["tiers"]:
            assert float(row["gap_" + tier["name"]]) == int(tier["gap"] * 10000 + 1e-6) / 10000, (row, tier)
        assert row["moved_between_insurers"] == "", row
        continue
    given = by_insurer(row["scenario"])
    told = float(row["moved_between_insurers"])
    moved.add(told)
    assert sum(max(0, hours - base[insurer]) for insurer, hours in given.items()) == told, row
assert max(moved) > 0
for row in rows("one/insurers.csv"):
    if row["kind"] == "difference":
        given = by_insurer(row["scenario"])[row["insurer"]] - base[row["insurer"]]
        assert given == float(row["planned_hours"]) + float(row["digital_hours"]), row
PYTHON
expect 'sums by week, area and insurer' 0 "$?$(tail -n 1 said)"

# The commented file has every key, and so has the page on formats.
keys=$(sed -n 's/^\t\[SCENARIO_[A-Z_]*\] = *{"\([a-z_]*\)".*/\1/p' "$top/input/scenario/scenario_value.c"
	echo like; echo seed; echo mediation)
expect 'keys of the program' 17 "$(echo "$keys" | wc -l)"
for key in $keys policy.; do
	expect "$key in summer.ini" yes \
		"$(grep -q "^${key}[a-z_0-9.]* = " "$top/tools/demo/scenarios/summer.ini" && echo yes)"
	expect "$key in FORMAT.md" yes "$(grep -qE "[\`]$key([A-Z]+)?(\`| = )" "$top/input/FORMAT.md" && echo yes)"
done
"$generate" --place Deventer --clients 62 --tightness 62 --holes 20 --guarantee --dialect nl --seed 3 \
	--postcodes "$top/tools/generate/data/pc4.csv" demo >/dev/null
"$kraamplan" whatif demo "$top/tools/demo/scenarios/summer.ini" -o summer --quiet --effort 1 >/dev/null 2>said
expect 'exit status with every key' 0 "$?$(grep kraamplan: said)"

expect 'exit status of the other order, with two jobs' 0 "$(whatif turned.ini turned --jobs 2)"
same 'order of sections and --jobs' one turned

# Broken off: what is missing is planned, what is there is not.
cp -r one broken
rm -r broken/help broken/alone broken/tables/alone broken/comparison.csv broken/weeks.csv
touch -d 2020-01-01 broken/summer/visits.csv
expect 'exit status of --resume' 0 "$(whatif scenarios.ini broken --resume --jobs 2)"
same 'a run that was broken off' one broken
expect 'a plan that was there stays' 2020 "$(date -r broken/summer/visits.csv +%Y)"
expect 'exit status without --resume' 4 "$(whatif scenarios.ini broken)"
expect 'exit status with other tables' 4 "$(whatif scenarios.ini broken --resume --set max_visit_hours=5)"
sed 's/births = +25%/births = +50%/' scenarios.ini >other.ini
expect 'exit status with another scenario of the same name' 4 "$(whatif other.ini broken --resume)"
expect 'it is named' 1 "$(grep -c 'broken/tables/help: these are the tables of another scenario' said)"
"$kraamplan" whatif region scenarios.ini -o killed --quiet --effort 1 2>/dev/null &
for _ in $(seq 100); do
	[ ! -e killed/base ] || break
	sleep 0.1
done
kill $!
wait $! 2>/dev/null
expect 'nothing half written' '' "$(find . -name '.kraamplan-*')"
expect 'exit status after a kill' 0 "$(whatif scenarios.ini killed --resume)"
same 'a run that was killed' one killed

# Parts.
for shard in 1 2 3; do
	expect "exit status of part $shard" 0 "$(whatif turned.ini "part-$shard" --shard "$shard/3")"
done
"$kraamplan" merge part-2 part-3 part-1 -o merged --quiet 2>/dev/null
expect 'exit status of merge' 0 $?
same 'parts put together' one merged
"$kraamplan" merge part-2 part-1 -o few --quiet 2>/dev/null
expect 'exit status of a merge with a part missing' 3 $?
"$kraamplan" merge part-2 part-1 part-2 -o few --quiet 2>/dev/null
expect 'exit status of a merge with a part twice' 3 $?
expect 'exit status of another run' 0 "$(whatif other.ini part-other --shard 3/3)"
"$kraamplan" merge part-1 part-2 part-other -o few --quiet 2>/dev/null
expect 'exit status of a merge with a part of another run' 3 $?
expect 'nothing is written then' no "$([ -e few ] && echo yes || echo no)"

# --base
expect 'exit status with the plan that everybody has' 0 "$(whatif scenarios.ini with-base --base plan)"
cp -r plan edited
sed -i '2s/$/ /' edited/visits.csv
expect 'exit status with another plan as base' 5 "$(whatif scenarios.ini with-edited --base edited)"
expect 'no scenario is planned then' base "$(cd with-edited && find . -name summary.json | cut -d/ -f2)"

finish
