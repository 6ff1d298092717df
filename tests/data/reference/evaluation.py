"""
A second, plain evaluation of a case under the profile herefordshire-2023, to hold the program against.

It is written to be obviously right, not fast, and shares nothing with the library, neither code nor pack: every rule stands here in Python. Whatever depends
on an earlier day (what was met by the return, when something was first met, since when a gate has been passed) is found by evaluating those days from the
start, one after the other. It tells what can be settled by rule alone: no texts, no sources, no help for the reader.

  days.py     dates and three-valued answers        risk.py     findings, classification, the level and its movement
  care.py     what is seen on a day, returns, attempts      stages.py    requirements, stops, one day taken for itself

`Case(case).evaluation("2024-10-01")` gives the parts of an evaluation document that it knows, in a form of its own; `told(document)` brings the program's
document into the same form.
"""
from days import ANY, birthday, births, both, day, either, no, on_or_after, plus_months, text
from care import LIKE_HOME, Seen
from risk import LEVELS, level_in, risk
from stages import REQUIREMENTS, STAGES, Day, View, about, date_confirmed, of_age, outcome, present, tests_of

WORDS = {True: "true", False: "false", None: "unknown"}
FULFILLED = ("met", "set_aside", "not_applicable")


class Settled:
    """All stages as they stand on one day, with what the attempt's first return has settled."""

    def __init__(self, case, on, start):
        self.seen = case.seen(on)
        self.alone = case.alone(on, start)
        self.requirements = dict(self.alone.requirements)
        self.stops = dict(self.alone.stops)
        self.settled = None
        first = self.seen.first_return
        if first is not None and first.date < on:
            self.settled = case.settled(first.date, start)
            for name, row in REQUIREMENTS.items():
                then = self.settled.requirements[name]
                if row.stage < 5 and then.word in FULFILLED and not (then.word == "set_aside" and self.requirements[name].word == "met"):
                    self.requirements[name] = then
            self.stops.update({number: self.settled.stops[number] for number in range(1, 5) if self.settled.gates[number] == "passed"})
        self.gates = {}
        open_before = False
        for number in range(1, 6):
            self.gates[number] = "waiting" if open_before else self.gate(number)
            open_before = open_before or self.gates[number] != "passed"

    def rows(self, number):
        return [(row, self.requirements[name]) for name, row in REQUIREMENTS.items() if row.stage == number]

    def gate(self, number):
        if self.settled and number < 5 and self.settled.gates[number] == "passed":
            return "passed"
        if any(stop.so for stop in self.stops[number]):
            return "stopped"
        done = all(found.word in FULFILLED for row, found in self.rows(number) if not row.advisory)
        return "passed" if done and all(stop.so is False for stop in self.stops[number]) else "incomplete"

    def passed(self, last):
        """Had the gates up to this one passed? Not known where only something unknown is in the way."""
        answers = []
        for number in range(1, last + 1):
            for row, found in self.rows(number):
                if not row.advisory:
                    answers.append({"not_met": False, "unknown": None}.get(found.word, True))
            answers += [no(stop.so) for stop in self.stops[number]]
        return True if self.gates[last] == "passed" else both(*answers)


class Views(dict):
    """The case as it is seen on each day, of an evaluation on one day."""

    def __init__(self, today):
        super().__init__()
        self.today = today


class Case:
    def __init__(self, case):
        self.case = case
        self.kept, self.views = {}, Views(None)
        self.turns = sorted(self.days_of_change())

    # Days --------------------------------------------------------------------------------------------------------------------

    def days_of_change(self):
        """Every day on which an answer may change: all dates of the case, the day after, and what is reckoned from them."""
        found = set()

        def gather(value):
            if isinstance(value, dict):
                for key, one in value.items():
                    if key in ("date", "from", "to", "ended_on", "due") and one:
                        found.add(day(one))
                    gather(one)
            elif isinstance(value, list):
                for one in value:
                    gather(one)
        gather(self.case)
        out = found | {one + 1 for one in found}
        for one in found:
            out |= {plus_months(one, months) for months in (1, 4, 6, 24)} - {None}
        for person in (self.case.get("people") or []) + [self.case.get("child") or {}]:
            if person.get("date_of_birth"):
                for born in births(person["date_of_birth"]):
                    months = plus_months(born, -10) if born > 400 else born
                    out |= {born, born + 1, birthday(born, 16), birthday(born, 18), months, months + 1}
        return {one for one in out if one > 0}

    def keep(self, key, make):
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def seen(self, on):
        return self.views[on] if on in self.views else Seen(self.case, on, self.views)

    def alone(self, on, start):
        return self.keep(("alone", on, start), lambda: Day(self.seen(on), start))

    def settled(self, on, start="own"):
        """The stages on a day, seen from the start of its own attempt or of the one that a later day belongs to."""
        start = self.seen(on).start if start == "own" else start
        return self.keep(("settled", on, start), lambda: Settled(self, on, start))

    def before(self, on):
        """Days of change of the attempt up to one day, the latest first."""
        start = self.seen(on).start
        turns = {one for one in self.turns if one <= on and (start is None or one >= start)} | {on} | ({start} if start is not None else set())
        return sorted(turns, reverse=True)

    def met_on(self, name, on):
        start = self.seen(on).start
        days = [one for one in self.before(on) if self.settled(one, start).requirements[name].word == "met"]
        return days[-1] if days else None

    def passed_on(self, number, on):
        since, start = None, self.seen(on).start
        for one in self.before(on):
            if self.settled(one, start).gates[number] != "passed":
                break
            since = one
        return since

    # The whole ---------------------------------------------------------------------------------------------------------------

    def evaluation(self, as_of, with_days=True):
        on = day(as_of)
        if on != self.views.today:
            self.views, self.kept = Views(on), {}
        seen, now = self.seen(on), self.settled(on)
        parts, warnings = risk(seen)
        applies = applicability(seen)
        out = {"risk": parts, "applicability": applies, "attempts": attempts(seen), "warnings": sorted(set(told_warnings(seen, now, warnings)))}
        out["attempt"] = {"number": len(seen.attempts), "from": text(seen.start)}
        out["gates"] = {STAGES[number - 1]: self.gate(now, number, on, with_days) for number in range(1, 6)}
        out["stage"] = self.stage(now)
        out["schedule"] = self.schedule(now, on)
        out["alerts"] = self.alerts(now, on)
        out["set_aside"] = [[wanted, record.get("id"), record.get("led_by"), text(date), record.get("outcome"), fault is None]
                            for wanted, record, date, fault in now.alone.listed]
        return out

    def stage(self, now):
        for number in range(1, 6):
            if now.gates[number] != "passed":
                return STAGES[number - 1]
        return STAGES[4] if now.seen.the_return and now.seen.the_return.stands(now.seen.as_of) else None

    def gate(self, now, number, on, with_days):
        word = now.gates[number]
        stop = next((one for one in now.stops[number] if one.so), None) if word == "stopped" else None
        out = {"status": word, "outcome": stop.outcome if stop else None, "stops": {one.name: one.so for one in now.stops[number]}, "requirements": {}}
        refusal = next((one for one in now.stops[number] if one.so and not one.level), None) if word == "stopped" else None
        if refusal:
            out["stopped_by"], out["stopped_on"] = refusal.by, text(refusal.on) if refusal.on != ANY else None
        if with_days:
            out["passed_on"] = text(self.passed_on(number, on)) if word == "passed" else None
        for row, found in now.rows(number):
            met = found.word == "met"
            told = {"status": found.word, "late": bool(found.late) and met}
            if with_days:
                told["met_on"] = text(self.met_on(row.name, on)) if met else None
            if met:
                told["evidence"] = sorted(set(found.evidence))
            if found.people:
                told["people"] = {who: so if isinstance(so, str) else {True: "met", False: "not_met", None: "unknown"}[so] for who, so in found.people.items()}
            out["requirements"][row.name] = told
        return out

    # Schedule ----------------------------------------------------------------------------------------------------------------

    def schedule(self, now, on):
        seen, home = now.seen, now.seen.the_return
        review, help_ = now.requirements["h5.first_review"], now.requirements["h5.support"]
        names = ("first_review", "minimum_support", "secure_return")
        if home is None:
            return {name: obligation(None, "not_started") for name in names}
        ended = not home.stands(on)
        out = {}
        due = plus_months(home.date, 1)
        if review.word == "met":
            out["first_review"] = obligation(due, "done", review.on, review.late)
        else:
            out["first_review"] = obligation(None, "not_applicable") if ended else waiting(due, on)
        left, since = seen.left_care(home.date)
        due = plus_months(since if left and since != ANY else home.date, 6) if since != ANY else None
        if left is False:
            out["minimum_support"] = obligation(None, "not_applicable")
        elif help_.word == "met":
            done = min(date for date, record in seen.records if record.get("id") in help_.evidence)
            out["minimum_support"] = obligation(due, "done", done)
        else:
            out["minimum_support"] = obligation(None, "not_applicable") if ended else waiting(due, on, never_overdue=True)
        due = plus_months(home.date, 24)
        until = on if home.end is None else home.end - 1
        if due is not None and due <= until:
            out["secure_return"] = obligation(due, "done", due)
        else:
            out["secure_return"] = obligation(None, "not_applicable") if ended else waiting(due, on)
        return out

    # Alerts ------------------------------------------------------------------------------------------------------------------

    def alerts(self, now, on):
        seen, home = now.seen, now.seen.the_return
        at_home = None if seen.returns is None else bool(home and home.stands(on))
        quietly = home_in_care(seen)
        out = {
            "at_home_at_high_risk": both(either(at_home, quietly), high_now(seen)),
            "returned_at_high_risk": both(at_home, level_in(seen, ("high", "severe"), home.date) if home else at_home),
            "protection_since_return": both(at_home, protection(seen, home) if home or at_home is None else False),
            "risk_rose_after_gate": rose(now),
            "return_without_confirmation": None if at_home is None else False, "confirmation_not_known": None if at_home is None else False,
            "decided_against_since_return": both(at_home, self.decided_against(now, home) if home else at_home),
            "unchecked_adult_at_home": both(either(at_home, quietly), unchecked(seen)),
            "return_broke_down": broke_down(seen),
        }
        if at_home is True:
            confirmed = self.settled(home.date).passed(4)
            out["return_without_confirmation"], out["confirmation_not_known"] = no(confirmed), confirmed is None
        return out

    def become_true(self, now, home, number, index):
        """Has a stop, as if nothing were settled, become true since the return? One that held before it has if it was lifted in between."""
        def stop(on):
            return self.alone(on, now.seen.start).stops[number][index].so
        if stop(now.seen.as_of) is False or stop(home.date - 1) is not True:
            return stop(now.seen.as_of)
        lifted = any(stop(on) is False for on in self.turns if home.date <= on <= now.seen.as_of)
        return stop(now.seen.as_of) if lifted else False

    def decided_against(self, now, home):
        """Has a decision since the return spoken against it?"""
        found = [self.become_true(now, home, number, index) for number in range(1, 5) for index, stop in enumerate(now.alone.stops[number]) if not stop.level]
        view = View(now.seen, None)
        for kind, speaks in (("care_plan", lambda word: word == "other_plan"), ("placement_with_parents_approval", lambda word: word == "refused"),
                             ("disagreement", lambda word: word not in ("resolved", "escalated"))):
            latest = view.latest(kind, lambda row: on_or_after(row.date, [home.date]))
            found.append(tests_of(latest, lambda row, speaks=speaks: speaks(row.record.get("outcome"))).so)
        return either(*found)


def home_in_care(seen):
    """Is the child, in care, placed with parents without a return?"""
    if seen.home_since is not None or seen.standing(seen.as_of):
        return seen.home_since is not None
    if seen.care is None and seen.placements is not None:
        return None if seen.placed(LIKE_HOME, seen.as_of) is not False else False
    return None if seen.placements is None and seen.in_care(seen.as_of) is not False else False


def broke_down(seen):
    if not seen.returns:
        return None if seen.returns is None else False
    return seen.returns[-1].end is not None and seen.returns[-1].outcome == "re_entered_care"


# Parts -----------------------------------------------------------------------------------------------------------------------


def obligation(due, word, done=None, late=False):
    return {"due": text(due), "status": word, "done_on": text(done) if done != ANY else None, "late": bool(late)}


def waiting(due, on, never_overdue=False):
    if due is None:
        return obligation(None, "upcoming")
    if on > due:
        return obligation(due, "due" if never_overdue else "overdue")
    return obligation(due, "due" if on >= due - 14 else "upcoming")


def attempts(seen):
    out = []
    for start, end, inside in seen.attempts:
        one = inside[0] if inside else None
        out.append({"number": len(out) + 1, "from": text(start), "to": text(end),
                    "return": one and {"date": text(one.date), "ended_on": text(one.end), "outcome": one.outcome}})
    return out


def applicability(seen):
    on = seen.as_of
    out = {"app.under_18": no(seen.aged(seen.child_born, 18, on)), "app.out_of_home": out_of_home(seen),
           "app.no_proceedings": both(no(seen.attributes.get("proceedings_ongoing")),
                                      no(seen.in_force(("interim_care_order", "interim_supervision_order"), on))),
           "app.destination": None if seen.attributes.get("destination") is None else seen.attributes["destination"] == "parents"}
    return {"conditions": out, "result": {True: "applicable", False: "not_applicable", None: "unknown"}[both(*out.values())]}


def out_of_home(seen):
    if seen.care is None:
        return None
    if any(one.start == ANY and one.given.get("kind", "care") != "short_break" for one in seen.care):
        return None
    spell = seen.latest_spell()
    if spell is None:
        return False
    ends = [one.end for one in seen.returns or [] if one.end is not None]
    start = max([spell.start] + ends[-1:])
    stop = min([seen.as_of] + [x for x in (spell.end, seen.the_return.date if seen.the_return else None) if x is not None])
    answers = set()
    for maybe in (False, True):  # placements that are not certain: none of them, or all
        back = sum(1 for on in range(start, stop) if seen.placed(("with_parents",), on) is True or maybe and seen.placed(("with_parents",), on) is None)
        due = plus_months(start, 4)
        answers.add(due is not None and due + back <= stop)
    return answers.pop() if len(answers) == 1 else None


def high_now(seen):
    replay = seen.replay(seen.as_of)
    if replay.level is None and replay.classification and replay.classification.at_least in ("high", "severe"):
        return True
    return level_in(seen, ("high", "severe"), seen.as_of)


def protection(seen, home):
    if seen.statuses is None:
        return None
    found = []
    for one in seen.statuses:
        code = one.given.get("code")
        kind = None if code is None else code in ("section_47_enquiry", "police_protection", "emergency_protection_order")
        began = None if one.start == ANY or not home else one.start > home.date
        if home and one.start == ANY and one.end is not None and one.end <= home.date + 1:
            began = False
        since = None if seen.assessments is None or one.start == ANY else not any(date >= one.start for date, _ in seen.assessments)
        found.append(both(kind, began, since))
    return either(*found)


def rose(now):
    """Is the level above that of the last decision that read one?"""
    for number, kind in ((4, "viability_meeting"), (2, "viability_consultation")):
        if now.gates[number] != "passed":
            continue
        settled = now.settled is not None and now.settled.gates[number] == "passed"
        view = now.settled.alone.view if settled else now.alone.view
        rows = view.latest(kind)
        if rows == ANY or ANY in [row.date for row in rows if row]:
            return None
        then = now.seen.replay(rows[0].date if rows[0] else view.as_of).level
        level = now.seen.replay(now.seen.as_of).level
        return None if then is None or level is None else LEVELS.index(level) > LEVELS.index(then)
    return False


def unchecked(seen):
    if seen.people is None:
        return None
    view, found = View(seen, None), []
    for person in seen.people:
        here = either(both(present(view, person, "household", seen.as_of), of_age(view, person, seen.as_of)),
                      present(view, person, "regular_visitor", seen.as_of))
        found.append(both(here, no(tests_of(view.latest("police_check", about(person["id"])), outcome("completed")).so)))
    return either(*found)


def told_warnings(seen, now, of_risk):
    codes = [code for code, _ in seen.warnings + of_risk]
    return codes + [fault for _, _, _, fault in now.alone.listed if fault]
