#!/bin/bash
# Every help that explain tells is written into the tables, as a planner would, and planned anew: the plan is better in
# the tier that the help is for, no earlier tier is worse, and audit accepts it.
set -u
exec python3 tests/reference/try_helps.py "${KRAAMPLAN:-build/kraamplan}" tests/golden/cases/explain-*/in/region \
	tests/regions/{ample,holes,pinned,quarter}
