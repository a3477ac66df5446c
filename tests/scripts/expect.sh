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
