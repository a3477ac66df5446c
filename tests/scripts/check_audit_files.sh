#!/bin/bash
# A file of a plan that cannot be read, or not to its end, never passes an audit; all that is wrong in it is counted.
set -u
. tests/scripts/expect.sh
enter_scratch
cp -r "$regions/short" region
"$kraamplan" plan region -o earlier --quiet --effort 10 --set max_visit_hours=5 2>/dev/null
"$kraamplan" plan region -o plan --quiet --effort 10 --previous earlier 2>/dev/null

# audited WHAT: the status of an audit of bad/, printed in said, written to audit/
audited() {
	rm -rf audit
	"$kraamplan" audit region bad --previous earlier -o audit >said 2>warned
	echo $?
}

# passes FILE: whether audit.json, then the verdict for people, lets the file pass
passes() {
	python3 -c 'import json, sys
print(*(f["pass"] for f in json.load(open("audit/audit.json"))["files"] if f["file"] == sys.argv[1]))' "$1"
	sed -n "s/^ *\([^ ]*\) *$1\$/\1/p" said
}

rm -rf bad && cp -r plan bad
expect 'status of a good plan' 0 "$(audited)"
for file in visits.csv allocations.csv caregivers.csv bottlenecks.csv certificate.csv changes.csv summary.json; do
	expect "$file of a good plan" 'True pass' "$(passes $file | paste -sd ' ')"
done
for file in visits.csv allocations.csv caregivers.csv bottlenecks.csv certificate.csv changes.csv summary.json; do
	rm -rf bad && cp -r plan bad
	printf 'stray"quote",,,\n' >>bad/$file
	expect "status of a stray quote in $file" 5 "$(audited)"
	expect "$file with a stray quote" no "$(passes $file | grep -qi 'true\|pass' && echo yes || echo no)"
	expect "$file with a stray quote, told to people" 1 "$(grep -c "FAIL  $file" said)"

	rm -rf bad && cp -r plan bad
	rm bad/$file && mkdir bad/$file
	expect "status of $file as a folder" 5 "$(audited)"
	expect "$file as a folder" no "$(passes $file | grep -qi 'true\|pass' && echo yes || echo no)"
	expect "$file as a folder, told to people" 1 "$(grep -c "FAIL  $file" said)"

	# The system itself does not give it, also not to root.
	rm -rf bad && cp -r plan bad
	ln -sf $file bad/$file
	expect "status of $file that cannot be opened" 4 "$(audited)"
	expect "verdict on $file that cannot be opened" '' "$(cat said)"
	expect "folder for $file that cannot be opened" no "$([ -e audit ] && echo yes || echo no)"

	rm -rf bad && cp -r plan bad
	rm bad/$file
	case $file in
	visits.csv | allocations.csv) expect "status without $file" 4 "$(audited)" ;;
	*)
		expect "status without $file" 5 "$(audited)"
		expect "without $file" 'False FAIL' "$(passes $file | paste -sd ' ')"
		;;
	esac
done

# Of changes nothing is said where the previous plan is not at hand, but that they are not judged; a plan without a
# previous one has none.
rm -rf bad && cp -r plan bad
sed -i '2s/,[^,]*$/,later/' bad/changes.csv
expect 'status of changes that are not so' 5 "$(audited)"
expect 'changes that are not so' 'False FAIL' "$(passes changes.csv | paste -sd ' ')"
"$kraamplan" audit region bad >said 2>warned
expect 'status without the previous plan' 0 $?
expect 'changes without the previous plan' 1 "$(grep -c '^ *-  *changes.csv$' said)"
"$kraamplan" plan region -o alone --quiet --effort 10 2>/dev/null
expect 'changes of a plan without a previous one' no "$([ -e alone/changes.csv ] && echo yes || echo no)"
cp plan/changes.csv alone
"$kraamplan" audit region alone >said 2>warned
expect 'status of changes of no previous plan' 5 $?
expect 'changes of no previous plan' 1 "$(grep -c 'FAIL  changes.csv' said)"

# A file that is missing from a plan that breaks a rule besides.
rm -rf bad && cp -r plan bad
sed -i '2d' bad/visits.csv
sed -i '2s/^[0-9]*-[0-9]*-[0-9]*,\([^,]*\),\([^,]*\),[^,]*/2026-07-13,\1,\2,23/' bad/visits.csv
rm bad/bottlenecks.csv
expect 'status of a broken rule without reasons' 5 "$(audited)"
expect 'reasons that are missing' 'False FAIL' "$(passes bottlenecks.csv | paste -sd ' ')"

# More errors than are listed: each counts.
rm -rf bad && cp -r plan bad
for i in $(seq 1200); do echo "2026-07-14,nobody$i,nobody,3,,no,no"; done >>bad/visits.csv
expect 'status of many errors' 5 "$(audited)"
expect 'errors of 1,200 rows with two strangers each' 2400 \
	"$(python3 -c 'import json; print(json.load(open("audit/audit.json"))["findings"]["reading"])')"
finish
