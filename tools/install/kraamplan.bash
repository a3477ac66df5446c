# Completion of kraamplan for bash. tests hold its options against kraamplan --help.
# shellcheck shell=bash

_kraamplan() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' word
	local options='--policy --set --date --dialect --jobs --quiet --verbose --help --version'

	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in
		plan | check | nightly | audit | explain | whatif | risk | nights | merge | key)
			command=$word && break
			;;
		esac
	done
	case $previous in
	--dialect)
		mapfile -t COMPREPLY < <(compgen -W 'en nl' -- "$current")
		return
		;;
	--policy | --key | --areas-before)
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return
		;;
	--set)
		# The keys of [plan] and [safety] in policy.ini.
		local keys='plan_date unit_minutes legal_minimum_hours digital_cap_hours min_visit_hours max_visit_hours
			care_days travel_minutes max_caregivers continuity_percent max_days_in_a_row mediation digital
			order first_day_weight births expected_from confirmed_days horizon_days max_loss_percent
			set_aside_rows'
		compopt -o nospace
		mapfile -t COMPREPLY < <(compgen -S = -W "$keys" -- "$current")
		return
		;;
	--date | --effort | --insurer | --jobs | -j) return ;;
	--from | --to) return ;;
	--draws | --seed | --absence | --shard | --nights | --confirmed) return ;;
	esac
	case $command in check | nightly | explain | key) ;; *) options="$options --output" ;; esac
	case $command in plan | nightly | audit | risk | merge | '') options="$options --force" ;; esac
	case $command in plan | audit | explain | '') options="$options --previous" ;; esac
	case $command in plan | nightly | whatif | risk | nights | '') options="$options --effort" ;; esac
	case $command in nightly | '') options="$options --accept-losses" ;; esac
	case $command in audit | '') options="$options --insurer --key --areas-before --archive --from --to" ;; esac
	case $command in whatif | '') options="$options --base" ;; esac
	case $command in whatif | risk | '') options="$options --resume --shard" ;; esac
	case $command in risk | '') options="$options --draws" ;; esac
	case $command in risk | nights | '') options="$options --seed --absence" ;; esac
	case $command in nights | '') options="$options --nights" ;; esac
	case $command in plan | nightly | nights | '') options="$options --confirmed" ;; esac
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
	elif [ -z "$command" ]; then
		mapfile -t COMPREPLY < <(
			compgen -W 'plan check nightly audit explain whatif risk nights merge key' -- "$current"
		)
	elif [ "$command" = whatif ] || [ "$command" = key ]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	else
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
	fi
}

complete -o filenames -F _kraamplan kraamplan
