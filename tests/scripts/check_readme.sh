#!/bin/bash
# The console blocks of README.md, run from top to bottom in a folder like the project's top: "$ " begins a command,
# what follows is what it prints, standard error included; a line "..." stands for any lines.
# check_readme.sh --update rewrites what commands print, but where there is a "...": to be read before it is committed.
set -u
update=${1:-}
build=$(realpath "$(dirname "${KRAAMPLAN:-build/kraamplan}")")
top=$(pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
ln -s "$build" build
ln -s "$top/tools" tools
mkdir said
passed=0
failed=0

# fits WANTED FOUND: line by line, "..." for any number of lines
fits() {
	awk -v wanted="$1" '
		BEGIN { while ((getline line < wanted) > 0) want[++count] = line; at = 1 }
		{ found[++rows] = $0 }
		function fit(i, j) {
			if (i > count) return j > rows
			if (want[i] == "...") return fit(i + 1, j) || (j <= rows && fit(i, j + 1))
			return j <= rows && want[i] == found[j] && fit(i + 1, j + 1)
		}
		END { exit !fit(1, 1) }' "$2"
}

# run_last: runs the command that has been read, and compares
run_last() {
	[ -n "$command" ] || return
	bash -c "$command" >said/found 2>&1 </dev/null
	if [ "$update" = --update ] && ! grep -qx '\.\.\.' said/wanted; then
		cp said/found said/wanted
	fi
	cat said/wanted >>said/README.md
	if fits said/wanted said/found; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "README.md: $ $command"
		diff said/wanted said/found
	fi
	command=
}

command=
inside=no
while IFS= read -r line; do
	case $inside$line in
	'no```console') inside=yes ;;
	'yes```')
		run_last
		inside=no
		;;
	'yes$ '*)
		run_last
		command=${line#'$ '}
		: >said/wanted
		;;
	yes*)
		printf '%s\n' "$line" >>said/wanted
		continue
		;;
	esac
	printf '%s\n' "$line" >>said/README.md
done <"$top/README.md"
[ "$update" != --update ] || cp said/README.md "$top/README.md"
[ $((passed + failed)) != 0 ] || echo "README.md has no console block"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
