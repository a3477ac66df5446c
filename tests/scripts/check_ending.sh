#!/bin/bash
# However a run ends, a plan is there whole or not at all, and what stood there before still does.
set -u
. tests/scripts/expect.sh
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

# left: what stands in the scratch folder
left() { find . -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -sd ' '; }

# ended_by SIGNAL: the exit status of a run that gets this signal after half a second
ended_by() {
	set -m # otherwise what runs in the background ignores SIGINT, and so does kraamplan
	"$kraamplan" plan region -o plan --force --effort 100000 >/dev/null 2>&1 &
	sleep 0.5
	kill -s "$1" $!
	wait $! 2>/dev/null
	echo $?
}

"$generate" --postcodes "$postcodes" --clients 60 --seed 5 region >/dev/null || exit 2
"$generate" --postcodes "$postcodes" --clients 4 --seed 5 small >/dev/null || exit 2

expect 'status after SIGINT' 130 "$(ended_by INT)"
expect 'left behind by SIGINT' 'region small' "$(left)"
"$kraamplan" plan small -o plan --quiet 2>/dev/null
sum=$(cat plan/* | sha256sum)
expect 'status after SIGTERM' 143 "$(ended_by TERM)"
expect 'left behind by SIGTERM' 'plan region small' "$(left)"
expect 'status after SIGHUP' 129 "$(ended_by HUP)"
expect 'plan that stood there' "$sum" "$(cat plan/* | sha256sum)"

# Files may not grow beyond a block: the tables do not fit.
(ulimit -f 1; "$kraamplan" plan region -o full --quiet --effort 1 2>said)
expect 'status on a full disk' 4 $?
expect 'message on a full disk' 'full/visits.csv: File too large' "$(grep -o 'full/.*' said)"
expect 'left behind on a full disk' 'plan region said small' "$(left)"

"$kraamplan" plan small -o told >/dev/full 2>said
expect 'status where the summary cannot be told' 4 $?
expect 'message where the summary cannot be told' 1 "$(grep -c 'standard output: No space left' said)"
expect 'left behind where the summary cannot be told' 'plan region said small' "$(left)"
"$kraamplan" plan small -o told 2>/dev/null | true
expect 'status where nobody reads the summary' 0 "$((PIPESTATUS[0] / 2))"
expect 'plan where nobody reads the summary' 6 "$(find told -type f | wc -l)"
"$kraamplan" --help >/dev/full 2>said
expect 'status of help that nobody reads' 4 $?

"$kraamplan" plan small -o /proc/plan --quiet 2>/dev/null
expect 'status on a read-only target' 4 $?

# Too little memory, from next to nothing to nearly enough: an exit code of ours, and nothing left behind.
rm -rf told said
# The address sanitizer reserves more than that for itself.
[ "${SANITIZED:-}" = yes ] || for kilobytes in 3000 3500 4000 5000 6500 8000 12000 24000; do
	(ulimit -v $kilobytes; "$kraamplan" plan small -o memory --quiet 2>/dev/null)
	status=$?
	case $status in
	0 | 1) expect "plan within $kilobytes KB" 6 "$(find memory -type f | wc -l)" ;;
	4 | 127) expect "left behind within $kilobytes KB" 'plan region small' "$(left)" ;;
	*) expect "status within $kilobytes KB" '0, 1 or 4' $status ;;
	esac
	rm -rf memory
done

finish
