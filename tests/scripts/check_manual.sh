#!/bin/bash
# Manual page and completion know every option of --help, and no other; both know every command and policy key.
set -u
kraamplan=${KRAAMPLAN:-build/kraamplan}
passed=0
failed=0

# same WHAT EXPECTED FOUND
same() {
	if [ -n "$2" ] && [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1:"
		diff <(echo "$2") <(echo "$3")
	fi
}

long_options() { grep -oE -- '--[a-z][a-z-]*' | sort -u; }

help=$("$kraamplan" --help | long_options)
manual=$(sed -n '/^\.Sh OPTIONS/,/^\.Sh FILES/p' tools/install/kraamplan.1 | grep '^\.It Fl' |
	grep -oE 'Fl \\-[a-z\\-]+' | sed 's/Fl \\-/--/; s/\\-/-/g' | sort -u)
completion=$(grep "options=" tools/install/kraamplan.bash | long_options)
same 'options of the manual page' "$help" "$manual"
same 'options of the completion' "$help" "$completion"

commands=$("$kraamplan" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort)
same 'commands of the manual page' "$commands" \
	"$(sed -n '/^\.Sh COMMANDS/,/^\.Sh OPTIONS/s/^\.It Cm \([a-z]*\).*/\1/p' tools/install/kraamplan.1 | sort)"
for command in $commands; do
	options=$("$kraamplan" "$command" --help | long_options)
	same "options of $command in the completion" "$options" "$(bash -c '
		. tools/install/kraamplan.bash
		COMP_WORDS=(kraamplan "$1" --) COMP_CWORD=2 COMPREPLY=()
		_kraamplan
		printf "%s\n" "${COMPREPLY[@]}" | sort -u' bash "$command")"
done

keys=$(sed -n '/^\.Sh POLICY/,/^\.Sh EXIT/s/^\.It Li \([a-z_]*\).*/\1/p' tools/install/kraamplan.1 | sort)
same 'policy keys of the completion' "$keys" "$(bash -c '
	. tools/install/kraamplan.bash
	compopt() { :; }
	COMP_WORDS=(kraamplan plan --set "") COMP_CWORD=3 COMPREPLY=()
	_kraamplan
	printf "%s\n" "${COMPREPLY[@]%=}" | sort -u')"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
