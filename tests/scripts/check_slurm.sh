#!/bin/bash
# tools/slurm on a cluster of its own: munged, slurmctld and two slurmd on loopback, as processes of this test, in a
# temporary folder, as root or as anybody. What an array makes is what one run on one machine makes, byte for byte, also
# when a node fails on the way.
set -u
. tests/scripts/expect.sh
for command in munged slurmctld slurmd sbatch; do
	PATH=$PATH:/usr/sbin command -v $command >/dev/null || {
		echo "skipped: there is no $command (tools/build/install-packages slurm)"
		exit 0
	}
done
export PATH=$PATH:/usr/sbin
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
export KRAAMPLAN=$kraamplan
generate=$(realpath "$(dirname "$kraamplan")/generate_region")
postcodes=$(realpath tools/generate/data/pc4.csv)
submit=$(realpath tools/slurm/submit)
scratch=$(mktemp -d)
cd "$scratch" || exit 2
export SLURM_CONF=$scratch/slurm.conf
# Slurm may load a library of its own into what it starts, before that of a sanitizer.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
# Names of their own: what runs on a node is found by them, and other clusters may be at work on this machine.
nodes=("one$$" "two$$")

# marked VARIABLE=VALUE: every process that was started with this in its environment
marked() { grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }

# with_steps PROCESS...: these, and each slurmstepd above one of them, which hides its environment
with_steps() {
	local process parent name
	for process in "$@"; do
		echo "$process"
		parent=$(sed -n 's/^PPid:\t//p' "/proc/$process/status")
		read -r name <"/proc/$parent/comm" && [ "$name" = slurmstepd ] && echo "$parent"
	done 2>/dev/null
}

# All are stopped first: a slurmstepd must not live to tell that its script was killed, for then nothing is run anew.
kill_marked() {
	local signal processes
	mapfile -t processes < <(marked "$1")
	mapfile -t processes < <(with_steps "${processes[@]}")
	for signal in STOP KILL; do kill -s $signal "${processes[@]}" 2>/dev/null; done
}

cleanup() {
	kill_marked "SLURM_CONF=$SLURM_CONF"
	wait
	rm -rf "$scratch"
} 2>/dev/null
trap cleanup EXIT
trap 'exit 143' INT TERM

# until_true COMMAND...: waits for it, at most five minutes
until_true() {
	local end=$((SECONDS + 300))
	until "$@" >/dev/null 2>&1; do
		if [ $SECONDS -ge $end ]; then
			echo "in vain: $*"
			return 1
		fi
		sleep 0.2
	done
}

free_port() {
	while (exec 3<>"/dev/tcp/$address/$1") 2>/dev/null; do set -- $(($1 + 1)); done
	echo "$1"
}

start_node() {
	SLURMD_NODENAME=$1 slurmd -D -N "$1" >/dev/null 2>&1 &
	disown
}

nodes_idle() { [ "$(timeout 10 sinfo --noheader --states=idle --format=%D)" = 2 ]; }

start_cluster() {
	local host address only='' user control first second
	host=$(uname -n)
	host=${host%%.*}
	# Where this machine's name is on loopback, as Debian has it, nothing else is listened on.
	address=$(getent ahostsv4 "$host" | sed 's/ .*//;q')
	case $address in
	127.*) only=CommunicationParameters=NoInAddrAny,NoCtldInAddrAny ;;
	*) address=127.0.0.1 ;;
	esac
	user=$(id -un)
	control=$(free_port $((10000 + $$ % 20000)))
	first=$(free_port $((control + 1)))
	second=$(free_port $((first + 1)))
	head -c 1024 /dev/urandom >key
	chmod 400 key
	mkdir state
	# Beside what two slurmd on one machine need: a node that is back may work again; a task waits but cred_expire
	# until it runs anew; and the scheduler has little patience.
	cat >slurm.conf <<END
ClusterName=kraamplan
SlurmctldHost=$host($address)
SlurmctldPort=$control
$only
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket,cred_expire=5
SlurmUser=$user
SlurmdUser=$user
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool-%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd-%n.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
NodeName=${nodes[0]} NodeHostname=$host NodeAddr=$address Port=$first CPUs=1
NodeName=${nodes[1]} NodeHostname=$host NodeAddr=$address Port=$second CPUs=1
PartitionName=night Nodes=ALL Default=YES State=UP
END
	# Found by itself it would have to be mounted, which it is not in every container.
	echo CgroupPlugin=cgroup/v1 >cgroup.conf
	munged --foreground --force --key-file=key --socket="$scratch/munge.socket" --seed-file="$scratch/seed" \
		--log-file="$scratch/munged.log" --pid-file="$scratch/munged.pid" >/dev/null 2>&1 &
	disown
	until_true test -S munge.socket || return
	slurmctld -D >/dev/null 2>&1 &
	disown
	start_node "${nodes[0]}"
	start_node "${nodes[1]}"
	until_true nodes_idle
}

# working: whether kraamplan is at work on the second node
working() {
	local process
	for process in $(marked "SLURMD_NODENAME=${nodes[1]}"); do
		[ "$(cat "/proc/$process/comm" 2>/dev/null)" != kraamplan ] || return 0
	done
	return 1
}

# some_done: whether the plan of a region stands
some_done() { compgen -G 'planned.parts/status/*'; }

# has_draws: whether draws of risk are in hand on both nodes
has_draws() { [ "$(grep -l ,draw, risky.parts/part/*.partial/draws.csv 2>/dev/null | wc -l)" = 2 ]; }

# submit_and_fail CONDITION NAME ARGUMENT...: submits what makes NAME; once it is at work on the second node and the
# condition holds, the node fails: all its processes die at once, and it is marked down. Later it is back. Leaves what
# submit ends with in $status, and in $nodes_after on which nodes tasks ended that were run anew.
submit_and_fail() {
	local condition=$1 name=$2
	shift 2
	"$submit" "$@" -o "$name" --wait "${options[@]}" >said 2>&1 &
	local waiting=$! jobs
	until_true test -s "$name.parts/jobs"
	jobs=$(cat "$name.parts/jobs")
	until_true "$condition"
	until_true working
	kill_marked "SLURMD_NODENAME=${nodes[1]}"
	scontrol update nodename="${nodes[1]}" state=down reason='it failed'
	wait $waiting
	status=$?
	tail -v "$name".parts/log/* 2>/dev/null # nothing is left where all is well
	nodes_after=$(scontrol --oneliner show job "${jobs%,*}" | grep -v ' Restarts=0 ' | grep -o '\bNodeList=[^ ]*' |
		sort | paste -sd ' ')
	start_node "${nodes[1]}"
	until_true nodes_idle
}

if ! start_cluster; then
	tail -n 20 ./*.log
	echo "$passed passed, $((failed + 1)) failed"
	exit 1
fi

# left WORD: what stands in the scratch folder with this word in its name
left() { find . -mindepth 1 -maxdepth 1 -name "*$1*" -printf '%f\n' | sort | paste -sd ' '; }

# status_of COMMAND...: what it says goes to the file said
status_of() {
	"$@" >said 2>&1
	echo $?
}

# Wrong usage, and what must not be overwritten.
mkdir regions
for seed in 1 4 5 6 8; do
	"$generate" --postcodes "$postcodes" --clients 14 --seed $seed regions/r$seed >/dev/null || exit 2
done
expect 'status without a kind' 2 "$(status_of "$submit")"
expect 'status of a wrong kind' 2 "$(status_of "$submit" plan regions -o planned)"
expect 'status without a place' 2 "$(status_of "$submit" regions regions)"
expect 'status of a wrong number' 2 "$(status_of "$submit" regions regions -o planned --shards 0)"
expect 'status of too many inputs' 2 "$(status_of "$submit" risk regions/r1 regions/r2 -o planned)"
expect 'status of an option of kraamplan' 2 "$(status_of "$submit" regions regions -o planned --effort 10)"
expect 'status of what is not there' 4 "$(status_of "$submit" regions nowhere -o planned)"
expect 'status of what stands there' 4 "$(status_of "$submit" regions regions -o state)"
printf '%s\n' regions/r1 one/r1 >list
expect 'status of a name twice' 2 "$(status_of "$submit" regions list -o planned)"
expect 'status that sbatch refuses' 4 "$(SBATCH_PARTITION=none status_of "$submit" regions regions -o planned)"
expect 'left behind by all that' '' "$(left planned)"

# Five regions on two nodes, of which one fails.
options=(-- --effort 10)
mkdir one-by-one
worst=0
for region in regions/*; do
	"$kraamplan" plan "$region" -o "one-by-one/${region#*/}" --quiet --effort 10 2>/dev/null
	status=$?
	[ $status -le $worst ] || worst=$status
done
submit_and_fail some_done planned regions regions --shards 2
expect 'regions: exit code' $worst $status
expect 'regions: nodes of tasks run anew' "NodeList=${nodes[0]}" "$nodes_after"
expect 'regions: difference' '' "$(diff -r one-by-one planned 2>&1)"
expect 'regions: left behind' 'planned' "$(left planned)"

# Draws of a region.
options=(-- --draws 120 --seed 3 --absence 7.5)
status_of "$kraamplan" risk regions/r1 -o draws "${options[@]:1}" >worst
submit_and_fail has_draws risky risk regions/r1 --shards 2
expect 'risk: exit code' "$(cat worst)" $status
expect 'risk: nodes of tasks run anew' "NodeList=${nodes[0]}" "$nodes_after"
expect 'risk: difference' '' "$(diff -r draws risky 2>&1)"
expect 'risk: left behind' 'risky' "$(left risky)"

# Scenarios of a region, for a Dutch spreadsheet; no node fails.
cat >scenarios.ini <<END
[closed]
mediation = no
[summer]
births = +20%
[hired]
like = summer
caregivers = +2
END
options=(-- --effort 10 --dialect nl)
status_of "$kraamplan" whatif regions/r5 scenarios.ini -o apart "${options[@]:1}" >worst
expect 'whatif: exit code' "$(cat worst)" \
	"$(status_of "$submit" whatif regions/r5 scenarios.ini -o other --shards 2 --wait "${options[@]}")"
expect 'whatif: difference' '' "$(diff -r apart other 2>&1)"
expect 'whatif: left behind' 'other' "$(left other)"

# A task that fails holds up the result; once mended, only it is done again. A region that is rejected holds up nothing.
mkdir bad
echo nonsense >bad/clients.csv
printf '%s\n' regions/r5 bad regions/r6 >list
options=(-- --effort 10 --policy policy.ini)
expect 'status where a task fails' 4 "$(status_of "$submit" regions list -o some --wait "${options[@]}")"
expect 'left behind where a task fails' 'some.parts' "$(left some)"
expect 'status without --resume' 4 "$(status_of "$submit" regions list -o some "${options[@]}")"
expect 'status of another submission' 4 "$(status_of "$submit" regions list -o some --resume)"
cp regions/r1/policy.ini .
expect 'status with a region rejected' 3 "$(status_of "$submit" regions list -o some --wait --resume "${options[@]}")"
expect 'left behind with a region rejected' 'some some.parts' "$(left some)"
expect 'regions that are planned' 'r5 r6' "$(cd some && echo *)"
expect 'plan beside the one rejected' '' "$(diff -r one-by-one/r5 some/r5 2>&1)"
expect 'told about the one rejected' 1 "$(grep -c 'bad: rejected' some.parts/log/merge.log)"

finish
