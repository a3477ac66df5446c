"""What the Python of tests/scripts/check_*.sh counts, and the line that it closes with; for bash: expect.sh."""
import csv
import sys

_counts = {True: 0, False: 0}


def expect(what, good):
    _counts[bool(good)] += 1
    if not good:
        print(what)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def finish():
    """The last call of a script."""
    print(f"{_counts[True]} passed, {_counts[False]} failed")
    sys.exit(_counts[False] != 0)
