#!/bin/bash
# Plans damaged in one place are rejected by audit, with the place named; plans as they are, accepted.
set -u
exec python3 tests/reference/mutants.py "${KRAAMPLAN:-build/kraamplan}" "${MUTANTS:-200}" 1
