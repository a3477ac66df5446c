#!/usr/bin/env python3
"""Counts anew what nights come to: recount_nights.py NIGHTS LONGER TOLD

NIGHTS is a folder of `kraamplan nights`, LONGER one of a run of one night more and else the same: its last tables tell
what happened on the last day of NIGHTS. TOLD is what NIGHTS printed. Prints a line for each figure that differs, and
`seen NAME COUNT` for what there was to count. No horizon, care days, units or minimum other than those of the policy
are known here but for the columns of clients.csv.
"""
import csv
import datetime
import os
import sys
from decimal import Decimal

DAY = datetime.timedelta(days=1)


def read(*parts):
    with open(os.path.join(*parts), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def whole_units(hours):
    return Decimal(int(hours * 2)) / 2


class Nights:
    def __init__(self, nights, longer):
        self.rows, self.clients = read(nights, "nights.csv"), read(nights, "clients.csv")
        self.visits, self.tables, self.status = [], [], {}
        for number in range(1, len(self.rows) + 1):
            self.visits.append(read(nights, str(number), "visits.csv"))
            self.tables.append(os.path.join(longer, "tables", str(number + 1)))
            for row in read(nights, str(number), "allocations.csv"):
                self.status.setdefault(row["client_id"], []).append(row["status"])
        self.last = {row["client_id"]: row for row in read(self.tables[-1], "clients.csv")}
        self.first_date = day(self.rows[0]["date"])
        self.made = {}  # (client, date): hours
        self.seen = {}

    def see(self, name, count):
        self.seen[name] = self.seen.get(name, 0) + count

    def compare(self, what, told, found):
        if Decimal(told or 0) != found:
            print(f"{what}: told {told}, found {found}")

    def born(self, client):
        return day(self.last[client]["birth_date"])

    def care(self, client):
        """First day at home, and the day after the last care day; None while she is expected."""
        birth, row = self.born(client), self.last[client]
        if birth is None:
            return None, None
        return max(birth, day(row["home_from"]) or birth), birth + int(row["care_days"] or 8) * DAY

    def count_day(self, number):
        row, date = self.rows[number], day(self.rows[number]["date"])
        works = {(shift["caregiver_id"], shift["date"]) for shift in read(self.tables[number], "availability.csv")}
        counts = {"given": 0, "given_hours": Decimal(0), "missed_unborn": 0, "missed_ill": 0}
        for visit in self.visits[number]:
            if visit["date"] != row["date"]:
                continue
            birth = self.born(visit["client_id"])
            if birth is None or birth > date:
                counts["missed_unborn"] += 1
            elif (visit["caregiver_id"], visit["date"]) not in works:
                counts["missed_ill"] += 1
            else:
                counts["given"] += 1
                counts["given_hours"] += Decimal(visit["hours"])
                self.made[visit["client_id"], date] = Decimal(visit["hours"])
        for name, count in counts.items():
            self.compare(f"night {number + 1} {name}", row[name], count)
            self.see(name, count)

    def came(self, client, date):
        return (client, date) in self.made

    def count_first_days(self, number):
        row, date = self.rows[number], day(self.rows[number]["date"])
        counts = {"families": 0, "nobody_first": 0, "families_two": 0, "nobody_first_two": 0}
        for client in self.last:
            home, end = self.care(client)
            if home == date and date < end:
                counts["families"] += 1
                counts["nobody_first"] += not self.came(client, date)
                self.see("came_first", self.came(client, date))
            elif home == date - DAY and home >= self.first_date and date < end:
                counts["families_two"] += 1
                counts["nobody_first_two"] += not self.came(client, home) and not self.came(client, date)
        for name, count in counts.items():
            self.compare(f"night {number + 1} {name}", row[name], count)
            self.see(name, count)

    def count_clients(self):
        given = {}
        for row in read(self.tables[-1], "deliveries.csv"):
            kinds = given.setdefault(row["client_id"], {"physical": Decimal(0), "digital": Decimal(0)})
            if row["kind"] != "partus":
                kinds["digital" if row["kind"] == "digital" else "physical"] += Decimal(row["hours"])
        after = day(self.rows[-1]["date"]) + DAY
        listed = {row["client_id"]: row for row in self.clients}
        for client, row in self.last.items():
            home, end = self.care(client)
            planned = [status in ("planned", "unreachable") for status in self.status[client]]
            counted = any(planned) or (home is not None and self.first_date <= home < min(after, end))
            if counted != (client in listed):
                print(f"{client}: listed {client in listed}, found {counted}")
            if not counted or client not in listed:
                continue
            told, had = listed[client], given.get(client, {"physical": Decimal(0), "digital": Decimal(0)})
            wanted = whole_units(Decimal(row["indicated_hours"])) - whole_units(Decimal(row["declined_hours"] or 0))
            least = min(wanted, Decimal(row["minimum_hours"] or 24))
            physical = whole_units(had["physical"])
            self.compare(f"{client} wanted", told["wanted_hours"], wanted)
            self.compare(f"{client} minimum", told["minimum_hours"], least)
            self.compare(f"{client} short", told["minimum_short"], max(Decimal(0), least - physical))
            self.compare(f"{client} received", told["received_hours"], physical + whole_units(had["digital"]))
            if (told["promised_hours"] == "") == planned[0]:
                print(f"{client}: promised {told['promised_hours']}, in the first plan: {planned[0]}")
            if (told["ended"] == "yes") != (end is not None and end <= after):
                print(f"{client}: ended {told['ended']}, on {end}")
            self.compare_first(client, told, home, end, after)
            self.see("minimum_short", told["ended"] == "yes" and physical < least)
            self.see("not_in_first_plan", not planned[0])

    def compare_first(self, client, told, home, end, after):
        first = two = ""
        if home is not None and self.first_date <= home < min(after, end):
            first = "yes" if self.came(client, home) else "no"
        if first and home + DAY < min(after, end):
            two = "yes" if first == "yes" or self.came(client, home + DAY) else "no"
        if (told["first_day"], told["first_two_days"]) != (first, two):
            print(f"{client}: first days {told['first_day']}/{told['first_two_days']}, found {first}/{two}")

    def compare_words(self, text):
        ended = [row for row in self.clients if row["ended"] == "yes"]
        hours = [sum(Decimal(row[name] or 0) for row in ended)
                 for name in ("wanted_hours", "minimum_hours", "promised_hours", "received_hours")]
        short = sum(Decimal(row["minimum_short"]) for row in ended)
        for words in (f"{self.seen['given']} visits given, {self.seen['given_hours'].normalize():f} h; on the day "
                      f"itself {self.seen['missed_unborn']} found no child and {self.seen['missed_ill']} had a "
                      f"caregiver who was ill",
                      f"{self.seen['nobody_first']} of {self.seen['families']} families saw nobody on the first day "
                      f"at home, {self.seen['nobody_first_two']} of {self.seen['families_two']} on the first two",
                      f"{len(ended)} clients whose care has ended",
                      "hours " + " ".join(f"{value.normalize():f} h" for value in hours),
                      f"{self.seen['minimum_short']}, by {short.normalize():f} h"):
            if words not in text:
                print(f"not told: {words}")


def main():
    nights = Nights(sys.argv[1], sys.argv[2])
    for number in range(len(nights.rows)):
        nights.count_day(number)
        nights.count_first_days(number)
    nights.count_clients()
    with open(sys.argv[3], encoding="utf-8") as file:
        nights.compare_words(" ".join(file.read().split()))
    for name, count in nights.seen.items():
        print(f"seen {name} {count}")


if __name__ == "__main__":
    main()
