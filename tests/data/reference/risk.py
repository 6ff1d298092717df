"""
The level of risk: what an assessment finds, how that classifies, and how the level has moved from assessment to assessment.

Every question about a level on some day replays all assessments up to that day.
"""
from days import both, day, either, no, plus_months, text

LEVELS = ("low", "medium", "high", "severe")
DECIDERS = ("team_manager", "service_manager", "head_of_service", "service_director")
BY_PERSON = {"parents_wish": ("wants", "ambivalent", "does_not_want"), "parental_capacity": ("able", "unable")}
PERMITS = {
    "risk_factors": {"addressed": ("low",), "being_addressed": ("medium",), "not_being_addressed": ("high", "severe")},
    "protective_factors": {"apparent": ("low", "medium", "high"), "not_apparent": ("severe",)},
    "parental_capacity": {"able": ("low", "medium"), "unable": ("high", "severe")},
    "wishes": {"both_want": ("low", "medium"), "ambivalent": ("high", "severe")},
    "recurrence": {"unlikely": ("low",), "some": ("medium",), "strong": ("high",), "very_strong": ("severe",)},
}


def worse(one, other):
    return max(one, other, key=LEVELS.index)


# Findings --------------------------------------------------------------------------------------------------------------------


class Findings:
    """What one assessment says, with findings of single people and of items brought together."""

    def __init__(self, seen, date, given):
        self.given, self.date, self.seen = given, date, seen
        self.conflict, self.known_of_some = False, {}
        said = given.get("findings") or {}
        factors = given.get("factors") or []
        self.value = {name: said.get(name) for name in ("child_wish", "recurrence", "using_interventions", "within_child_timescale")}
        self.value["risk_factors"] = self.cautious(said.get("risk_factors"), self.of_risks(factors), tuple(PERMITS["risk_factors"]))
        self.value["protective_factors"] = self.cautious(said.get("protective_factors"), self.of_protection(factors), tuple(PERMITS["protective_factors"]))
        emerged = any(one.get("kind") == "risk" and one.get("emerged") in ("new", "re_emerged") for one in factors)
        self.value["new_risk"] = self.cautious(said.get("new_risk"), True if emerged else None, (False, True))
        for name, order in BY_PERSON.items():
            self.value[name] = self.of_people(name, order, said.get(name))

    def cautious(self, stated, derived, order):
        if stated is not None and derived is not None and stated != derived:
            self.conflict = True
            return max(stated, derived, key=order.index)
        return derived if stated is None else stated

    @staticmethod
    def of_risks(factors):
        found = [one.get("status") for one in factors if one.get("kind") == "risk"]
        if "not_being_addressed" in found:
            return "not_being_addressed"
        if not found or None in found:
            return None
        return "being_addressed" if "being_addressed" in found else "addressed"

    @staticmethod
    def of_protection(factors):
        found = [one.get("status") for one in factors if one.get("kind") == "protective"]
        if "apparent" in found:
            return "apparent"
        return None if not found or None in found else "not_apparent"

    def of_people(self, name, order, stated):
        """The most cautious of those to whom the child is to go; not known where somebody's is missing and could be more cautious."""
        said = {}
        for one in self.given.get("people") or []:
            value = (one.get("findings") or {}).get(name)
            if value is not None:
                said[one["person"]] = value
        meant = self.meant()
        if meant is None:
            meant = list(said)
        values = [said.get(person, stated) for person in meant] + ([stated] if stated is not None else [])
        known = [value for value in values if value is not None]
        if not known:
            return None
        most = max(known, key=order.index)
        if None in values and most != order[-1]:
            self.known_of_some[name] = most
            return None
        return most

    def meant(self):
        """The people to whom the child is to return on the day of the assessment; None where the case does not say."""
        if self.seen.case.get("return_to") is None or not self.given.get("people"):
            return [] if not self.given.get("people") else None
        out = []
        for one in self.seen.case["return_to"]:
            if isinstance(one, str):
                out.append(one)
                continue
            start, end = one.get("from"), one.get("to")
            if (not start or day(start) <= self.date) and (not end or self.date < day(end)):
                out.append(one["person"])
        return out

    def is_(self, name, *values):
        return None if self.value[name] is None else self.value[name] in values

    def new_risk(self):
        return self.value["new_risk"] is True


# Classification --------------------------------------------------------------------------------------------------------------


def wishes(parents, child):
    if "ambivalent" in (parents, child) or "does_not_want" in (parents, child):
        return "ambivalent"
    return "both_want" if parents == "wants" and child in ("wants", "not_ascertainable") else None


class Classification:
    def __init__(self, findings):
        self.values = {name: findings.value.get(name) for name in PERMITS}
        self.values["wishes"] = wishes(findings.value["parents_wish"], findings.value["child_wish"])
        known = dict(self.values)
        some = dict(findings.value)
        some.update(findings.known_of_some)
        known["parental_capacity"] = some["parental_capacity"]
        known["wishes"] = known["wishes"] or wishes(some["parents_wish"], some["child_wish"])
        least = {name: PERMITS[name][value][0] for name, value in known.items() if value is not None}
        self.at_least = max(least.values(), key=LEVELS.index) if least else "low"
        self.deciding = sorted(name for name in least if least[name] == self.at_least)
        self.complete = None not in self.values.values()
        self.level = self.at_least if self.complete else None
        permitted = all(self.at_least in PERMITS[name][value] for name, value in known.items() if value is not None)
        self.status = "incomplete" if not self.complete else "consistent" if permitted else "discordant"


# Movement --------------------------------------------------------------------------------------------------------------------


def lost(f):
    return both(f.new_risk(), f.is_("parental_capacity", "unable"), f.is_("protective_factors", "apparent"))


def unprotected(f):
    return both(f.new_risk(), f.is_("parental_capacity", "unable"), f.is_("protective_factors", "not_apparent"))


def contained(f):
    return both(f.new_risk(), f.is_("parental_capacity", "able"), f.is_("protective_factors", "apparent"))


def using(f):
    return both(no(f.is_("risk_factors", "addressed")), f.is_("using_interventions", True), f.is_("protective_factors", "apparent"), not f.new_risk())


AT_ONCE = {
    "low": [("low.new_risk.contained", contained, "medium"), ("low.new_risk.capacity_lost", lost, "high"),
            ("low.new_risk.unprotected", unprotected, "severe"), ("low.new_risk.unclear", Findings.new_risk, "medium")],
    "medium": [("medium.new_risk.capacity_lost", lost, "high"), ("medium.new_risk.unprotected", unprotected, "severe"),
               ("medium.using_interventions", using, "medium")],
    "high": [("high.protection_lost", lambda f: f.is_("protective_factors", "not_apparent"), "severe")],
    "severe": [],
}


def may_close(f, c):
    return both(no(f.value["new_risk"]), None if c.level is None and c.at_least == "low" else c.level == "low")


def progress(f, c):
    return both(f.is_("parental_capacity", "able"), f.is_("risk_factors", "being_addressed", "addressed"), f.is_("protective_factors", "apparent"))


def out_of_severe(f, c):
    some = either(f.is_("protective_factors", "apparent"), f.is_("risk_factors", "being_addressed", "addressed"))
    return both(some, f.is_("within_child_timescale", True))


SUSTAINED = {  # id, condition, months, to
    "low": [("low.may_close", may_close, 6, None)],
    "medium": [("medium.addressed", lambda f, c: both(f.is_("risk_factors", "addressed"), not f.new_risk()), 6, "low")],
    "high": [("high.stalled", lambda f, c: f.is_("risk_factors", "not_being_addressed"), 6, "severe"), ("high.progress", progress, 6, "medium")],
    "severe": [("severe.progress", out_of_severe, 6, "high")],
}


class Replay:
    """All assessments up to a day, one after the other."""

    def __init__(self, seen, until):
        self.seen = seen
        self.level = self.since = self.basis = self.classification = self.confirmed = self.assessed = None
        self.runs, self.history, self.warnings, self.valid = {}, [], [], {}
        self.whole = {}
        self.floor, self.floor_now = [], closing_floor(seen)
        for index, (date, given) in enumerate(seen.assessments or []):
            if date <= until:
                self.floor = closing_floor(self.then(date))
                self.step(date, given)
        self.floor = self.floor_now

    def then(self, date):
        """The case as it was seen on an earlier day: history is never told anew."""
        return self.seen.on(date)

    def due(self, rule, date, months):
        if rule not in self.runs:
            return False
        return self.eligible(rule, months) is not None and date >= self.eligible(rule, months)

    def eligible(self, rule, months):
        return plus_months(self.counted_from(rule), months)

    def counted_from(self, rule):
        return max([self.runs[rule]] + (self.floor if rule == "low.may_close" else []))

    def run(self, findings, classification, date):
        """Starts, ends or leaves alone the run of each sustained rule of the level."""
        out = {}
        for rule, condition, _, _ in SUSTAINED[self.level]:
            so = condition(findings, classification)
            out[rule] = so
            if so is True:
                self.runs.setdefault(rule, date)
                if rule == "low.may_close" and self.confirmed is None:
                    start = max([self.runs[rule]] + self.floor_now)
                    done = plus_months(start, 6)
                    self.confirmed = date if done is not None and date >= done else None
            elif so is False:
                self.runs.pop(rule, None)
                self.confirmed = None
        return out

    def step(self, date, given):
        f = Findings(self.seen, date, given)
        c = self.classification = Classification(f)
        self.assessed, self.whole[id(given)] = given.get("id"), c.complete
        if f.conflict:
            self.warnings.append(("findings_conflict", given.get("id")))
        before = self.level
        entry = {"date": text(date), "assessment": given.get("id"), "from": before, "basis": None, "rule": None, "indicated": c.level,
                 "discordant": False, "silent": False, "held": None}
        engine = self.engine(date, f, c, entry)
        entry["engine"] = engine
        after = self.judged(given, engine, entry)
        entry["to"] = after
        self.history.append(entry)
        if entry["basis"]:
            self.basis = entry["basis"]
        if after != before:
            self.level, self.since, self.runs, self.confirmed = after, date, {}, None
            self.run(f, c, date)

    def engine(self, date, f, c, entry):
        before = self.level
        if before is None:
            if c.complete:
                entry["basis"] = "classification"
            return c.level
        so = self.run(f, c, date)
        applied = next((row for row in AT_ONCE[before] if row[1](f) is True), None)
        unclear = applied is None or applied[0] == "low.new_risk.unclear"
        entry["silent"] = before in ("low", "medium") and f.new_risk() and unclear
        if applied:
            entry["rule"] = applied[0]
            level = worse(applied[2], c.at_least)
            changed = level != before
            if level != applied[2]:
                entry["discordant"] = True
                entry["basis"] = "classification" if changed else None
            elif changed:
                entry["basis"] = "movement"
            if changed:
                return level
        elif LEVELS.index(c.at_least) > LEVELS.index(before):
            entry["basis"] = "classification"
            return c.at_least
        for rule, _, months, to in SUSTAINED[before]:
            if so[rule] is not True or not self.due(rule, date, months):
                continue
            if to is None:
                entry["rule"] = rule
                return before
            if LEVELS.index(to) < LEVELS.index(before) and not (c.complete and LEVELS.index(c.level) <= LEVELS.index(to)):
                entry["held"] = {"rule": rule, "to": to, "eligible_from": text(self.eligible(rule, months)),
                                 "by": "classification" if c.complete else "incomplete"}
                return before
            entry["rule"], entry["basis"] = rule, "movement"
            return to
        return before

    def judged(self, given, engine, entry):
        judgement = given.get("judgement")
        if not judgement:
            return engine
        level, reasoned = judgement.get("level"), bool((judgement.get("rationale") or "").strip())
        milder = LEVELS.index(level) < LEVELS.index(engine) if engine else level != "severe"
        if level == engine:
            self.valid[id(given)] = reasoned
            return engine
        if not reasoned:
            self.warnings.append(("judgement_no_rationale", given.get("id")))
        elif milder and judgement.get("approved_by") not in DECIDERS:
            self.warnings.append(("judgement_not_approved", given.get("id")))
        else:
            self.valid[id(given)] = True
            entry["basis"] = "judgement"
            return level
        self.valid[id(given)] = False
        return engine

    def complete(self, given):
        """A complete classification, or a valid judgement?"""
        return self.whole[id(given)] or self.valid.get(id(given), False)


def closing_floor(seen):
    """Days before which six months at low do not begin to count: the return and the day on which the child left care, as far as known."""
    if seen.the_return is None:
        return []
    left, since = seen.left_care(seen.the_return.date)
    return [seen.the_return.date] + ([since] if left and isinstance(since, int) else [])


def level_in(seen, levels, on):
    """Was the level on that day one of these? Where none stands, what the last classification leaves possible."""
    replay = seen.replay(on)
    if replay.level is not None:
        return replay.level in levels
    if seen.assessments is None:
        return None
    least = replay.classification.at_least if replay.classification else "low"
    above = LEVELS[LEVELS.index(least):]
    held = [level in levels for level in above]
    return True if all(held) else None if any(held) else False


# What the level means today --------------------------------------------------------------------------------------------------


def closing(seen):
    home = None if seen.returns is None else seen.the_return is not None and seen.the_return.stands(seen.as_of)
    orders = ("interim_care_order", "care_order", "placement_order", "supervision_order", "interim_supervision_order", "emergency_protection_order",
              "police_protection")
    return {"closing.home": home, "closing.no_order": no(seen.in_force(orders, seen.as_of)),
            "closing.no_enquiry": no(seen.in_force(("section_47_enquiry", "pre_proceedings"), seen.as_of))}


def earliest_closure(seen, replay):
    """From the level of today down to low, each step on its first possible day, then low's own six months."""
    if replay.level is None:
        return None
    date, level, running = seen.as_of, replay.level, replay.runs
    while True:
        rule, _, months, to = SUSTAINED[level][-1]
        start = running.get(rule, date)
        if to is None:
            start = max([start] + replay.floor)
        step = plus_months(start, months)
        if step is None:
            return None
        date = max(date, step)
        if to is None:
            return date
        level, running = to, {}


def risk(seen):
    replay = seen.replay(seen.as_of)
    parts = closing(seen)
    may = both(*parts.values())
    pending = []
    for rule, _, months, to in SUSTAINED.get(replay.level, []):
        if rule in replay.runs:
            when = replay.eligible(rule, months)
            pending.append({"rule": rule, "to": to, "run_since": text(replay.runs[rule]), "eligible_from": text(when),
                            "elapsed": when is not None and when <= seen.as_of})
    c = replay.classification
    close = None
    if "low.may_close" in replay.runs and may is not False:
        close = {"eligible_from": text(replay.eligible("low.may_close", 6)), "confirmed_on": text(replay.confirmed)}
    return {"level": replay.level, "since": text(replay.since), "basis": replay.basis, "history": replay.history, "pending": pending,
            "classification": c and {"assessment": replay.assessed, "level": c.level, "status": c.status, "at_least": c.at_least, "deciding": c.deciding,
                                     "values": c.values},
            "closing": {"result": may, "conditions": parts}, "may_close": close,
            "earliest_closure": text(earliest_closure(seen, replay)) if may is not False else None}, replay.warnings
