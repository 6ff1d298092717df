"""
Where the child was: what of a case is seen on a day, spells of care, the returns and how they ended, and the attempts to bring the child home.

Everything is worked out anew for the one day asked about; nothing that is dated after it exists.
"""
from days import ANY, agreed, both, birthday, births, day, either, no, plus_months
from risk import Replay

ORDERS = ("interim_care_order", "care_order", "placement_order")
LIKE_HOME = ("with_parents", "hospital", "temporary")


class Interval:
    def __init__(self, given, as_of, place):
        self.given, self.place = given, place
        self.start = day(given["from"]) if given.get("from") else ANY
        end = day(given["to"]) if given.get("to") else None
        self.end = None if end is not None and end > as_of else end

    def holds(self, on):
        if self.end is not None and on >= self.end:
            return False
        return None if self.start == ANY else self.start <= on


class Return:
    def __init__(self, given, place):
        self.given, self.place = given, place
        self.date = day(given["date"])
        self.end = self.outcome = None

    def stands(self, on):
        return self.date <= on and (self.end is None or on < self.end)


class Spell:
    def __init__(self, start, end):
        self.start, self.end, self.at_home_of = start, end, None


class Seen:
    """A case as it is seen on one day."""

    def __init__(self, case, as_of, days):
        self.case, self.as_of, self.warnings, self.days = case, as_of, [], days
        days[as_of], self.replays = self, {}
        self.attributes = case.get("attributes") or {}
        self.records = self.dated(case.get("records"))
        self.assessments = self.dated(case.get("assessments"))
        self.people = case.get("people")
        self.goals = case.get("goals")
        self.statuses = self.intervals("legal_statuses")
        self.placements = self.intervals("placements")
        self.care = self.intervals("care_periods")
        self.family_time = self.intervals("family_time")
        self.read_births()
        self.bridge(self.statuses, self.one_status, "code")
        self.bridge(self.placements, lambda a, b: a.given.get("type") is not None and a.given.get("type") == b.given.get("type"), "type")
        self.bridge(self.care, self.one_care, "kind")
        self.find_spells()
        self.find_returns()
        self.find_homes()
        self.find_attempts()

    def on(self, date):
        """The case as it is seen on another day."""
        if date not in self.days:
            self.days[date] = Seen(self.case, date, self.days)
        return self.days[date]

    def replay(self, until):
        """The level of risk as it stood on a day."""
        if until not in self.replays:
            self.replays[until] = Replay(self, until)
        return self.replays[until]

    def warn(self, code, at):
        if (code, at) not in self.warnings:
            self.warnings.append((code, at))

    def dated(self, given):
        """Records or assessments up to the day, by date and then as they stand; those without a date come last."""
        if given is None:
            return None
        out = [(day(one["date"]) if one.get("date") else ANY, index, one) for index, one in enumerate(given)]
        return [(date, one) for date, index, one in sorted((row for row in out if row[0] == ANY or row[0] <= self.as_of),
                                                           key=lambda row: (row[0] == ANY, row[0] if row[0] != ANY else 0, row[1]))]

    def intervals(self, member):
        if self.case.get(member) is None:
            return None
        out = [Interval(given, self.as_of, "/%s/%d" % (member, index)) for index, given in enumerate(self.case[member])]
        return [one for one in out if one.start == ANY or one.start <= self.as_of]

    # Births ------------------------------------------------------------------------------------------------------------------

    def read_births(self):
        child = (self.case.get("child") or {}).get("date_of_birth")
        self.child_born = births(child) if child else None
        if child and self.child_born[0] > self.as_of:
            self.child_born = None
            self.warn("implausible_date", "/child/date_of_birth")
        self.born = {}
        for index, person in enumerate(self.people or []):
            given = births(person["date_of_birth"]) if person.get("date_of_birth") else None
            if given and not self.plausible(person, given):
                self.warn("implausible_date", "/people/%d/date_of_birth" % index)
                given = None
            self.born[person["id"]] = given
        if self.child_born:
            for member, rows in (("legal_statuses", self.statuses), ("placements", self.placements), ("care_periods", self.care)):
                for one in rows or []:
                    if one.start != ANY and one.start < self.child_born[0]:
                        self.warn("implausible_date", one.place + "/from")

    def plausible(self, person, born):
        latest = plus_months(self.days.today, 10) if person.get("relation") == "sibling" else self.as_of
        if born[0] > latest:
            return False
        return not (person.get("relation") == "parent" and self.child_born and birthday(born[0], 10) > self.child_born[1])

    def aged(self, born, years, on):
        return None if born is None else agreed(birthday(one, years) <= on for one in (born[0], born[1]))

    def was_born(self, born, on):
        return True if born is None else agreed(one <= on for one in born)

    # Intervals ---------------------------------------------------------------------------------------------------------------

    @staticmethod
    def one_status(a, b):
        one, other = a.given.get("code"), b.given.get("code")
        return one is not None and (one == other or (one in ORDERS and other in ORDERS))

    def one_care(self, a, b):
        if a.given.get("kind", "care") != b.given.get("kind", "care"):
            return False
        return not any(a.end <= day(one["date"]) <= b.start for one in self.case.get("returns") or [] if day(one["date"]) <= self.as_of)

    def bridge(self, rows, one_kind, word):
        """A single day between two of one kind is none: the earlier one goes on over it. There is none where a third covers the day."""
        usual = {"kind": "care"}.get(word)

        def same(a, c):
            return a.given.get(word, usual) == c.given.get(word, usual)
        for a in rows or []:
            for b in rows:
                if a.end is None or b.start == ANY or b.start - a.end != 1 or not one_kind(a, b):
                    continue
                if not any(c is not a and c is not b and c.holds(a.end) and same(a, c) for c in rows):
                    self.warn("one_day_gap", b.place)
                    a.end = b.start
                    break

    def in_force(self, codes, on):
        if self.statuses is None:
            return None
        return either(*[both(None if one.given.get("code") is None else one.given["code"] in codes, one.holds(on)) for one in self.statuses])

    def placed(self, types, on):
        if self.placements is None:
            return False
        return either(*[both(None if one.given.get("type") is None else one.given["type"] in types, one.holds(on)) for one in self.placements])

    def in_care(self, on):
        if self.care is None:
            return None
        return either(*[both(one.given.get("kind", "care") != "short_break", one.holds(on)) for one in self.care])

    # Spells and returns ------------------------------------------------------------------------------------------------------

    def find_spells(self):
        self.spells = []
        rows = [one for one in self.care or [] if one.given.get("kind", "care") != "short_break" and one.start != ANY]
        for one in sorted(rows, key=lambda one: one.start):
            last = self.spells[-1] if self.spells else None
            if last and (last.end is None or one.start <= last.end):
                last.end = None if last.end is None or one.end is None else max(last.end, one.end)
            else:
                self.spells.append(Spell(one.start, one.end))

    def home_types(self):
        return LIKE_HOME + (("kinship_foster",) if self.attributes.get("destination") == "relatives" else ())

    def home_on(self, on):
        """Would a spell that begins on this day, while a return stands, be one at home? And because nothing is recorded?"""
        if self.placed(self.home_types(), on) is not False:  # one without a start may be in force
            return True, False
        nowhere = all(one.holds(on) is False for one in self.placements or [])
        quiet = nowhere and self.in_force(("interim_care_order", "care_order"), on) is True
        return quiet, quiet

    def broke_down_on(self, one, on):
        """Is the child seen to have left home on this day although nobody ended the return?"""
        if self.in_care(on) is not True or self.placed(self.home_types(), on) is not False:
            return False
        if any(spell.start == on for spell in self.spells) and not self.home_on(on)[0]:
            return True
        moved = any(place.start == on for place in self.placements or [])
        left = any(place.end == on and place.given.get("type") in self.home_types() for place in self.placements or [])
        return on > one.date and (moved or left)

    def find_returns(self):
        self.returns = None if self.case.get("returns") is None else []
        rows = [Return(given, "/returns/%d" % index) for index, given in enumerate(self.case.get("returns") or [])]
        rows = sorted((one for one in rows if one.date <= self.as_of), key=lambda one: one.date)
        for one in rows:
            if self.child_born and one.date < self.child_born[0]:
                self.warn("implausible_date", one.place + "/date")
            stated = day(one.given["ended_on"]) if one.given.get("ended_on") else None
            if stated is not None and stated <= self.as_of:
                one.end, one.outcome = stated, one.given.get("outcome")
        for one in self.as_one(rows):
            if any(other.stands(one.date) for other in self.returns):
                self.warn("return_while_standing", one.place)
                continue
            if len([other for other in rows if other.date == one.date]) > 1:
                self.warn("duplicate_return", one.place)
            if one.end is None:
                days = [on for on in range(one.date, self.as_of + 1) if on in self.turns() and self.broke_down_on(one, on)]
                if days:
                    one.end, one.outcome = days[0], "re_entered_care"
                    self.warn("return_not_ended", one.place)
            elif one.outcome is None:
                one.outcome = "re_entered_care" if self.in_care(one.end) is True else "other"
            self.returns.append(one)
        for spell in self.spells:
            for one in self.returns or []:
                if one.stands(spell.start):
                    home, quiet = self.home_on(spell.start)
                    if home:
                        spell.at_home_of = one
                    if quiet:
                        self.warn("placement_not_recorded", spell)

    @staticmethod
    def as_one(rows):
        """Entries of one date are one return: the earlier end counts, and an end before none."""
        kept = []
        for one in rows:
            if not kept or kept[-1].date != one.date:
                kept.append(one)
            elif one.end is not None and (kept[-1].end is None or one.end < kept[-1].end):
                kept[-1].end, kept[-1].outcome = one.end, one.outcome
            elif one.end is not None and one.end == kept[-1].end:
                kept[-1].outcome = kept[-1].outcome or one.outcome
        return kept

    def turns(self):
        """The days on which something of care or placement begins or ends."""
        rows = (self.placements or []) + (self.care or [])
        return {one.start for one in rows} | {one.end for one in rows} | {spell.start for spell in self.spells}

    def standing(self, on):
        return any(one.stands(on) for one in self.returns or [])

    def find_homes(self):
        """Since when the child, in care, is placed with parents while no return stands; only if for more than a week."""
        self.home_since, first, on = None, None, self.as_of
        while self.in_care(on) is True and self.placed(LIKE_HOME, on) is True and not self.standing(on):
            first = on if self.placed(("with_parents",), on) is True else first
            on -= 1
        if first is not None and self.as_of - first > 7:
            self.home_since = first
            self.warn("home_without_return", None)

    # Attempts ----------------------------------------------------------------------------------------------------------------

    def latest_spell(self):
        rows = [one for one in self.spells if one.at_home_of is None or one.at_home_of.end is not None]
        return rows[-1] if rows else None

    def given_up(self, others):
        """The days after a plan was given up that was taken up again on a later day; others are the days on which an attempt starts anyway."""
        planned, gone, out, begun = False, None, set(), None
        for date, record in self.records or []:
            kind, outcome = record.get("type"), record.get("outcome")
            if date == ANY:
                continue
            start = max([one for one in others if one <= date], default=None)
            if start != begun:  # another attempt: what was planned in the one before is not planned in this
                planned, gone, begun = False, None, start
            if kind == "care_plan" and outcome == "reunification":
                if gone is not None and date > gone:
                    out.add(gone + 1)
                    gone = None
                planned = True
            gives = (kind, outcome) in (("care_plan", "other_plan"), ("viability_meeting", "plan_changed"))
            if gives and planned and not self.standing(date):
                gone = date
        return out

    def find_attempts(self):
        spells = {one.start for one in self.spells if one.at_home_of is None}
        ends = {one.end for one in self.returns or [] if one.end is not None and one.outcome != "became_adult"}
        starts = sorted(spells | ends | self.given_up(spells | ends))
        parts = list(zip([None] + starts, starts + [None]))
        self.attempts = []
        for index, (start, end) in enumerate(parts):
            inside = [one for one in self.returns or [] if self.lies_in(one, start, end)]
            if index == 0 and starts and not inside:
                continue
            if start is not None and end in spells and not inside and not self.cared_for_between(start, end):
                continue
            self.attempts.append((start, end, inside))
        self.start = starts[-1] if starts else None
        inside = self.attempts[-1][2]
        self.first_return = inside[0] if inside else None
        self.the_return = inside[-1] if inside else None

    def lies_in(self, one, start, end):
        if one.date == one.end and one.outcome != "became_adult":
            return end == one.end
        return (start is None or start <= one.date) and (end is None or one.date < end)

    def cared_for_between(self, start, end):
        return any(one.start < end and (one.end is None or one.end > start) for one in self.spells)

    # Position in law ---------------------------------------------------------------------------------------------------------

    def left_care(self, since):
        """Whether the child has left care since a day, and the first day on which this was so; the day may not be known."""
        now = self.in_force(ORDERS, self.as_of)
        if now is not False:
            return no(now), None
        ended = [one for one in self.statuses if one.end is not None and one.end > since]
        left = max([since] + [one.end for one in ended if one.given.get("code") in ORDERS])
        maybe = any(one.end > left for one in ended if one.given.get("code") is None)
        return True, ANY if maybe else left
