#!/bin/bash
# Night after night in an archive: killed anywhere, a night leaves those before it whole, and what looks lost is
# refused. Over three nights it is killed at some 30 of its calls of input and output; FULL=yes: at 100 over five.
set -u
. tests/scripts/expect.sh
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
faults=$(realpath "${BUILD:-build}")/faults.so
postcodes=$(realpath tools/generate/data/pc4.csv)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
dates='2026-07-13 2026-07-14 2026-07-15' # of most checks
kills=30 killed_dates=$dates
[ "${FULL:-}" != yes ] || kills=100 killed_dates="$dates 2026-07-16 2026-07-17"
read -ra each <<<"$killed_dates"
kills_a_night=$((kills / ${#each[@]}))

"$generate" --postcodes "$postcodes" --clients 8 --seed 7 region >/dev/null || exit 2

# night REGION ARCHIVE [OPTION]...: the exit status; what it says is in the file said
night() {
	"$kraamplan" nightly "$1" "$2" --effort 1 --quiet "${@:3}" >said 2>&1 </dev/null
	echo $?
}

# whole ARCHIVE: each night that stands there is that of the archive ahead, and latest leads to one of them
whole() {
	local found
	for found in "$1"/2*/; do
		[ -d "$found" ] || continue
		diff -r --no-dereference "$found" "ahead/$(basename "$found")" >/dev/null || return 1
	done
	[ ! -e "$1"/2026-07-13 ] || [ ! -h "$1/latest" ] || [ -f "$1/latest/plan/summary.json" ]
}

# chain ARCHIVE: each summary tells the date and the digest of the one before
chain() {
	python3 - "$1" <<'PYTHON'
import hashlib, json, os, sys
archive, before = sys.argv[1], None
for date in sorted(name for name in os.listdir(archive) if name[0] == "2"):
    text = open(f"{archive}/{date}/plan/summary.json", "rb").read()
    told = json.loads(text).get("night_before")
    if told != before:
        sys.exit(f"{date}: {told}")
    before = {"date": date, "sha256": hashlib.sha256(text).hexdigest()}
print("whole")
PYTHON
}

# Undisturbed.
for date in $dates; do
	status=$(night region undisturbed --date "$date")
	expect "status of the night $date" 1 "$((status > 1 ? status : 1))"
	expect "latest after $date" "$date" "$(readlink undisturbed/latest)"
	for table in region/*; do
		expect "$table as it was read" same \
			"$(cmp -s "$table" "undisturbed/$date/tables/$(basename "$table")" && echo same)"
	done
done
expect 'chain' whole "$(chain undisturbed)"
expect 'mode of a table' 600 "$(stat -c %a undisturbed/latest/tables/clients.csv)"
expect 'mode of a night' 700 "$(stat -c %a undisturbed/latest/)"
"$kraamplan" audit undisturbed/latest/tables undisturbed/latest/plan --quiet \
	--previous undisturbed/2026-07-14/plan >/dev/null 2>&1
expect 'audit of a night' 0 $?
# Nobody has called since: what was planned for today and tomorrow, but for the unborn, stays as it was.
expect 'confirmed visits' "$(awk -F, '$1 ~ /-1[56]$/ && $(NF-1) == "no" { print $1, $2, $3, $4 }' \
	undisturbed/2026-07-14/plan/visits.csv)" \
	"$(awk -F, '$NF == "yes" { print $1, $2, $3, $4 }' undisturbed/2026-07-15/plan/visits.csv)"
cp -a undisturbed free
expect 'none confirmed' '1 0' "$(night region free --date 2026-07-15 --force --confirmed 0) $(
	grep -c ',yes$' free/2026-07-15/plan/visits.csv)"


# judged ARCHIVE [OPTION]...: the exit status of judging its nights, and of each its verdict and its place in the chain
judged() {
	rm -rf judged
	"$kraamplan" audit --archive "$1" -o judged --quiet "${@:2}" >said 2>&1
	echo "$? $(sed 1d judged/nights.csv 2>/dev/null | cut -d, -f2,3 | paste -sd ' ')"
}

expect 'audit of an archive' '0 accepted,first accepted,whole accepted,whole' "$(judged undisturbed)"
expect 'audit of a part of it' '0 accepted,whole' "$(judged undisturbed --from 2026-07-14 --to 2026-07-14)"
expect 'audit of no night' 4 "$(judged undisturbed --from 2027-01-01 | cut -d' ' -f1)"
expect 'what may be replaced' '0 accepted,whole' "$(
	"$kraamplan" audit --archive undisturbed -o judged --quiet >/dev/null 2>&1
	"$kraamplan" audit --archive undisturbed -o judged --quiet --force --from 2026-07-15 >said 2>&1
	echo "$? $(sed 1d judged/nights.csv | cut -d, -f2,3)"
)"
expect 'in Dutch' "datum;oordeel;keten;beleid;bevindingen;bevinding;regio_sha256;plan_sha256 \
13-07-2026;aanvaard;eerste;;" "$(
	"$kraamplan" audit --archive undisturbed -o judged --quiet --force --dialect nl >said 2>&1
	sed 's/^\xef\xbb\xbf//; s/\r$//' judged/nights.csv | head -2 |
		sed '2s/;[0-9]*;[^;]*;[0-9a-f]*;[0-9a-f]*$/;/' | paste -sd ' '
)"
for change in 'echo >>2026-07-13/plan/summary.json|5 accepted,first accepted,broken accepted,whole' \
	'sed -i 3d 2026-07-14/plan/visits.csv|5 accepted,first rejected,whole rejected,whole' \
	'echo >>2026-07-15/tables/deliveries.csv|5 accepted,first accepted,whole rejected,whole' \
	'rm -r 2026-07-14|5 accepted,first rejected,broken' \
	'rm -r 2026-07-13|0 accepted,first accepted,whole' \
	'echo x >2026-07-14/tables/clients.csv|5 accepted,first unread,whole accepted,whole' \
	'echo x >2026-07-14/plan/summary.json|5 accepted,first rejected,unread accepted,broken'; do
	rm -rf changed
	cp -a undisturbed changed
	(cd changed && eval "${change%%|*}")
	expect "after ${change%%|*}" "${change#*|}" "$(judged changed)"
done

# The same date twice, and an earlier one.
cp -a undisturbed again
expect 'the same date' 4 "$(night region again --date 2026-07-15)"
expect 'an earlier date' 4 "$(night region again --date 2026-07-14 --force)"
expect 'the same date by force' 1 "$(night region again --date 2026-07-15 --force)"
expect 'what is replaced by the same' '' "$(diff -r --no-dereference undisturbed again)"
echo mine >again/2026-07-15/mine
expect 'a night with something else in it' 4 "$(night region again --date 2026-07-15 --force)"
expect 'something else' mine "$(cat again/2026-07-15/mine)"

# Two at once.
exec 9<>again/.lock
flock 9
expect 'two at once' 4 "$(night region again --date 2026-07-16)"
expect 'the word for it' 1 "$(grep -c 'another run is writing a night to this archive' said)"
exec 9>&-

# Killed. The sanitizers' own malloc is not to be preloaded.
cp -a undisturbed ahead
for date in $killed_dates; do
	[ -e "ahead/$date" ] || expect "status of the night $date" 1 "$(night region ahead --date "$date")"
done
killed=0
if [ "${SANITIZED:-}" != yes ]; then
	for date in $killed_dates; do
		run=("$kraamplan" nightly region archive --effort 1 --quiet --force --date "$date")
		rm -f calls
		rm -rf counted
		[ ! -e archive ] || cp -a archive counted
		FAULT_CALL=all FAULT_NTH=1 FAULT_MANY=1000000 FAULT_KILL=no FAULT_REPORT=calls LD_PRELOAD=$faults \
			"${run[@]/#archive/counted}" >/dev/null 2>&1 </dev/null
		calls=$(stat -c %s calls)
		for ((k = 1; k <= kills_a_night; k++)); do
			nth=$((calls * k / kills_a_night))
			{
				FAULT_CALL=all FAULT_NTH=$nth FAULT_KILL=yes LD_PRELOAD=$faults \
					"${run[@]}" >/dev/null 2>&1 </dev/null
				status=$?
			} 2>/dev/null # bash tells who was killed
			[ "$status" != 137 ] || killed=$((killed + 1))
			expect "$date, killed at call $nth of $calls" whole "$(whole archive && echo whole)"
		done
		status=$(night region archive --force --date "$date")
		expect "$date after it was killed" 1 "$((status > 1 ? status : 1))"
		expect "$date, nothing is left behind" '' \
			"$(diff -r --no-dereference ahead archive |
				grep -v -e '^Only in ahead: 2026' -e '^Symbolic links ')"
		expect "$date, chain of nights that were killed" whole "$(chain archive)"
	done
	rm -rf archive/"${each[0]}" # the verdict on the chain can fail: each night is the one before of the next
	expect 'chain without its first night' "${each[1]}" "$(chain archive 2>&1 | tail -n 1 | cut -d: -f1)"
	expect 'most were killed' yes "$([ "$killed" -ge $((kills * 8 / 10)) ] && echo yes || echo "$killed")"
fi

# Ended by a signal, it takes away what it has begun itself.
if [ "${SANITIZED:-}" != yes ]; then
	rm -rf archive
	cp -a undisturbed archive
	{
		FAULT_CALL=rename FAULT_NTH=1 FAULT_KILL=term LD_PRELOAD=$faults \
			"$kraamplan" nightly region archive --effort 1 --quiet --date 2026-07-16 >/dev/null 2>&1
		status=$?
	} 2>/dev/null
	expect 'status after SIGTERM' 143 "$status"
	expect 'left by SIGTERM' '' "$(diff -r --no-dereference undisturbed archive)"
fi

# A run that was killed between its two renamings: the link is moved by the next.
cp -a undisturbed behind
ln -sfn 2026-07-14 behind/latest
expect 'the next night after it' 1 "$(night region behind --date 2026-07-16)"
rm -rf behind
cp -a undisturbed behind
ln -sfn 2026-07-14 behind/latest
expect 'a night that stands' 4 "$(night region behind --date 2026-07-15)"
expect 'its link' 2026-07-15 "$(readlink behind/latest)"

# lost WHAT STATUS SAYS CHANGE...: a change to a copy of the region, and what the next night comes to
lost() {
	local what=$1 status=$2 says=$3
	rm -rf other archive
	cp -r region other
	cp -a undisturbed archive
	(cd other && eval "$4")
	expect "$what" "$status" "$(night other archive --date 2026-07-16 "${@:5}")"
	expect "$what, in words" yes "$(if grep -qE "$says" said; then echo yes; else head -5 said; fi)"
	[ "$status" = 1 ] || expect "$what, what stood there" '' "$(diff -r --no-dereference undisturbed archive)"
}

half="sed -i \"\$((\$(wc -l <FILE) / 2)),\\\$d\" FILE"
lost 'clients.csv cut at the end of a row' 6 'clients.csv has lost [0-9]+ %' "${half//FILE/clients.csv}"
# shellcheck disable=SC2016 # it is for the shell that makes the change
lost 'clients.csv cut in a row' 6 'clients.csv has lost [0-9]+ %' \
	'truncate -s $(($(stat -c %s clients.csv) / 2)) clients.csv'
lost 'availability.csv with only its heading' 6 'holds no hour from the plan date on' "sed -i '2,\$d' availability.csv"
lost 'availability.csv halved' 6 'availability.csv has lost [0-9]+ %' "${half//FILE/availability.csv}"
lost 'caregivers.csv halved' 6 'caregivers.csv has lost [0-9]+ %' "${half//FILE/caregivers.csv}"
lost 'deliveries.csv left out' 6 'deliveries.csv was there the night before and is not' 'rm deliveries.csv'
lost 'deliveries.csv halved' 6 'deliveries.csv has lost [0-9]+ %' "${half//FILE/deliveries.csv}"
for name in Deliveries.CSV leveringen.csv deliveries.csv.csv; do
	lost "deliveries.csv called $name" 6 "the file \"$name\" is nearly called so" "mv deliveries.csv $name"
	expect "deliveries.csv called $name, what is missed" 1 \
		"$(grep -c 'deliveries.csv was there the night before and is not' said)"
done
lost 'a table with another ending' 3 'the file "pins.xlsx" is nearly called so' 'touch pins.xlsx'
lost 'contracts.csv left out' 6 'contracts.csv was there the night before and is not' 'rm contracts.csv'
lost 'policy.ini left out' 6 'policy.ini was there the night before and is not' 'rm policy.ini'
lost 'a registration gone' 1 'clients.csv: warning: 1 of [0-9]+ clients who were to plan are gone' \
	"sed -i '\$d' clients.csv"
lost 'the last row of clients.csv cut short' 1 'clients.csv:[0-9]+: warning: 15 cells, but the heading has 17 columns' \
	'truncate -s -10 clients.csv'
lost 'not even one' 6 'clients.csv has lost [0-9]+ %, more than max_loss_percent = 0' "sed -i '\$d' clients.csv" \
	--set max_loss_percent=0
lost 'a zero lost in a provider of contracts.csv' 1 \
	'contracts.csv:4:1: warning: provider: there is no provider 3390100 in .*: is the code right' \
	"sed -i '4s/^33900100,/3390100,/' contracts.csv"
lost 'a zero lost in an insurer of contracts.csv' 3 'contracts.csv:3:10: error: insurer: expected a UZOVI code' \
	"sed -i '3s/,0101/,101/' contracts.csv"
lost 'losses that are accepted' 1 'deliveries.csv: warning: [0-9]+ of [0-9]+ rows of days past are gone' \
	"${half//FILE/deliveries.csv}" --accept-losses

# carried_out DATE...: the visits to the born that were planned for these days, as rows of deliveries.csv
carried_out() {
	for date in "$@"; do
		awk -F, -v OFS=, -v date="$date" '$1 == date && $(NF-1) == "no" { print $2, $1, $3, $4, "visit" }' \
			"../undisturbed/$date/plan/visits.csv"
	done
}
lost 'deliveries.csv without yesterday' 1 \
	'deliveries.csv: warning: 1 client who is born had a visit planned for 2026-07-15 and has no row' \
	'carried_out 2026-07-13 2026-07-14 >>deliveries.csv'
# It is yesterday that is missed there: with it, nothing is said.
(cd other && carried_out 2026-07-15 >>deliveries.csv)
rm -rf archive
cp -a undisturbed archive
expect 'deliveries.csv with yesterday' '1 ' "$(night other archive --date 2026-07-16) $(cat said)"
"$kraamplan" plan region -o plan --effort 1 --quiet --date 2026-07-16 --previous undisturbed/2026-07-15/plan >said 2>&1
expect 'plan --previous without yesterday' 1 "$(grep -c 'had a visit planned for 2026-07-15 and ha' said)"
"$kraamplan" plan region -o dutch --effort 1 --quiet --date 2026-07-15 --dialect nl 2>/dev/null
"$kraamplan" plan region -o plan --force --effort 1 --quiet --date 2026-07-16 --previous dutch >said 2>&1
expect 'plan --previous of a Dutch plan' 1 "$(grep -c 'had a visit planned for 2026-07-15 and ha' said)"
sed '$d' region/clients.csv >fewer
rm -rf other plan
cp -r region other
mv fewer other/clients.csv
"$kraamplan" plan other -o plan --effort 1 --quiet --date 2026-07-16 --previous undisturbed/2026-07-15/plan >said 2>&1
expect 'plan --previous with a registration less' 1 "$(grep -c 'clients.csv: warning: 1 of .* are gone since' said)"

# A night that cannot be read as it was: nobody knows what was lost.
rm -rf archive
cp -a undisturbed archive
rm archive/2026-07-15/tables/clients.csv
expect 'the night before is damaged' 6 "$(night region archive --date 2026-07-16)"
expect 'the night before is damaged, in words' 1 "$(grep -c 'cannot be read; --accept-losses goes on' said)"
expect 'it is gone on from' 1 "$(night region archive --date 2026-07-16 --accept-losses)"

# A row with an error is set aside.
rm -rf other archive
cp -r region other
echo 'V0001,2026-07-20,25' >>other/availability.csv
expect 'a row with an error' 3 "$(night other archive)"
expect 'a row with an error, nothing stands' '' "$(find archive -name '2*')"
expect 'a row that is set aside' 1 "$(night other archive --set set_aside_rows=1)"
expect 'it is told first' 'kraamplan: 1 row is set aside:' "$(head -1 said)"
expect 'its text' 1 "$(grep -c '"V0001,2026-07-20,25","hours: ' archive/latest/plan/set_aside.csv)"
expect 'it is counted' 1 "$(grep -c '"set_aside": 1' archive/latest/plan/summary.json)"
"$kraamplan" audit archive/latest/tables archive/latest/plan --quiet >said 2>&1
expect 'audit of a plan without it' 0 $?
expect 'audit of its archive' '0 accepted,first,set_aside_rows' "$(
	"$kraamplan" audit --archive archive -o judged --force --quiet >said 2>&1
	echo "$? $(sed 1d judged/nights.csv | cut -d, -f2-4)"
)"
"$kraamplan" plan region -o without --effort 1 --quiet --set set_aside_rows=1 2>/dev/null
expect 'the plan is that of the other rows' same \
	"$(cmp -s archive/latest/plan/visits.csv without/visits.csv && echo same)"
expect 'such a night is replaced' 1 "$(night other archive --set set_aside_rows=1 --force)"
finish
