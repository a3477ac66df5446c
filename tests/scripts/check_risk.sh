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
# Killed at any moment, again and again: what is whole is kept, and at the end all is as in one go.
RANDOM=7
for ((i = 0; i < 12; i++)); do
	[ ! -e killed ] || break
	"$kraamplan" risk region -o killed --draws 12 --absence 8 --quiet --resume --jobs 2 2>/dev/null &
	sleep "0.$((100 + RANDOM % 300))"
	kill -KILL $! 2>/dev/null
	wait $! 2>/dev/null
done
[ -e killed ] || risk killed --resume >/dev/null
expect 'killed at any moment' same "$(same one killed)"

# Broken off after any byte: of the heading of a row, of a number, before the end of a line, between two draws.
size=$(stat -c %s one/draws.csv)
last=$(grep '^12,' one/draws.csv | wc -c)
for bytes in 1 20 "$last" $((last + 30)); do
	rm -rf cut cut.partial
	cp -r holed.partial cut.partial
	head -c $((size - bytes)) one/draws.csv >cut.partial/draws.csv
	expect "$bytes bytes are lost" 0 "$(risk cut --resume)"
	expect "$bytes bytes are lost: as in one go" same "$(same one cut)"
done
# sums DRAWS: what stands in draws.sha256 beside them
sums() {
	python3 - "$1" <<'PYTHON'
import hashlib
import sys

lines = b""
for line in open(sys.argv[1], "rb").readlines()[1:]:
    lines += line
    if line.split(b",")[1] == b"draw":
        print(hashlib.sha256(lines).hexdigest())
        lines = b""
PYTHON
}
# A journal that was damaged anywhere is found out and told, and no draw is taken for another.
rm -rf whole.partial
cp -r holed.partial whole.partial
cp one/draws.csv whole.partial/draws.csv
sums one/draws.csv >whole.partial/draws.sha256
for place in $(seq 150 97 $((size - 1))); do
	rm -rf hurt hurt.partial
	cp -r whole.partial hurt.partial
	python3 - hurt.partial/draws.csv "$place" <<'PYTHON'
import sys

path, place = sys.argv[1], int(sys.argv[2])
data = bytearray(open(path, "rb").read())
while not chr(data[place]).isdigit():
    place += 1
data[place] = ord("1") + (data[place] - ord("0")) % 9
open(path, "wb").write(data)
PYTHON
	expect "a digit at $place is another" 4 "$(risk hurt --resume)"
	expect "a digit at $place, told" 1 "$(grep -c 'hurt.partial.*--force begins anew$' said)"
done
rm -rf hurt hurt.partial
cp -r whole.partial hurt.partial
sed -i '3d' hurt.partial/draws.sha256
expect 'a sum is lost' 4 "$(risk hurt --resume)"
expect 'begun anew' 0 "$(risk hurt --force)"
expect 'begun anew: as in one go' same "$(same one hurt)"

cp -r holed.partial bad.partial
sed '5s/area/aera/' one/draws.csv >bad.partial/draws.csv
expect 'a row that risk does not write' 4 "$(risk bad --resume)"
expect 'it says where' 1 "$(grep -c '^bad.partial/draws.csv:5: error: kind: ' said)"

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
# Another version, other settings, and one byte in a table of the region, as its digest tells.
for change in 's/"version": "/&9/' 's/"absence_percent": 8/"absence_percent": 9/' \
	's/"travel_minutes": 30/"travel_minutes": 15/' \
	'0,/"sha256": "./s//"sha256": "x/'; do
	cp -r part3 other
	sed -i "$change" other/risk.json
	expect "changed by $change" no "$(cmp -s part3/risk.json other/risk.json && echo same || echo no)"
	expect "a part with $change" 3 "$(merge part1 part2 other -o lacking)"
	expect "a part with $change, told" 1 "$(grep -c 'other is of another run than part1' said)"
	rm -r other
done
sed -i '/^5,draw,/d' part2/draws.csv
expect 'a draw is not whole' 3 "$(merge part1 part2 part3 -o lacking)"
sed -i '/^5,/d' part2/draws.csv
expect 'a draw is missing' 3 "$(merge part1 part2 part3 -o lacking)"
expect 'no part at all' 4 "$(merge region part1 part3 -o lacking)"
cp -r part1 odd
for change in '2s/,[0-9.]*,0$/,0.1,0/' '2s/,2026-07-[0-9]*,/,2026-07-14,/' '2s/^\(1,area,[^,]*\),[0-9]*/\1,9999/' \
	'2s/,[0-9.]*,0$/,9999999999999.75,0/' '2p' '2d'; do
	sed "$change" part1/draws.csv >odd/draws.csv
	expect "a part with $change" 3 "$(merge odd part2 part3 -o lacking)"
	expect "the place of $change" 1 "$(grep -c '^odd/draws.csv:[0-9]*: error: ' said)"
done
expect 'nothing is written then' 0 "$(find . -maxdepth 1 -name '*lacking*' -o -maxdepth 1 -name '.kraamplan*' | wc -l)"
python3 - "$schema" one/risk.json part1/risk.json <<'PYTHON'
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1]))
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)
PYTHON
expect 'risk.json keeps to its schema' 0 $?

# As many draws as make more rows than a table may have, of figures that can be reckoned by hand: 10,000 of 110 rows.
make_draws() { # FIRST STEP: those draws of them
	head -n 1 one/draws.csv
	awk -v first="$1" -v step="$2" 'BEGIN {
		split("07-06 07-13 07-20 07-27 08-03 08-10 08-17 08-24 08-31 09-07 09-14 09-21 09-28", mondays)
		for (d = first; d <= 10000; d += step) {
			for (i = 0; i < 39; i++)
				printf "%d,area,2026-%s,%d,,5,%d,0,%d.5,%d.5,0\n", d, mondays[1 + int(i / 3)],
					20 + i % 3, d % 2, d % 4, d % 100
			for (i = 0; i < 30; i++)
				printf "%d,postcode,2026-07-13,%d,,2,1,0,%d,%d,0\n", d, 2000 + i, d % 5, d % 5
			for (i = 0; i < 40; i++)
				printf "%d,caregiver,,,V%04d,0,1,0,%d.25,0,%d\n", d, i, d % 3, d % 2 * 8
			printf "%d,draw,,,,195,%d,0,%s,%s,0\n", d, 39 * (d % 2), 39 * (d % 4 + 0.5),
				39 * (d % 100 + 0.5)
		}
	}'
}
# begin OUT [OPTION]...: breaks a run of 10,000 draws off at once
begin() {
	local out=$1
	shift
	"$kraamplan" risk region -o "$out" --draws 10000 --effort 1 --quiet "$@" 2>/dev/null &
	for ((i = 0; i < 1000; i++)); do
		[ ! -s "$out.partial/draws.csv" ] || break
		sleep 0.02
	done
	kill -TERM $! 2>/dev/null
	wait $! 2>/dev/null
}
resume() { "$kraamplan" risk region --draws 10000 --effort 1 --quiet --resume "$@" 2>said; echo $?; }
begin long
make_draws 1 1 >long.partial/draws.csv
sums long.partial/draws.csv >long.partial/draws.sha256
cp long.partial/draws.csv long.csv
expect 'rows' 1100001 "$(wc -l <long.csv)"
expect 'gathered' 0 "$(resume -o long)"
expect 'draws.csv is what was kept' same "$(cmp -s long.csv long/draws.csv && echo same)"
expect 'the journal is gone' no "$([ -e long.partial ] && echo yes || echo no)"
# 39 rows a draw of d % 100 + 0.5 hours: the 5,000th of 10,000 is 39 times 49.5; those below it 39 times 3.5 at most.
expect 'all weeks and areas' ',,5000,0,0.5000,0.4902,0.5098,0,1930.5,3490.5,136.5,136.5,136.5' \
	"$(sed -n 2p long/risk.csv)"
expect 'a caregiver' 'caregiver,,V0000,10000,1,5000,12500,40000' "$(grep V0000 long/causes.csv)"
for k in 1 2; do
	begin "long$k" --shard "$k/2"
	make_draws "$k" 2 >"long$k.partial/draws.csv"
	sums "long$k.partial/draws.csv" >"long$k.partial/draws.sha256"
	expect "part $k of many rows" 0 "$(resume -o "long$k" --shard "$k/2")"
done
expect 'merged of many rows' 0 "$(merge long2 long1 -o long12)"
expect 'parts of many rows' same "$(same long long12)"

# More hours in a draw than 32 bits of ticks hold: 6,000 clients of 49 hours, and nobody may come to them.
cp -r region crowd
for table in workareas deliveries; do head -n 1 "region/$table.csv" >"crowd/$table.csv"; done
{
	head -n 1 region/clients.csv
	provider=$(sed -n 2p region/clients.csv | cut -d, -f2,3)
	for ((i = 1; i <= 6000; i++)); do
		echo "N$i,$provider,1000 AA,2026-07-14,2026-07-13,,2026-01-08,49,0,0,no,,,,,"
	done
} >crowd/clients.csv
"$kraamplan" risk crowd -o crowded --draws 2 --effort 1 --quiet 2>/dev/null
expect 'status of many clients' 0 $?
expect 'hours of many clients' '2,draw,,,,6000,6000,6000,144000,294000,0' "$(tail -n 1 crowded/draws.csv)"

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
	"$(awk -F, 'NR > 1 { n += $19 + $20 } END { print n }' month/nights.csv)"
expect 'nobody gets more than she wants' 0 "$(awk -F, 'NR > 1 && $12 > $6' month/clients.csv | wc -l)"
expect 'visits given, in nights and in deliveries' \
	"$(awk -F, 'NR > 1 && NR < 5 { n += $8 } END { print n }' month/nights.csv)" \
	"$(($(grep -c visit month/tables/4/deliveries.csv) - $(grep -c visit month/tables/1/deliveries.csv)))"
expect 'nights do not replace anything' 4 \
	"$("$kraamplan" nights region -o month --nights 1 --quiet 2>/dev/null; echo $?)"

finish
