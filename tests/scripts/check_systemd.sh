#!/bin/bash
# The units that are installed: systemd knows every word of them, and lets the service do little.
set -u
. tests/scripts/expect.sh
if ! command -v systemd-analyze >/dev/null; then
	echo 'skipped: no systemd-analyze here'
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
units=$scratch/lib/systemd/system

mkdir -p "$scratch/bin" "$units"
cp "${KRAAMPLAN:-build/kraamplan}" "$scratch/bin/kraamplan"
for unit in 'kraamplan@.service' 'kraamplan@.timer'; do
	sed "s|@PREFIX@|$scratch|" "tools/install/$unit" >"$units/$unit"
done
cd "$units" || exit 2
# A warning is a word that systemd passes over, so that what it should forbid is allowed. Other units are not ours.
expect 'what systemd says of the units' '' \
	"$(systemd-analyze --man=no verify ./kraamplan@.service ./kraamplan@.timer 2>&1 | grep kraamplan)"
if systemd-analyze security --help 2>/dev/null | grep -q -e --offline; then
	systemd-analyze security --offline=yes --threshold=20 ./kraamplan@.service >said 2>&1
	status=$?
	expect 'exposure of at most 2.0 of 10' 0 "$status"
	[ "$status" = 0 ] || tail -3 said
fi
finish
