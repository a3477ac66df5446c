#!/bin/bash
# What must stay the same, or not get worse, when a region is told in another way or changed a little.
set -u
. tests/scripts/expect.sh
enter_scratch

# plan REGION FOLDER [OPTION]...: 0 and 1 are plans. With less work than usual, which changes nothing of what is held.
plan() {
	local region=$1 folder=$2
	shift 2
	"$kraamplan" plan "$region" -o "$folder" --quiet --effort 40 "$@" >/dev/null 2>said
	[ $? -le 1 ] || echo "plan of $region failed: $(tail -n 3 said)"
}

# same WHAT FILE FILE
same() {
	expect "$1" same "$(cmp -s "$2" "$3" && echo same || echo "different: $(diff "$2" "$3" | head -n 3)")"
}

# unmarked PLAN: its visits without the last column, which tells of the previous plan
unmarked() { sed 's/,[a-z]*$//' "$1/visits.csv"; }

# tier_values FOLDER: the values of the tiers in a line
tier_values() { tiers "$1" value; }
tiers() { grep -A 5 '"name"' "$1/summary.json" | sed -n "s/.*\"$2\": \([^,]*\),*/\1/p" | paste -sd ' '; }

# no_worse WHAT BEFORE AFTER: compares values in the order of the tiers, as far as both plans are proven
no_worse() {
	expect "$1" 'no worse' "$(paste -d ' ' <(tier_values "$2" | tr ' ' '\n') <(tier_values "$3" | tr ' ' '\n') \
		<(tiers "$2" proven | tr ' ' '\n') <(tiers "$3" proven | tr ' ' '\n') |
		awk '$2 < $1 - 1e-6 { exit }
			$2 > $1 + 1e-6 && ($4 == "true" || NR == 1) { print "worse:", $0; worse = 1; exit }
			$3 != "true" || $4 != "true" { exit }
			END { if (!worse) print "no worse" }')"
}

# shuffle REGION FOLDER SEED: the rows of every table in another order
shuffle() {
	mkdir "$2"
	cp "$1"/policy.ini "$2"
	for table in "$1"/*.csv; do
		head -n 1 "$table" >"$2/$(basename "$table")"
		tail -n +2 "$table" | awk -v seed="$3" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort -g |
			cut -f 2- >>"$2/$(basename "$table")"
	done
}

# move_postcodes REGION FOLDER STEP: every postcode so much further
move_postcodes() {
	cp -r "$1" "$2"
	awk -F, -v OFS=, -v step="$3" 'NR > 1 { $4 = substr($4, 1, 4) + step substr($4, 5) } { print }' \
		"$1/clients.csv" >"$2/clients.csv"
	awk -F, -v OFS=, -v step="$3" 'NR > 1 { $3 += step; $4 += step } { print }' \
		"$1/workareas.csv" >"$2/workareas.csv"
}

# columns_moved REGION FOLDER: the columns of availability.csv the other way round
columns_moved() {
	cp -r "$1" "$2"
	tr -d '\r' <"$1/availability.csv" | awk -F, -v OFS=, '{ print $3, $2, $1 }' >"$2/availability.csv"
}

for name in ample quarter guarantee; do
	region=$regions/$name
	cp -r "$region" "$name"
	rm -f "$name/optimum.json"
	plan "$name" "$name-plan"

	plan "$name" "$name-again"
	for file in visits.csv allocations.csv bottlenecks.csv summary.json; do
		same "$name: $file of a second run" "$name-plan/$file" "$name-again/$file"
	done
	plan "$name" "$name-jobs" --jobs 2
	for file in visits.csv allocations.csv bottlenecks.csv summary.json; do
		same "$name: $file with two jobs" "$name-plan/$file" "$name-jobs/$file"
	done

	shuffle "$name" "$name-shuffled" 7
	expect "$name: shuffled" different \
		"$(cmp -s "$name/clients.csv" "$name-shuffled/clients.csv" || echo different)"
	plan "$name-shuffled" "$name-shuffled-plan"
	same "$name: visits of shuffled rows" "$name-plan/visits.csv" "$name-shuffled-plan/visits.csv"
	same "$name: bottlenecks of shuffled rows" "$name-plan/bottlenecks.csv" "$name-shuffled-plan/bottlenecks.csv"
	same "$name: allocations of shuffled rows" <(sort "$name-plan/allocations.csv") \
		<(sort "$name-shuffled-plan/allocations.csv")
	columns_moved "$name" "$name-columns"
	plan "$name-columns" "$name-columns-plan"
	same "$name: visits with moved columns" "$name-plan/visits.csv" "$name-columns-plan/visits.csv"

	move_postcodes "$name" "$name-moved" 1000
	plan "$name-moved" "$name-moved-plan"
	expect "$name: moved" different "$(cmp -s "$name/clients.csv" "$name-moved/clients.csv" || echo different)"
	same "$name: visits with other postcodes" "$name-plan/visits.csv" "$name-moved-plan/visits.csv"
	expect "$name: values with other postcodes" "$(tier_values "$name-plan")" "$(tier_values "$name-moved-plan")"

	plan "$name" "$name-next" --previous "$name-plan"
	same "$name: visits with themselves as the previous plan" <(unmarked "$name-plan") <(unmarked "$name-next")
	plan "$name" "$name-dutch" --dialect nl
	plan "$name" "$name-after-dutch" --previous "$name-dutch"
	same "$name: visits after a previous plan in Dutch" "$name-next/visits.csv" "$name-after-dutch/visits.csv"
	expect "$name: rows in Dutch" "$(wc -l <"$name-plan/visits.csv")" "$(wc -l <"$name-dutch/visits.csv")"
	same "$name: summary in Dutch" "$name-plan/summary.json" "$name-dutch/summary.json"

	# One more caregiver, of the first provider, who may go everywhere that it goes.
	cp -r "$name" "$name-more"
	provider=$(sed -n '2s/,.*//p' "$name/workareas.csv")
	echo "K999,$provider,freelance," >>"$name-more/caregivers.csv"
	for day in 13 14 15 16 17 18 19; do echo "K999,2026-07-$day,8"; done >>"$name-more/availability.csv"
	plan "$name-more" "$name-more-plan"
	no_worse "$name: one more caregiver" "$name-plan" "$name-more-plan"

	# Wider areas for everyone.
	cp -r "$name" "$name-wide"
	awk -F, -v OFS=, 'NR > 1 { $3 = 1000; $4 = 9999 } { print }' "$name/workareas.csv" >"$name-wide/workareas.csv"
	plan "$name-wide" "$name-wide-plan"
	no_worse "$name: wider areas" "$name-plan" "$name-wide-plan"
	expect "$name: nobody is outside the widest area" 0 "$(grep -c '^area' "$name-wide-plan/bottlenecks.csv")"

	# Shorter days for everyone can only take away.
	cp -r "$name" "$name-less"
	awk -F, -v OFS=, 'NR > 1 && NR % 3 == 0 { $3 = 0 } { print }' \
		"$name/availability.csv" >"$name-less/availability.csv"
	plan "$name-less" "$name-less-plan"
	no_worse "$name: a third of the days back" "$name-less-plan" "$name-plan"

	# Confirmed visits for which there is no longer time enough: which are lifted is nobody's row order.
	shuffle "$name-less" "$name-less-shuffled" 3
	cp -r "$name-plan" "$name-plan-turned"
	{
		head -n 1 "$name-plan/visits.csv"
		tail -n +2 "$name-plan/visits.csv" | tac
	} >"$name-plan-turned/visits.csv"
	plan "$name-less" "$name-less-after" --previous "$name-plan" --confirmed 14
	plan "$name-less-shuffled" "$name-less-turned" --previous "$name-plan-turned" --confirmed 14
	expect "$name: lifted" yes "$(grep -q '"lifted": [1-9]' "$name-less-after/summary.json" && echo yes)"
	same "$name: confirmed visits of shuffled rows" "$name-less-after/visits.csv" "$name-less-turned/visits.csv"

	# Care given on the plan's first day, the next morning: what was planned for later stands.
	plan "$name" "$name-tomorrow" --date 2026-07-14 --previous "$name-plan"
	expect "$name: no visit before the plan date" 0 "$(grep -c '^2026-07-13' "$name-tomorrow/visits.csv")"
done
finish
