# shellcheck shell=bash
# Sourced by tests/scripts/check_*.sh from the top of the project: what they count, and the line that they close with.
passed=0
failed=0

# expect WHAT VALUE FOUND
expect() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1: expected $2, found $3"
	fi
}

# finish: the last command of a script
finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}

# enter_scratch: a folder of one's own, which goes at the end. The program, regions and expect.py are found from there.
enter_scratch() {
	# shellcheck disable=SC2034 # for the script
	kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}") regions=$(realpath tests/regions)
	export PYTHONPATH=$PWD/tests/scripts PYTHONDONTWRITEBYTECODE=1
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
	cd "$scratch" || exit 2
}
