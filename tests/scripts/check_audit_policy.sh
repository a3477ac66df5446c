#!/bin/bash
# A plan is judged and explained by the policy and the date that it tells; what is told besides, or what the region says
# otherwise, stands in the first line.
set -u
. tests/scripts/expect.sh
enter_scratch
cp -r "$regions/guarantee" region
"$kraamplan" plan region -o plain --quiet --effort 1 2>/dev/null
"$kraamplan" plan region -o plan --quiet --effort 1 --date 2026-07-14 --set max_visit_hours=5 --set guarantee.7085=10 \
	--set order='minimum presence guaranteed medical remaining' --set digital=always 2>/dev/null

# first COMMAND [OPTION]...: exit status and first line of audit or explain of the plan
first() {
	"$kraamplan" "$1" region plan "${@:2}" >said 2>/dev/null
	echo "$? $(head -1 said)"
}

own='by the policy that the plan tells in summary.json, from 2026-07-1'
other="by another policy than the plan's, as told on the command line, from 2026-07-1"
differs="4; the region's own (policy.ini) differs in plan_date, max_visit_hours, digital, order, guarantee"
expect 'audit' "0 Judged ${own}$differs" "$(first audit)"
expect 'explain' "0 Explained ${own}$differs" "$(first explain)"
expect 'audit by another setting' "5 Judged ${other}4; the plan's own differs in max_visit_hours" \
	"$(first audit --set max_visit_hours=4)"
expect 'audit by another date' "5 Judged ${other}5; the plan's own differs in plan_date" \
	"$(first audit --date 2026-07-15)"
expect 'audit by another file' \
	"5 Judged ${other}3; the plan's own differs in plan_date, max_visit_hours, digital, order, guarantee" \
	"$(first audit --policy region/policy.ini --date 2026-07-13)"
expect 'audit by the same, told' \
	'0 Judged by the policy told on the command line, which is the plan'"'"'s own, from 2026-07-14' \
	"$(first audit --set max_visit_hours=5 --date 2026-07-14)"
expect 'explain by another setting' "Explained ${other}4; the plan's own differs in max_caregivers" \
	"$(first explain --set max_caregivers=4 | cut -d' ' -f2-)"

# In audit.json.
"$kraamplan" audit region plan -o audit --quiet 2>/dev/null
expect 'audit.json' "plan plan_date max_visit_hours digital order guarantee" "$(python3 -c '
import json
policy = json.load(open("audit/audit.json"))["policy"]
print(policy["from"], *policy["differs"])')"

# A plan of the region as it is.
mv plan set && mv plain plan
expect 'audit of a plan by policy.ini' "0 Judged ${own}3" "$(first audit)"
"$kraamplan" explain region plan >said 2>/dev/null
expect 'explain of it says nothing about it' 0 "$(grep -c Explained said)"
echo 'max_visit_hours = 4' >more.ini
cp region/policy.ini policy.ini
sed -i '/^\[plan\]/r more.ini' region/policy.ini
expect 'policy.ini changed since' "5 Judged ${own}3; the region's own (policy.ini) differs in max_visit_hours" \
	"$(first audit)"
echo 'nonsense = 4' >>region/policy.ini
expect 'policy.ini spoiled since' "5 Judged ${own}3; the region's own (policy.ini) cannot be read" "$(first audit)"
cp policy.ini region/policy.ini

# A summary without a policy that can be read.
for change in 's/"max_caregivers": [0-9]*/"max_caregivers": "many"/' 's/"max_caregivers"/"most_caregivers"/' \
	's/"plan_date": ".*"/"plan_date": "2026-07-32"/' 's/"policy"/"politics"/' '1d'; do
	sed -i.good "$change" plan/summary.json
	none='the policy of the region: summary.json of the plan tells none, from 2026-07-13'
	expect "audit after $change" "5 Judged by $none" "$(first audit)"
	expect "explain after $change" "Explained by $none" \
		"$(first explain | cut -d' ' -f2-)"
	mv plan/summary.json.good plan/summary.json
done
sed -i 's/"max_caregivers"/"most_caregivers"/' plan/summary.json
expect 'it is judged by what is told' "5 Judged ${other}3; summary.json of the plan tells none" \
	"$(first audit --date 2026-07-13)"
finish
