#!/bin/bash
# A run of risk gives the same bytes whatever --jobs, in one go, broken off or in parts; nights give plans that hold.
set -u
. tests/scripts/expect.sh
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
schema=$(realpath output/risk.schema.json)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

# risk OUT [OPTION]...: 12 draws; prints the exit status
risk() {
	local out=$1
	shift
	"$kraamplan" risk region -o "$out" --draws 12 --absence 8 --quiet "$@" >/dev/null 2>said
	echo $?
}

# same A B: are the folders equal?
same() { diff -r "$1" "$2" >/dev/null && echo same || echo different; }

"$generate" --postcodes "$postcodes" --clients 30 --seed 5 region >/dev/null || exit 2

expect 'status' 0 "$(risk one)"
expect 'files' 'causes.csv draws.csv risk.csv risk.json' "$(find one -type f -printf '%f\n' | sort | paste -sd ' ')"
expect 'rights of a file' 600 "$(stat -c %a one/draws.csv)"
expect 'draws' 12 "$(grep -c ',draw,' one/draws.csv)"
expect 'status with --jobs' 0 "$(risk two --jobs 2)"
expect 'with --jobs' same "$(same one two)"
expect 'status of another seed' 0 "$(risk other --seed 2)"
expect 'another seed' different "$(same one other)"

# The order of rows says nothing: but for the digests of the tables all is the same.
cp -r region shuffled
for table in clients caregivers availability; do
	{ head -n 1 "region/$table.csv"; tail -n +2 "region/$table.csv" | sort -R --random-source=<(yes); } \
		>"shuffled/$table.csv"
done
"$kraamplan" risk shuffled -o turned --draws 12 --absence 8 --quiet 2>/dev/null
expect 'rows in another order' same "$(cmp -s one/draws.csv turned/draws.csv && echo same)"

# Broken off after some draws, and with half a row; the run goes on and counts none twice.
set -m
"$kraamplan" risk region -o broken --draws 12 --absence 8 --quiet 2>/dev/null &
for ((i = 0; i < 1000; i++)); do
	count=$(grep -sc ',draw,' broken.partial/draws.csv)
	[ "${count:-0}" -lt 3 ] || break
	sleep 0.02
done
kill -TERM $! 2>/dev/null
wait $! 2>/dev/null
expect 'status after SIGTERM' 143 $?
expect 'nothing stands where it was to be' no "$([ -e broken ] && echo yes || echo no)"
printf '9,area,2026-07-1' >>broken.partial/draws.csv
cp -r broken.partial holed.partial
sed -i '/^2,/d' holed.partial/draws.csv
expect 'a draw is missing in what was broken off' 4 "$(risk holed --resume)"
expect 'nothing is written of it' no "$([ -e holed ] && echo yes || echo no)"
expect 'begun anew without a word' 4 "$(risk broken)"
expect 'gone on with another run' 2 "$(risk broken --resume --seed 3)"
exec 9>>broken.partial/draws.csv
flock 9
expect 'while another run is at work on it' 4 "$(risk broken --resume)"
expect 'it says so' 1 "$(grep -c 'broken.partial: another run is at work on it$' said)"
expect 'by force neither' 4 "$(risk broken --force)"
exec 9>&-
expect 'gone on' 0 "$(risk broken --resume)"
expect 'as in one go' same "$(same one broken)"
expect 'nothing left beside it' no "$([ -e broken.partial ] && echo yes || echo no)"
expect 'what stands there stays' 4 "$(risk one)"
expect 'unless by force' 0 "$(risk two --force)"

for k in 1 2 3; do expect "part $k" 0 "$(risk "part$k" --shard "$k/3" --jobs 2)"; done
merge() { "$kraamplan" merge "$@" --quiet 2>said; echo $?; }
expect 'merged' 0 "$(merge part3 part1 part2 -o whole)"
expect 'parts' same "$(same one whole)"
expect 'a part is missing' 3 "$(merge part1 part2 -o lacking)"
expect 'a part is there twice' 3 "$(merge part1 part2 part2 -o lacking)"
risk stranger --shard 3/3 --seed 2 >/dev/null
expect 'a part of another run' 3 "$(merge part1 part2 stranger -o lacking)"
sed -i '/^5,draw,/d' part2/draws.csv
expect 'a draw is not whole' 3 "$(merge part1 part2 part3 -o lacking)"
sed -i '/^5,/d' part2/draws.csv
expect 'a draw is missing' 3 "$(merge part1 part2 part3 -o lacking)"
expect 'no part at all' 4 "$(merge region part1 part3 -o lacking)"
expect 'nothing is written then' no "$([ -e lacking ] && echo yes || echo no)"
python3 - "$schema" one/risk.json part1/risk.json <<'PYTHON'
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1]))
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)
PYTHON
expect 'risk.json keeps to its schema' 0 $?

"$kraamplan" nights region -o month --nights 4 --absence 8 --effort 10 --quiet 2>/dev/null
expect 'status of nights' 0 $?
for n in 1 2 3 4; do
	"$kraamplan" audit "month/tables/$n" "month/$n" --quiet >/dev/null 2>&1
	expect "audit of night $n" 0 $?
done
"$kraamplan" plan month/tables/2 -o again --previous month/1 --effort 10 --quiet 2>/dev/null
expect 'a night is what plan makes of its tables' same "$(same again month/2)"
expect 'nights' 4 "$(tail -n +2 month/nights.csv | wc -l)"
expect 'confirmed visits that change without news' 0 \
	"$(awk -F, 'NR > 1 { n += $13 + $14 } END { print n }' month/nights.csv)"
expect 'nobody gets more than she wants' 0 "$(awk -F, 'NR > 1 && $6 > $4' month/clients.csv | wc -l)"
expect 'visits given, in nights and in deliveries' \
	"$(awk -F, 'NR > 1 && NR < 5 { n += $8 } END { print n }' month/nights.csv)" \
	"$(($(grep -c visit month/tables/4/deliveries.csv) - $(grep -c visit month/tables/1/deliveries.csv)))"
expect 'nights do not replace anything' 4 \
	"$("$kraamplan" nights region -o month --nights 1 --quiet 2>/dev/null; echo $?)"

finish
