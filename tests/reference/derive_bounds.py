#!/usr/bin/env python3
"""The bounds of a plan, derived from its certificate as output/FORMAT.md says: derive_bounds.py REGION PLAN

Written from the documents alone, as somebody could who trusts nobody: it shares nothing with the program. Prints a
line for each tier: its name, the bound derived, the bound that summary.json tells, and `same` or
`different`. Ends with 1 if any is different.
"""
import csv
import datetime
import io
import json
import math
import os
import sys
from collections import defaultdict
from fractions import Fraction

TERM = 5354228880
PRICE = 2 ** 28
STEPS_MOST = 10 ** 12
WEIGHT = 2 ** 20
FOREVER = float("inf")
# Chances of a birth so many days from the due date: from 21 before it to 14 after.
CURVE = [round(100000 * math.exp(-d * d / 200)) for d in range(-21, 15)]

DUTCH = {
    "client": "client_id", "aanbieder": "provider", "verzekeraar": "insurer", "uitgerekende_datum": "due_date",
    "geboortedatum": "birth_date", "aanmelddatum": "registered_on", "geindiceerde_uren": "indicated_hours",
    "medische_uren": "medical_hours", "minimum_uren": "minimum_hours", "afgeziene_uren": "declined_hours",
    "digitale_uren": "digital_hours", "digitaal_akkoord": "digital_consent", "thuis_vanaf": "home_from",
    "zorgdagen": "care_days", "kraamverzorgende": "caregiver_id", "dienstverband": "employment",
    "max_uren_week": "max_hours_week", "datum": "date", "uren": "hours", "soort": "kind", "vast": "pin",
    "postcode_van": "postcode_from", "postcode_tot": "postcode_to", "regel": "record", "trede": "tier",
    "eerdere_trede": "earlier_tier", "klasse": "class", "bedrag": "amount", "verwacht_op": "expected_on", "van": "from",
    "tot": "to", "garantie": "guarantee", "geldig_van": "valid_from", "geldig_tot": "valid_to",
    "bevestigd": "confirmed", "bestand": "file",
}
WORDS = {
    "ja": "yes", "true": "yes", "waar": "yes", "y": "yes", "j": "yes", "1": "yes", "loondienst": "employee",
    "zzp": "freelance", "bezoek": "visit", "digitaal": "digital", "moet": "must", "nooit": "never",
    "gewicht": "weight", "prijs": "price", "klasse": "class", "aanwezigheid": "presence", "medisch": "medical",
    "gegarandeerd": "guaranteed", "overig": "remaining", "achterwacht": "standby", "werk": "work", "nee": "no",
    "false": "no", "onwaar": "no", "n": "no", "0": "no",
}


def rows(folder, name, aside=frozenset()):
    """The rows of a table but those that are set aside, by the line on which they begin."""
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    with open(path, "rb") as file:
        content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    reader, table, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator), [], 1
    for row in reader:
        if line not in aside:
            table.append(row)
        line = reader.line_num + 1
    heading = [cell.strip().lower().replace(" ", "_").replace("-", "_") for cell in table[0]]
    heading = [DUTCH.get(name, name) for name in heading]
    return [defaultdict(str, zip(heading, (cell.strip() for cell in row))) for row in table[1:] if any(row)]


def word(text):
    return WORDS.get(text.lower(), text.lower())


def day(text):
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return datetime.date(*parts) if parts[0] > 31 else datetime.date(*reversed(parts))


def number(text):
    return Fraction(text.replace(",", ".")) if text else Fraction(0)


def next_day(date):
    return date + datetime.timedelta(days=1)


class Night:
    """The region and the plan, in planning units."""

    def __init__(self, region, plan):
        with open(os.path.join(plan, "summary.json"), encoding="utf-8") as file:
            self.summary = json.load(file)
        self.policy = self.summary["policy"]
        self.unit = self.policy["unit_minutes"]
        self.start = day(self.policy["plan_date"])
        self.tiers = self.policy["order"]
        self.shortest = self.units(self.policy["min_visit_hours"])
        self.longest = self.units(self.policy["max_visit_hours"])
        self.travel = self.policy["travel_minutes"] // self.unit
        self.aside = defaultdict(set)
        for row in rows(plan, "set_aside.csv"):
            self.aside[row["file"]].add(int(row["line"] or row["record"]))  # regel is either
        self.read_caregivers(region)
        self.read_deliveries(region)
        self.read_pins(region, plan)
        registered = rows(region, "clients.csv", self.aside["clients.csv"])
        self.expect_births(registered)
        self.clients = [client for client in map(self.client, registered) if client]
        self.read_plan(plan)

    def units(self, hours):
        return int(Fraction(str(hours).replace(",", ".") or 0) * 60 // self.unit)

    def read_caregivers(self, region):
        self.caregivers = {row["caregiver_id"]: row for row in rows(region, "caregivers.csv")}
        exact = defaultdict(Fraction)
        self.absences = defaultdict(list)
        for row in rows(region, "absences.csv", self.aside["absences.csv"]):
            self.absences[row["caregiver_id"]].append((day(row["from"]), day(row["to"]) or datetime.date.max))
        for row in rows(region, "availability.csv", self.aside["availability.csv"]):
            whose, date = row["caregiver_id"], day(row["date"])
            if date < self.start or self.is_absent(whose, date):
                continue
            if word(row["kind"] or "work") == "work":
                exact[whose, date] += number(row["hours"])
        self.available = {key: self.units(hours) for key, hours in exact.items()}
        self.roster_end = max((date for (_, date), units in self.available.items() if units > 0), default=None)
        self.areas = defaultdict(list)
        for row in rows(region, "workareas.csv"):
            whose = ("own", row["caregiver_id"]) if row["caregiver_id"] else ("provider", row["provider"])
            if (day(row["valid_from"]) or self.start) <= self.start <= (day(row["valid_to"]) or self.start):
                self.areas[whose].append((int(row["postcode_from"]), int(row["postcode_to"]), row["insurer"]))
            else:
                self.areas[whose] += []
        self.contracts = None
        if os.path.exists(os.path.join(region, "contracts.csv")):
            contracts = rows(region, "contracts.csv")
            self.contracts = {(row["provider"], row["insurer"]) for row in contracts}
            self.guaranteeing = {(row["provider"], row["insurer"]) for row in contracts
                                 if word(row["guarantee"] or "yes") == "yes"}

    def is_absent(self, caregiver, date):
        return any(first <= date <= last for first, last in self.absences[caregiver])

    def read_deliveries(self, region):
        self.received = defaultdict(Fraction)
        self.week_used = defaultdict(Fraction)
        self.worked = set()
        for row in rows(region, "deliveries.csv"):
            kind, date = word(row["kind"]), day(row["date"])
            if kind in ("visit", "ligdag", "digital"):
                self.received[row["client_id"], "digital" if kind == "digital" else "physical"] += number(row["hours"])
            if kind in ("visit", "partus") and row["caregiver_id"]:
                self.week_used[row["caregiver_id"], date.isocalendar()[:2]] += number(row["hours"])
                self.worked.add((row["caregiver_id"], date))

    def read_pins(self, region, plan):
        """The planner's pins; and visits that the plan before confirmed, with their hours, as the plan tells."""
        self.musts, self.nevers = {}, set()
        for row in rows(region, "pins.csv", self.aside["pins.csv"]):
            if word(row["pin"]) == "never":
                self.nevers.add((row["client_id"], row["caregiver_id"], day(row["date"])))
            elif day(row["date"]) >= self.start:
                length = self.units(row["hours"]) if row["hours"] else None
                self.musts[row["client_id"], day(row["date"])] = (row["caregiver_id"], length)
        for row in rows(plan, "visits.csv"):
            if word(row["confirmed"]) == "yes":
                self.musts[row["client_id"], day(row["date"])] = (row["caregiver_id"], self.units(row["hours"]))

    def expect_births(self, registered):
        """The day on which each unborn child is expected, by client."""
        self.expected, numbers = {}, defaultdict(int)
        unborn = [row for row in registered if not row["birth_date"]]
        for row in sorted(unborn, key=lambda row: row["client_id"].encode()):
            due, told = day(row["due_date"]), day(row["expected_on"])
            number_of_due = numbers[due]
            numbers[due] += 1
            late = (self.start - due).days
            if told is not None and told >= self.start:
                date = told
            elif self.policy["births"] == "due" or late > 14:
                date = due
            else:
                epoch = (due - datetime.date(1970, 1, 1)).days
                share = (2 ** 31 + epoch * 3242174889 + number_of_due * 2447445414) % 2 ** 32
                curve = {d: CURVE[d + 21] for d in range(max(-21, late), 15)}
                total, passed = sum(curve.values()), 0
                for d, weight in curve.items():
                    passed += weight
                    if passed * 2 ** 32 > share * total:
                        break
                date = due + datetime.timedelta(days=d)
            first = self.start + datetime.timedelta(days=self.policy["expected_from"])
            self.expected[row["client_id"]] = max(date, first)

    def client(self, row):
        born = day(row["birth_date"]) or self.expected[row["client_id"]]
        home = max(born, day(row["home_from"]) or born)
        count = int(row["care_days"] or self.policy["care_days"])
        days = [born + datetime.timedelta(days=offset) for offset in range(count)]
        days = [date for date in days if date >= max(self.start, home)]
        horizon = self.policy["horizon_days"]
        if not days or (horizon and home >= self.start + datetime.timedelta(days=horizon)):
            return None
        if self.roster_end is not None and home > self.roster_end:
            return None
        client = {"key": row["client_id"], "provider": row["provider"], "insurer": row["insurer"], "days": days,
                  "postcode": int(row["postcode"][:4]), "home": home}
        wanted = max(0, self.units(row["indicated_hours"]) - self.units(row["declined_hours"] or 0))
        minimum = min(self.units(row["minimum_hours"] or self.policy["legal_minimum_hours"]), wanted)
        medical = min(self.units(row["medical_hours"] or 0), wanted - minimum)
        rest = wanted - minimum - medical
        guarantee = self.policy["guarantee"].get(row["insurer"])
        registered = day(row["registered_on"])
        early = (guarantee is not None and registered is not None
                 and 40 - Fraction((day(row["due_date"]) - registered).days, 7) < Fraction(str(guarantee))
                 and (self.contracts is None or (row["provider"], row["insurer"]) in self.guaranteeing))
        physical = self.units(self.received[row["client_id"], "physical"])
        digital = self.units(self.received[row["client_id"], "digital"])
        left = max(0, wanted - physical - digital)
        room = 0
        if word(row["digital_consent"]) == "yes":
            room = min(self.units(self.policy["digital_cap_hours"]), self.units(row["digital_hours"] or 0))
        shortest = min(self.shortest, left)
        client.update(minimum=minimum, medical=medical, rest=rest, physical=physical, digital=digital, left=left,
                      shortest=shortest, room=max(0, min(room - digital, rest - digital, left)),
                      first=self.policy["first_day_weight"] if days[0] == home else 1)
        visits = min(len(days), left // shortest) if left else 0
        client["presence"] = visits - 1 + client["first"] if visits else 0
        client["demand"] = {"minimum": minimum, "presence": client["presence"], "medical": medical,
                            "guaranteed": rest if early else 0, "remaining": 0 if early else rest}
        return client

    def may_serve(self, caregiver, client, date):
        row = self.caregivers[caregiver]
        def inside(spans):
            return any(low <= client["postcode"] <= high and insurer in ("", client["insurer"])
                       for low, high, insurer in spans)
        if not inside(self.areas.get(("provider", row["provider"]), [])):
            return False
        if ("own", caregiver) in self.areas and not inside(self.areas["own", caregiver]):
            return False
        if row["provider"] != client["provider"]:
            if self.policy["mediation"] != "yes":
                return False
            if self.contracts is not None and (row["provider"], client["insurer"]) not in self.contracts:
                return False
        return not {(client["key"], caregiver, date), (client["key"], caregiver, None)} & self.nevers

    def read_plan(self, plan):
        given, points, digital = defaultdict(int), defaultdict(int), defaultdict(int)
        weights = {(client["key"], client["days"][0]): client["first"] for client in self.clients}
        for row in rows(plan, "visits.csv"):
            given[row["client_id"]] += self.units(row["hours"])
            points[row["client_id"]] += weights.get((row["client_id"], day(row["date"])), 1)
        for row in rows(plan, "allocations.csv"):
            digital[row["client_id"]] = self.units(row["digital_hours"] or 0)
        self.values = {tier: sum(term(client, tier, given[client["key"]], points[client["key"]],
                                      digital[client["key"]]) for client in self.clients) for tier in self.tiers}


def term(client, tier, units, points, digital):
    """T of a client who is given so much."""
    demand = client["demand"][tier]
    if not demand:
        return 0
    physical = client["physical"] + units
    if tier == "presence":
        short = max(0, demand - points)
    elif tier == "minimum":
        short = max(0, demand - physical)
    elif tier == "medical":
        short = min(demand, max(0, client["minimum"] + demand - physical))
    else:
        beyond = max(0, physical - client["minimum"] - client["medical"])
        short = max(0, demand - beyond - client["digital"] - digital)
    return short * short * TERM // demand


def in_prices(amount):
    return amount * PRICE // TERM


class Certificate:
    def __init__(self, night, plan):
        self.weights, self.prices, self.members = {}, defaultdict(dict), defaultdict(list)
        for row in rows(plan, "certificate.csv"):
            record, tier = word(row["record"]), word(row["tier"])
            if record == "class":
                self.members[row["class"]].append(row["caregiver_id"])
            elif record == "weight":
                self.weights[tier, word(row["earlier_tier"])] = int(row["amount"])
            else:
                key = (row["class"], day(row["date"]), night.units(row["hours"]))
                self.prices[tier][key] = int(row["amount"])
        self.class_of = {caregiver: name for name, members in self.members.items() for caregiver in members}
        for caregiver in night.caregivers:
            if caregiver not in self.class_of:
                self.class_of[caregiver] = ""
                self.members[""].append(caregiver)
        self.longest = defaultdict(int)
        for (caregiver, date), units in night.available.items():
            key = (self.class_of[caregiver], date)
            self.longest[key] = max(self.longest[key], units)


def offers(night, certificate, client):
    """For each care day the classes that may serve her then."""
    for date in client["days"]:
        yield date, [name for name, members in certificate.members.items()
                     if any(night.may_serve(caregiver, client, date) for caregiver in members)]


def floor(night, certificate, client, tier):
    """T with the longest visit allowed on every care day."""
    days, extra = [], 0
    for date, classes in offers(night, certificate, client):
        longest = min(night.longest, max((certificate.longest[name, date] for name in classes), default=0))
        if longest >= client["shortest"] > 0:
            days.append(longest)
            extra += client["first"] - 1 if date == client["days"][0] else 0
    units = min(client["left"], sum(days))
    return term(client, tier, units, min(client["presence"], len(days) + extra),
                min(client["room"], client["left"] - units))


def day_choices(night, certificate, client, tier):
    """For each care day a table: length of a visit -> its price; and whether the visit is a must."""
    prices = certificate.prices[tier]
    lengths = range(client["shortest"], min(night.longest, client["left"]) + 1)
    if client["left"] < night.shortest:
        lengths = [client["left"]]
    for date, classes in offers(night, certificate, client):
        must = night.musts.get((client["key"], date))
        if must:
            name = certificate.class_of[must[0]]
            able = [u for u in ([must[1]] if must[1] else lengths) if certificate.longest[name, date] >= u]
            yield {u: prices.get((name, date, u), 0) for u in able}, True
            continue
        choices = {}
        for u in lengths:
            able = [prices.get((name, date, u), 0) for name in classes if certificate.longest[name, date] >= u]
            if u > 0 and able:
                choices[u] = min(able)
        yield choices, False


def cost(night, certificate, client, tier, rules, spares):
    limits = {e: in_prices(floor(night, certificate, client, e) + spares[e]) for e in spares}
    states = {(0, 0): 0}
    for number_of_day, (choices, must) in enumerate(day_choices(night, certificate, client, tier)):
        worth = client["first"] if number_of_day == 0 else 1
        following = {} if must else dict(states)
        for (points, units), paid in states.items():
            for length, price in choices.items():
                state, total = (points + worth, units + length), paid + price
                fits = state[0] <= client["presence"] and state[1] <= client["left"]
                if fits and total < following.get(state, FOREVER):
                    following[state] = total
        states = following
    best = FOREVER
    for (points, units), paid in states.items():
        digital = min(client["room"], client["left"] - units)
        terms = {e: in_prices(term(client, e, units, points, digital)) for e in spares}
        if any(terms[e] > limits[e] for e in spares):
            continue
        paid += in_prices(term(client, tier, units, points, digital))
        paid += sum(terms[e] * certificate.weights.get((tier, e), 0) // WEIGHT for e in spares if e not in rules)
        best = min(best, paid)
    return best


def earnings(night, certificate, caregiver, tier):
    name = certificate.class_of[caregiver]
    row = night.caregivers[caregiver]
    own = defaultdict(dict)
    for (whose, date, units), price in certificate.prices[tier].items():
        if whose == name and price > 0 and units > 0:
            own[date][units] = price
    dates = [date for date in own if night.available.get((caregiver, date), 0) > 0]
    if not dates:
        return 0
    limit = night.policy["max_days_in_a_row"] if word(row["employment"]) == "employee" else 0
    in_a_row, date = 0, night.start
    while limit and (caregiver, date - datetime.timedelta(days=1)) in night.worked:
        in_a_row, date = in_a_row + 1, date - datetime.timedelta(days=1)
    states, date, last = {(in_a_row, 0): 0}, night.start, max(dates)
    while date <= last:
        if date.isocalendar()[2] == 1:
            fresh = {}
            for (run, _), earned in states.items():
                fresh[run, 0] = max(fresh.get((run, 0), -1), earned)
            states = fresh
        room = FOREVER
        if row["max_hours_week"]:
            used = night.week_used[caregiver, date.isocalendar()[:2]]
            room = night.units(max(0, number(row["max_hours_week"]) - used))
        # best[work]: most that visits and the travel between them can bring in so many units.
        best = {0: 0}
        for work in range(1, night.available.get((caregiver, date), 0) + 1):
            found = [price + best[before] for units, price in own[date].items()
                     for before in ([work - units - night.travel] if work > units + night.travel else [])
                     if best.get(before, 0) > 0]
            found += [price for units, price in own[date].items() if units == work]
            if found:
                best[work] = max(found)
        following = {}
        for (run, used), earned in states.items():
            for work, brings in best.items():
                state = (run + 1 if work and limit else 0, used + work)
                if state[1] <= room and not (work and limit and state[0] > limit):
                    following[state] = max(following.get(state, -1), earned + brings)
        states, date = following, next_day(date)
    return max(states.values())


def lift(night, tier, terms):
    """To the least that a value can be: a whole multiple of one part of all demands' least common multiple."""
    steps = math.lcm(*(client["demand"][tier] or 1 for client in night.clients))
    return terms if steps > STEPS_MOST else max(terms, -(-terms * steps // TERM) * TERM // steps)


def bound(night, certificate, tier):
    """In hours, or points."""
    spares, rules = {}, set()
    for e in night.tiers[:night.tiers.index(tier)]:
        spares[e] = night.values[e] - sum(floor(night, certificate, client, e) for client in night.clients)
        if spares[e] <= 0:
            rules.add(e)
    total = sum(cost(night, certificate, client, tier, rules, spares) for client in night.clients)
    total -= sum(earnings(night, certificate, caregiver, tier) for caregiver in night.caregivers)
    for e in spares:
        if e not in rules:
            value = -(-night.values[e] * PRICE // TERM)
            total -= -(-value * certificate.weights.get((tier, e), 0) // WEIGHT)
    terms = min(lift(night, tier, max(0, total) * TERM // PRICE), night.values[tier])
    return Fraction(terms, TERM) * (1 if tier == "presence" else Fraction(night.unit, 60))


def compare(night, plan):
    """For each tier what summary.json tells of it, the bound derived in billionths, and whether it is the one told."""
    certificate = Certificate(night, plan)
    for told in night.summary["tiers"]:
        found = bound(night, certificate, told["name"])
        if Fraction(str(told["value"])) - found > Fraction(1, 10 ** 6):
            found = Fraction(found * 10 ** 5 // 1, 10 ** 5)
        billionths = found * 10 ** 9 // 1
        yield told, billionths, billionths == Fraction(str(told["bound"])) * 10 ** 9


def main():
    different = False
    for told, billionths, same in compare(Night(sys.argv[1], sys.argv[2]), sys.argv[2]):
        different = different or not same
        print(f"{told['name']:10} {billionths / 10 ** 9:.9f} {told['bound']:.9f}",
              "same" if same else "different")
    return different


if __name__ == "__main__":
    sys.exit(main())
