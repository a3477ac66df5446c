#!/bin/bash
# Plans that are forged in all of their files at once, so that these agree, are rejected by audit or do no harm.
set -u
build=${BUILD:-build}
exec python3 tests/reference/forgeries.py "${KRAAMPLAN:-$build/kraamplan}" "$build/forge" "${FORGERIES:-150}"
