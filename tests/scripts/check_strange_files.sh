#!/bin/bash
# What is no file in the place of one: a pipe, a socket, a device, a folder. Nothing waits for it, and a word tells so.
set -u
. tests/scripts/expect.sh
enter_scratch
cp -r "$regions/short" region
printf '[more]\nbirths = +20%%\n' >scenarios.ini
"$kraamplan" plan region -o plan --quiet --effort 1 2>/dev/null
for k in 1 2; do "$kraamplan" risk region -o part$k --draws 2 --effort 1 --shard $k/2 --quiet 2>/dev/null; done

# strange KIND PATH: puts it there
strange() {
	rm -rf "$2"
	case $1 in
	pipe) mkfifo "$2" ;;
	socket) python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$2" ;;
	device) ln -s /dev/zero "$2" ;;
	folder) mkdir "$2" ;;
	esac
}

# said STATUSES COMMAND...: one of these statuses within ten seconds, and a word
said() {
	local statuses=$1 status
	shift
	timeout -s KILL 10 "$kraamplan" "$@" >said 2>warned </dev/null
	status=$?
	case " $statuses " in
	*" $status "*) [ "$(cat warned said | wc -c)" = 0 ] && echo 'without a word' || echo told ;;
	*) echo "status $status" ;;
	esac
}

for kind in pipe socket device folder; do
	for table in clients.csv caregivers.csv availability.csv workareas.csv contracts.csv deliveries.csv pins.csv \
		absences.csv policy.ini; do
		rm -rf bad && cp -r region bad && strange $kind bad/$table
		expect "$kind as $table" told "$(said 3 plan bad -o out --effort 1)"
		expect "$kind as $table: its name" 1 "$(grep -c "^$table: error: not a regular file" warned)"
	done
	for file in visits.csv allocations.csv; do
		rm -rf bad && cp -r plan bad && strange $kind bad/$file
		expect "$kind as $file of the plan before" told "$(said 3 plan region -o out --previous bad --effort 1)"
		expect "$kind as $file, explained" told "$(said 3 explain region bad)"
	done
	for file in visits.csv allocations.csv caregivers.csv bottlenecks.csv certificate.csv summary.json; do
		rm -rf bad && cp -r plan bad && strange $kind bad/$file
		expect "$kind as $file, audited" told "$(said 5 audit region bad)"
	done
	strange $kind odd
	expect "$kind as --policy" told "$(said '3 4' check region --policy odd)"
	expect "$kind as scenarios" told "$(said '3 4' whatif region odd -o out)"
	expect "$kind as --key" told "$(said '2 3 4' audit region plan --insurer 7085 --key odd -o out)"
	expect "$kind as --areas-before" told "$(said '3 4' audit region plan --areas-before odd -o out)"
	for file in draws.csv risk.json; do
		rm -rf bad && cp -r part1 bad && strange $kind bad/$file
		expect "$kind as $file of a part" told "$(said '3 4' merge bad part2 -o out)"
	done
	for file in draws.csv draws.sha256; do
		rm -rf run.partial && cp -r part1 run.partial && strange $kind run.partial/$file
		expect "$kind as $file of a journal" told \
			"$(said '3 4' risk region -o run --draws 2 --effort 1 --shard 1/2 --resume)"
	done
	expect "$kind: nothing is written" no "$([ -e out ] || [ -e run ] && echo yes || echo no)"
	rm -rf run.partial odd
done
finish
