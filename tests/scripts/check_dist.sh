#!/bin/bash
# make dist: the committed tree and nothing else, the same bytes from two folders; and objects that do not tell in which
# folder they were compiled.
set -u
. tests/scripts/expect.sh
command -v git >/dev/null || {
	echo 'skipped: there is no git'
	exit 0
}
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" != "$(pwd -P)" ]; then
	echo 'skipped: this folder is no repository that git may read'
	exit 0
fi
# What the make above would hand down is not meant for these.
unset MAKEFLAGS MFLAGS MAKELEVEL
top=$PWD
name=kraamplan-$(sed -n 's/^#define PROGRAM_VERSION "\(.*\)"$/\1/p' planner/base/version.h)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
second=another/folder/with/a/longer/name

# Another folder, other settings of git, other times and rights of files; and what is not committed.
git clone --quiet "$top" one && git clone --quiet "$top" $second || exit 2
git -C one config tar.umask 0077
echo 'not committed' >one/planner/leftover.c
echo '/* nor this */' >>one/planner/main.c
touch -d 2001-02-03 $second/README.md
expect 'what make dist says' "build/$name.tar.gz" "$(make -s -C one --no-print-directory dist 2>&1)"
(umask 077 && make -s -C $second dist >/dev/null)
archive=$scratch/one/build/$name.tar.gz
expect 'difference of the archives' '' "$(cmp "$archive" "$second/build/$name.tar.gz" 2>&1)"
tar -tzf "$archive" | grep -v '/$' | sed "s|^$name/||" | sort >packed
expect 'difference from what is committed' '' "$(git -C one ls-files | sort | diff - packed | head -n 5)"
expect 'owners' root/root "$(tar -tvzf "$archive" | awk '{ print $2 }' | sort -u)"
expect 'a source that was changed' '' \
	"$(diff <(git -C one show HEAD:planner/main.c) <(tar -xzOf "$archive" "$name/planner/main.c") | head -n 5)"

# Built out of the archive, as somebody does who has no git.
objects=(build/planner/base/day.o build/planner/plan/values.o build/input/text/field.o build/output/folder/sink.o)
mkdir here there-and-far-away
for folder in here there-and-far-away; do
	tar -xzf "$archive" -C $folder
	make -s -C "$folder/$name" CC="${CC:-cc}" "${objects[@]}" || exit 2
done
for object in "${objects[@]}"; do
	expect "difference of $object" '' "$(cmp "here/$name/$object" "there-and-far-away/$name/$object" 2>&1)"
	expect "$object names its folder" 0 "$(grep -c "$scratch" "here/$name/$object")"
done
finish
