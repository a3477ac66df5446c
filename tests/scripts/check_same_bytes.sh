#!/bin/bash
# The same plan, byte for byte, from a program of another compiler and optimisation that may fuse multiplications with
# additions, and beside a C library that may not.
set -u
. tests/scripts/expect.sh
build=$(realpath "${BUILD:-build}")
kraamplan=$(realpath "${KRAAMPLAN:-build/kraamplan}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The compiler that did not make the program, where there are two.
compiler=${CC:-cc}
other=clang
"${compiler%% *}" --version | grep -qi clang && other=gcc
command -v "$other" >/dev/null && compiler=$other
optimise=-O1
grep -qw fma /proc/cpuinfo && optimise='-O1 -mfma'

# Small enough for the integer programs, and too large for them.
cp -r tests/regions/tight "$scratch/small"
"$build/generate_region" --clients 40 --seed 7 "$scratch/large" >/dev/null || exit 1

# plan NAME PROGRAM [VARIABLE=VALUE]: plans both regions
plan() {
	for region in small large; do
		env "${@:3}" "$2" plan "$scratch/$region" -o "$scratch/$region-$1" --effort 10 --quiet 2>/dev/null
		expect "$1, $region: there is a plan" yes "$([ -s "$scratch/$region-$1/visits.csv" ] && echo yes)"
	done
}

# expect_same NAME: as the program at hand plans it
expect_same() {
	for region in small large; do
		expect "$1, $region: files that differ" '' "$(diff -rq "$scratch/$region-here" "$scratch/$region-$1")"
	done
}

plan here "$kraamplan"
if env -u MAKEFLAGS -u MAKELEVEL make -s --no-print-directory -j2 CC="$compiler" OPTIMISE="$optimise" SANITIZE= \
	BUILD="$build/same-bytes" "$build/same-bytes/kraamplan"; then
	plan other "$build/same-bytes/kraamplan"
	expect_same other
else
	expect "$compiler $optimise" built 'not built'
fi
# Its logarithm, for one, is another function where the processor has no fused operations.
plan library "$kraamplan" GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2
expect_same library
finish
