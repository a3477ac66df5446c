#!/bin/bash
# A citizen number in any dress, in any cell of any table and any file of a plan that is read: refused, and repeated
# nowhere, neither in what is said nor in what is written.
set -u
. tests/scripts/expect.sh
enter_scratch
cp -r "$regions/short" region
"$kraamplan" plan region -o earlier --quiet --effort 10 --set max_visit_hours=5 2>/dev/null
"$kraamplan" plan region -o plan --quiet --effort 10 --previous earlier 2>/dev/null
dresses=('111222333' 'BSN 111222333' '111-222-333' '111.222.333' "'111222333" '111222333.0' '1112 22 333')

# repeated: whether the number stands in what was said or written
repeated() {
	mkdir -p written
	find said warned written -type f -exec cat {} + | tr -cd '0-9\n' | grep -c 111222333
}

# put FILE COLUMN TEXT: into the first row; a column that is not there is added, and "heading" is the heading itself
put() {
	python3 - "$@" <<'END'
import csv, sys
path, column, text = sys.argv[1:]
with open(path, newline="", encoding="utf-8-sig") as f:
    rows = list(csv.reader(f))
if column == "heading":
    rows[0].append(text)
elif column in rows[0]:
    rows[1][rows[0].index(column)] = text
else:
    rows[0].append(column)
    rows[1].append(text)
with open(path, "w", newline="", encoding="utf-8") as f:
    csv.writer(f).writerows(rows)
END
}

for dress in "${dresses[@]}"; do
	for place in clients.csv:note clients.csv:client_id clients.csv:group clients.csv:indicated_hours \
		clients.csv:due_date clients.csv:heading caregivers.csv:caregiver_id availability.csv:opmerking \
		workareas.csv:provider deliveries.csv:note contracts.csv:provider; do
		rm -rf bad written && cp -r region bad
		[ -e "bad/${place%:*}" ] || continue
		put "bad/${place%:*}" "${place#*:}" "$dress"
		"$kraamplan" plan bad -o written --effort 10 >said 2>warned
		expect "status with $dress in $place" 3 $?
		expect "$dress in $place, told" yes "$(grep -q 'citizen number' warned && echo yes || echo no)"
		expect "$dress in $place, repeated" 0 "$(repeated)"
	done
	for place in visits.csv:client_id visits.csv:note allocations.csv:status allocations.csv:note \
		caregivers.csv:provider bottlenecks.csv:explanation bottlenecks.csv:heading changes.csv:because_of \
		certificate.csv:caregiver_id; do
		rm -rf bad written && cp -r plan bad
		put "bad/${place%:*}" "${place#*:}" "$dress"
		"$kraamplan" audit region bad --previous earlier -o written >said 2>warned
		expect "audit with $dress in $place" 5 $?
		expect "audit with $dress in $place, repeated" 0 "$(repeated)"
	done
done

# Row by row in a file that is read as a previous plan, and by explain.
for dress in "${dresses[@]}"; do
	rm -rf bad written && cp -r plan bad
	put bad/visits.csv note "$dress"
	"$kraamplan" plan region -o written --previous bad --effort 10 >said 2>warned
	expect "plan after $dress" 3 $?
	expect "plan after $dress, repeated" 0 "$(repeated)"
	"$kraamplan" explain region bad >said 2>warned
	expect "explain of $dress" 3 $?
	expect "explain of $dress, repeated" 0 "$(repeated)"
done

# summary.json: a text, a number, a name.
for change in 's["version"] = "BSN 111222333"' 's["counts"]["clients"] = 111222333' 's["counts"]["111-222-333"] = 1' \
	's["inputs"][0]["file"] = "111.222.333"' 's["counts"]["clients"] = 111222333.0'; do
	rm -rf bad written && cp -r plan bad
	python3 -c "import json
s = json.load(open('bad/summary.json'))
$change
json.dump(s, open('bad/summary.json', 'w'))"
	"$kraamplan" audit region bad --previous earlier -o written >said 2>warned
	expect "audit with $change" 5 $?
	expect "audit with $change, repeated" 0 "$(repeated)"
	"$kraamplan" explain region bad >said 2>warned
	expect "explain with $change" 3 $?
	expect "explain with $change, repeated" 0 "$(repeated)"
done

# A row that is set aside is not told either.
rm -rf bad written && cp -r region bad
put bad/clients.csv note 111-222-333
"$kraamplan" plan bad -o written --effort 10 --set safety.set_aside_rows=5 >said 2>warned
expect 'number in a row that is set aside' 0 "$(repeated)"
finish
