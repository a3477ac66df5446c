#!/bin/bash
# The figures of nights, counted anew from the tables and plans of each night by a program that shares no code with it:
# visits given and missed, first days at home, hours had. A run of one night more tells what happened on the last day.
set -u
. tests/scripts/expect.sh
build=${BUILD:-build}
kraamplan=${KRAAMPLAN:-$build/kraamplan}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# nights OUT COUNT [OPTION]...: prints the exit status
nights() {
	local out=$1 count=$2
	shift 2
	"$kraamplan" nights "$scratch/region" -o "$scratch/$out" --nights "$count" --absence 20 --effort 1 --seed 3 \
		--set horizon_days=4 "$@" >"$scratch/told" 2>"$scratch/said"
	echo $?
}

"$build/generate_region" --clients 30 --days 10 --tightness 60 --seed 5 "$scratch/region" >/dev/null || exit 2

for rule in 'spread 0' 'due 1'; do
	read -r births from <<<"$rule"
	rm -rf "$scratch/longer" "$scratch/month"
	expect "status of one night more, $rule" 0 \
		"$(nights longer 9 --set "births=$births" --set "expected_from=$from")"
	expect "status, $rule" 0 "$(nights month 8 --set "births=$births" --set "expected_from=$from")"
	expect "one night more changes none before it, $rule" '' \
		"$(diff <(head -n 9 "$scratch/longer/nights.csv") "$scratch/month/nights.csv")"
	counted=$(python3 tests/reference/recount_nights.py "$scratch/month" "$scratch/longer" "$scratch/told")
	expect "counted anew, $rule" '' "$(grep -v '^seen ' <<<"$counted")"
	# Of what is counted the run has some, or the comparison says nothing.
	seen='given missed_ill nobody_first nobody_first_two minimum_short not_in_first_plan came_first'
	[ "$from" -gt 0 ] || seen="$seen missed_unborn"
	for what in $seen; do
		expect "some $what, $rule" yes \
			"$(awk -v what="$what" '$2 == what && $3 > 0 { print "yes" }' <<<"$counted")"
	done
	[ "$from" = 0 ] || expect "none is held on the day itself, $rule" 0 \
		"$(awk '$2 == "missed_unborn" { print $3 }' <<<"$counted")"
done

# The comparison of rules adds up what nights tells.
python3 tools/bench/nights.py --program "$kraamplan" --work "$scratch/work" --nights 2 --seeds 1 --absence 20 \
	--effort 1 --set horizon_days=4 "$scratch/region" >"$scratch/compared" 2>&1
expect 'rules that are compared' 'due 0,due 1,due 2,spread 0,spread 1,spread 2' \
	"$(awk '$1 == "spread" || $1 == "due" { print $1, $2 }' "$scratch/compared" | sort | paste -sd ,)"
rm -rf "$scratch/month"
expect 'status of a rule alone' 0 "$(nights month 2 --seed 1 --set births=due --set expected_from=2)"
expect 'hours given of a rule alone' "$(awk -F, 'NR > 1 { hours += $9 } END { printf "%.1f", hours }' \
	"$scratch/month/nights.csv")" "$(awk '$1 == "due" && $2 == 2 { print $3 }' "$scratch/compared")"
rm -rf "$scratch/month"

# In Dutch every column has its name.
rm -rf "$scratch/month"
expect 'status in Dutch' 0 "$(nights month 1 --dialect nl)"
for column in gegeven_uren gemist_ongeboren gemist_ziek gezinnen niemand_eerste gezinnen_twee \
	niemand_eerste_twee; do
	expect "$column" 1 "$(head -n 1 "$scratch/month/nights.csv" | tr -s ';\r' '\n' | grep -cx "$column")"
done
for column in eerste_dag eerste_twee_dagen minimum_uren minimum_tekort; do
	expect "$column" 1 "$(head -n 1 "$scratch/month/clients.csv" | tr -s ';\r' '\n' | grep -cx "$column")"
done

finish
