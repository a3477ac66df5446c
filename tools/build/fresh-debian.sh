#!/bin/bash
# Tries the two commands of the README on a fresh Debian 12: installs a minimal one into a temporary folder, clones the
# committed state of the project into it, runs `make demo` as root, which installs what the program needs and no more,
# and `make check` as somebody else, for whom root has installed what the tests need (`make packages`). Needs root and
# debootstrap. The mirror is the one that apt of this machine uses.
set -eu
suite=bookworm
top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/tools/build/install-packages" fresh
if [ "$(id -u)" != 0 ]; then
	echo "fresh-debian: needs root, for chroot" >&2
	exit 1
fi

# shellcheck disable=SC2016 # apt-get fills these in, not the shell
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
	awk -v suite=$suite '$2 == suite { print $1; exit }')
if [ -z "$mirror" ]; then
	echo "fresh-debian: the settings of apt name no mirror of $suite to take a Debian 12 from" >&2
	exit 1
fi
root=$(mktemp -d)
chmod 755 "$root" # it becomes the / of others, too
cleanup() {
	umount "$root/dev/shm" "$root/proc" 2>/dev/null || true
	rm -rf --one-file-system "$root"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

echo "A minimal Debian 12 ($suite) in $root"
if ! debootstrap --variant=minbase --include=make $suite "$root" "$mirror" >"$root.log" 2>&1; then
	tail -n 20 "$root.log" >&2
	exit 1
fi
rm -f "$root.log"
mkdir -p "$root/dev/shm"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev/shm"
# How this machine reaches its mirror, should that need more than the address.
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99machine"
cp /etc/resolv.conf "$root/etc/resolv.conf"

git clone --quiet "$top" "$root/srv/kraamplan"
chroot "$root" useradd --create-home planner

inside() {
	chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 "$@"
}

# run_target TARGET USER
run_target() {
	echo "== make $1, as $2"
	local began=$SECONDS
	inside chown -R "$2" /srv/kraamplan
	inside runuser -u "$2" -- make -C /srv/kraamplan --no-print-directory "$1"
	echo "== make $1: $((SECONDS - began)) s"
}

run_target demo root
others=$(awk '!/^#/ && $2 != "build" { print $1 }' "$top/tools/build/packages")
for package in $others; do
	if inside dpkg-query -W "$package" >/dev/null 2>&1; then
		echo "fresh-debian: make demo has installed $package, which the program does not need" >&2
		exit 1
	fi
done
run_target packages root
run_target check planner
