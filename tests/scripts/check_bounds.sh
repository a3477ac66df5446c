#!/bin/bash
# The bounds that summary.json and an audit tell are those that output/FORMAT.md has anybody derive anew:
# of tests/regions, and of tiny regions at random, 60 of them; FULL=yes: 2,000.
set -u
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
for region in tests/regions/*; do
	name=$(basename "$region")
	dialect=en
	[ "$name" = dutch ] && dialect='nl'
	"$kraamplan" plan "$region" -o "$scratch/$name" --effort 1 --dialect $dialect --quiet 2>/dev/null
	"$kraamplan" audit "$region" "$scratch/$name" -o "$scratch/$name-audit" --quiet 2>/dev/null
	while read -r tier derived told verdict; do
		audited=$(python3 -c 'import json, sys
tiers = json.load(open(sys.argv[1] + "/audit.json"))["tiers"]
print("%.9f" % next(t["derived_bound"] for t in tiers if t["name"] == sys.argv[2]))' "$scratch/$name-audit" "$tier")
		if [ "$verdict" = same ] && [ "$derived" = "$audited" ]; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "$name: $tier: derived $derived, audited $audited, told $told"
		fi
	done < <(python3 tests/reference/derive_bounds.py "$region" "$scratch/$name")
done
tiny=60
[ "${FULL:-}" != yes ] || tiny=2000
while read -r count verdict rest; do
	case "$verdict" in
	passed,) passed=$((passed + count)) failed=$((failed + ${rest%% *})) ended=yes ;;
	*) echo "$count $verdict $rest" ;;
	esac
done < <(python3 tests/reference/tiny_bounds.py "$kraamplan" $tiny)
[ "${ended:-}" = yes ] || failed=$((failed + 1))
# Nothing derived is nothing shown.
[ "$passed" -ge 45 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
