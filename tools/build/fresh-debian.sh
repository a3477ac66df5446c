#!/bin/bash
# Tries the two commands of the README on a fresh Debian 12: installs a minimal one into a temporary folder, clones the
# committed state of the project into it, runs `make demo` as root, which installs the packages, and `make check` as
# somebody else, who may not. Needs root and debootstrap. The mirror is the one that this machine uses.
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
root=$(mktemp -d)
chmod 755 "$root" # it becomes the / of others, too
cleanup() {
	umount "$root/dev/shm" "$root/proc" 2>/dev/null || true
	rm -rf --one-file-system "$root"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

echo "A minimal Debian 12 ($suite) in $root"
mirror=${mirror:-http://deb.debian.org/debian}
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

for target in demo check; do
	user=root
	[ $target = demo ] || user=planner
	echo "== make $target, as $user"
	began=$SECONDS
	inside chown -R $user /srv/kraamplan
	inside runuser -u $user -- make -C /srv/kraamplan --no-print-directory $target
	echo "== make $target: $((SECONDS - began)) s"
done
