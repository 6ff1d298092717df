"""
The five stages: what each requirement asks, the stops, and the gates on one day taken for itself (no stage settled yet).

A requirement is a function of the stage's view of a case; it gives an answer, what is the evidence, and whether it came late.
"""
from days import ANY, FIRST, agreed, birthday, both, either, no, on_or_after, on_or_before, plus_months, text, day
from care import ORDERS
from risk import level_in

STAGES = ("identification", "assessment", "support_and_planning", "confirmation", "return_home")
MANAGERS = ("team_manager", "service_manager", "head_of_service", "service_director")
SENIOR = MANAGERS[1:]
REASONS = ("too_young", "not_practicable")
REQUIREMENTS = {}


class Requirement:
    def __init__(self, name, find, advisory, when, aside, reasons, decided, each):
        self.name, self.find, self.advisory, self.when = name, find, advisory, when
        self.aside, self.reasons, self.decided, self.each = aside, reasons, decided, each
        self.stage = int(name[1])


def requirement(name, advisory=False, when=None, aside=(), reasons=(), decided=False, each=False):
    """Declares one: aside are the roles that can set it aside, decided says that it comes before the decision."""
    def declare(find):
        REQUIREMENTS[name] = Requirement(name, find, advisory, when, aside, reasons, decided, each)
        return find
    return declare


class Answer:
    def __init__(self, so, evidence=(), late=False, people=None, on=None):
        self.so, self.evidence, self.late, self.people, self.on = so, sorted(x for x in evidence if x), late, people, on


# Picking records -------------------------------------------------------------------------------------------------------------


class Row:
    """A record that may be meant: sure is True or None."""

    def __init__(self, date, record, sure):
        self.date, self.record, self.sure = date, record, sure


def led_by(*roles):
    return lambda row: None if row.record.get("led_by") is None else row.record["led_by"] in roles


def about(person):
    return lambda row: None if row.record.get("about") is None else row.record["about"] == person


def outcome(*words):
    return lambda row: None if row.record.get("outcome") is None else row.record["outcome"] in words


def agreed_to(row):
    return row.record.get("outcome") in (None, "agreed")


def among(*words):
    """For picking: a record without an outcome is not picked."""
    return lambda row: row.record.get("outcome") in words


def had(*roles):
    """Any of these roles took part or led; where nobody is named as leading, one of them may have."""
    def test(row):
        leader, present = row.record.get("led_by"), row.record.get("participants")
        if leader in roles or any(role in (present or ()) for role in roles):
            return True
        return None if present is None or leader is None else False
    return test


def all_had(*roles):
    """All of these roles took part or led. Only one can have led."""
    def test(row):
        absent = [role for role in roles if had(role)(row) is not True]
        known = row.record.get("participants") is not None
        return True if not absent else False if known and len(absent) > 1 else had(*absent)(row)
    return test


def dates(rows):
    """The dates that one of these possible records may have."""
    return ANY if rows == ANY else [None if row is None else row.date for row in rows]


class View:
    """What one stage sees: records, assessments and family time of the attempt."""

    def __init__(self, seen, start="own"):
        self.seen, self.as_of = seen, seen.as_of
        self.start = seen.start if start == "own" else start
        self.home = seen.the_return
        self.consulted = self.first_suited = None

    def inside(self, date):
        return None if date == ANY else self.start is None or date >= self.start

    def pick(self, kinds, *tests):
        """Records of these types that pass the tests, or may; None where no records are known at all."""
        if self.seen.records is None:
            return None
        kinds, out = (kinds,) if isinstance(kinds, str) else kinds, []
        for date, record in self.seen.records:
            kind = record.get("type")
            if (kind is not None and kind not in kinds) or record.get("outcome") == "did_not_take_place" or self.inside(date) is False:
                continue
            row = Row(date, record, both(None if kind is None else True, self.inside(date)))
            for test in tests:
                row.sure = both(row.sure, test(row)) if row.sure is not False else False
            if row.sure is not False:
                out.append(row)
        return out

    def latest(self, kinds, *tests):
        """The records that may be the latest, None among them where there may be none."""
        rows = self.pick(kinds, *tests)
        if rows is None:
            return ANY
        undated, dated = [row for row in rows if row.date == ANY], [row for row in rows if row.date != ANY]
        out = list(undated)
        for row in reversed(dated):
            out.append(row)
            if row.sure:
                return out
        return out + [None]

    def first(self, kinds, *tests):
        rows = self.pick(kinds, *tests)
        if rows is None:
            return ANY
        undated, dated = [row for row in rows if row.date == ANY], [row for row in rows if row.date != ANY]
        out = list(undated)
        for row in dated:
            out.append(row)
            if row.sure:
                return out
        return out + [None]

    def any(self, kinds, *tests):
        rows = self.pick(kinds, *tests)
        if rows is None:
            return Answer(None)
        return Answer(either(*[row.sure for row in rows]), [row.record.get("id") for row in rows if row.sure])

    # Dates that the texts name -----------------------------------------------------------------------------------------------

    def consultation(self):
        if self.consulted is None:
            self.consulted = dates(self.latest("viability_consultation"))
        return self.consulted

    def decided(self, row):
        """Before the decision: dated on or before the latest consultation, where there is one."""
        return self.before_decision(row.date)

    def before_decision(self, date):
        when = self.consultation()
        if when == ANY:
            return True  # no records at all: none is known to come first
        return agreed(True if one is None else on_or_before(date, [one]) for one in when)

    def decision(self):
        """The viability decision: the first of the latest unbroken run of consultations that found the child potentially suited."""
        if self.first_suited is None:
            self.first_suited = self.find_decision()
        return self.first_suited

    def find_decision(self):
        rows = self.pick("viability_consultation")
        if rows is None or any(not row.sure for row in rows):
            return ANY
        first = None
        for index, row in enumerate(rows):
            suited = row.record.get("outcome") == "potentially_suited"
            before = index > 0 and rows[index - 1].record.get("outcome") == "potentially_suited"
            if suited and not before:
                first = row.date
        return [first]

    def since_decision(self, row):
        return on_or_after(row.date, self.decision())

    def return_or_today(self):
        return self.home.date if self.home else self.as_of

    def by_return(self, row):
        return on_or_before(row.date, [self.return_or_today()])

    def after_return(self, row):
        return False if not self.home else no(self.by_return(row))

    def assessed(self, test):
        """Is there a complete classification or a valid judgement whose date passes the test?"""
        if self.seen.assessments is None:
            return Answer(False if test(ANY) is False else None)
        replay = self.seen.replay(self.as_of)
        rows = [(both(self.inside(date), test(date), replay.complete(given)), given) for date, given in self.seen.assessments]
        return Answer(either(*[so for so, _ in rows]), [given.get("id") for so, given in rows if so])

    def level_on(self, possible):
        """High or severe on a date, or today where there is no such date."""
        if possible == ANY:
            possible = [ANY]
        if ANY in possible:
            days = {date for date, _ in self.seen.assessments or []}
            possible = [one for one in possible if one != ANY] + sorted(days | {-1, self.as_of})
        return agreed(level_in(self.seen, ("high", "severe"), self.as_of if one is None else one) for one in possible)

    def under(self, codes):
        return self.seen.in_force(codes, self.return_or_today())


def tests_of(possible, *tests):
    """What every record that may be meant says; none says no."""
    if possible == ANY:
        return Answer(None)
    answers = [(False if row is None else both(*[test(row) for test in tests]), row) for row in possible]
    return Answer(agreed(so for so, _ in answers), [row.record.get("id") for so, row in answers if so])


# Stage 1 ---------------------------------------------------------------------------------------------------------------------

TEAM, HIGHER = led_by("team_manager"), led_by("service_manager", "head_of_service")
RATIFIED = among("reunification_ratified", "reunification_not_ratified")


@requirement("h1.considered")
def considered(v):
    return v.any("reunification_considered")


@requirement("h1.care_plan")
def care_plan(v):
    return tests_of(v.latest("care_plan"), outcome("reunification"))


@requirement("h1.team_manager")
def team_manager(v):
    return tests_of(v.latest("care_plan_agreement", TEAM), agreed_to)


@requirement("h1.senior_manager")
def senior_manager(v):
    return tests_of(v.latest("care_plan_agreement", HIGHER), agreed_to)


@requirement("h1.ratified")
def ratified(v):
    both_agreed = [dates(v.first("care_plan_agreement", who, agreed_to)) for who in (TEAM, HIGHER)]
    return tests_of(v.latest("care_review", RATIFIED), outcome("reunification_ratified"), led_by("independent_reviewing_officer"),
                    lambda row: both(*[on_or_after(row.date, one) for one in both_agreed]))


# Stage 2 ---------------------------------------------------------------------------------------------------------------------

WORKER = led_by("social_worker")


def each_person(v, meant, need, if_none=False):
    """One line for everybody who is or may be meant; if_none is the answer where there is nobody: None, or "not applicable"."""
    if v.seen.people is None:
        return Answer(None, people={})
    lines, evidence, late = {}, [], False
    for person in v.seen.people:
        is_meant = meant(person)
        if is_meant is False:
            continue
        found = need(person)
        so = True if found.so else both(is_meant, no(found.so))
        lines[person["id"]] = True if found.so else False if so is True else None
        evidence += found.evidence
        late = late or (found.late and is_meant is True)
    if not lines:
        return Answer(if_none, people=lines)
    so = False if False in lines.values() else None if None in lines.values() else True
    return Answer(so, evidence, late and so is True, lines)


@requirement("h2.child_views", aside=SENIOR, reasons=REASONS, decided=True)
def child_views(v):
    return v.any("child_views", WORKER, v.decided)


@requirement("h2.parent_views", aside=MANAGERS, decided=True, each=True)
def parent_views(v):
    return each_person(v, lambda p: p.get("parental_responsibility"), lambda p: v.any("parent_views", about(p["id"]), WORKER, v.decided), None)


@requirement("h2.advocate_child", advisory=True)
def advocate_child(v):
    return v.any("advocacy_considered", about("child"))


@requirement("h2.advocate_parent", advisory=True)
def advocate_parent(v):
    def of_parent(row):
        who = row.record.get("about")
        if who is None:
            return None
        relation = {p["id"]: p.get("relation") for p in v.seen.people or []}.get(who, "nobody")
        return None if relation is None else relation == "parent"
    return v.any("advocacy_considered", of_parent)


@requirement("h2.single_assessment")
def single_assessment(v):
    heard = dates(v.first("child_views"))
    return tests_of(v.latest("single_assessment", v.decided), outcome("completed"),
                    lambda row: None if heard == ANY else agreed(True if one is None else on_or_after(row.date, [one]) for one in heard))


@requirement("h2.risk_classification")
def risk_classification(v):
    found = v.assessed(v.before_decision)
    if found.so is not True and v.any("viability_consultation").so is None:  # none is known to come first
        return v.assessed(lambda date: True)
    return found


@requirement("h2.practicalities")
def practicalities(v):
    return v.any("practicalities_reviewed", v.decided)


def of_age(v, person, on):
    return v.seen.aged(v.seen.born[person["id"]], 16, on)


def present(v, person, member, on):
    """Was somebody a member of the household, or a regular visitor, on a day? Dated stays say when it holds."""
    holds = person.get(member)
    if holds is not False and person.get("stays") is not None:
        stays = []
        for one in person["stays"]:
            start, end = one.get("from"), one.get("to")
            stays.append(False if end and on >= day(end) else None if not start else day(start) <= on)
        holds = both(holds, either(*stays))
    return both(holds, v.seen.was_born(v.seen.born[person["id"]], on))


def to_be_checked(v, person, on):
    relation = person.get("relation")
    family = None if relation is None else relation == "extended_family"
    return either(both(present(v, person, "household", on), of_age(v, person, on)), family, present(v, person, "regular_visitor", on))


def days_between(v, first, last):
    """The days on which somebody may come to be one to be checked."""
    turns = {last}
    for person in v.seen.people or []:
        for one in person.get("stays") or []:
            turns |= {day(one[x]) for x in ("from", "to") if one.get(x)}
        born = v.seen.born[person["id"]]
        turns |= {birthday(one, 16) for one in born or ()} | set(born or ())
    return sorted(one for one in turns | {one + 1 for one in turns} if first < one <= last)


@requirement("h2.police_checks")
def police_checks(v):
    when = v.consultation()
    if when == ANY:  # any day at all
        base = [FIRST] + days_between(v, FIRST, v.as_of)
    elif ANY in when:
        base = [v.as_of]
    else:
        base = [v.as_of if one is None else one for one in when]
    until = v.return_or_today()

    def meant_then(person):
        return agreed(to_be_checked(v, person, one) for one in base)

    def came_later(person):
        return either(*[to_be_checked(v, person, on) for on in days_between(v, min(base), until)])

    def need(person):
        mine, done = about(person["id"]), outcome("completed")
        by_return = tests_of(v.latest("police_check", mine, v.by_return), done)
        before = tests_of(v.latest("police_check", mine, v.decided), done)
        then = meant_then(person)
        so = by_return.so if then is False else both(by_return.so, before.so) if then else agreed([by_return.so, both(by_return.so, before.so)])
        if so is True:
            return Answer(True, set(by_return.evidence + (before.evidence if then is not False else [])))
        made_good = tests_of(v.first("police_check", mine, v.after_return), done)
        if made_good.so:
            return Answer(True, made_good.evidence, so is False)
        return Answer(either(so, made_good.so))

    return each_person(v, lambda person: either(meant_then(person), came_later(person)), need, None)


@requirement("h2.parenting_capacity")
def parenting_capacity(v):
    return v.any("parenting_capacity_analysed", v.decided)


@requirement("h2.chronology")
def chronology(v):
    return v.any("chronology_reviewed", v.decided)


@requirement("h2.genogram")
def genogram(v):
    return v.any("genogram_reviewed", v.decided)


@requirement("h2.viability")
def viability(v):
    latest = v.latest("viability_consultation")
    found = tests_of(latest, outcome("potentially_suited"),
                     all_had("social_worker", "team_manager", "head_of_service", "independent_reviewing_officer"))
    classified = v.assessed(lambda date: on_or_before(date, dates(latest)))
    return Answer(both(found.so, classified.so), found.evidence + classified.evidence)


@requirement("h2.oversight")
def oversight(v):
    return v.any("management_oversight", TEAM, v.since_decision)


# Stage 3 ---------------------------------------------------------------------------------------------------------------------


@requirement("h3.planning_meeting")
def planning_meeting(v):
    return tests_of(v.latest("planning_meeting"), TEAM, v.since_decision)


def took_part(v, *roles):
    """One of these roles took part in the latest planning meeting or was consulted after the viability decision."""
    meeting, consulted = tests_of(v.latest("planning_meeting"), had(*roles)), v.any("planning_consultation", had(*roles), v.since_decision)
    return Answer(either(meeting.so, consulted.so), meeting.evidence if meeting.so else consulted.evidence)


def all_of(*answers):
    return Answer(both(*[one.so for one in answers]), {x for one in answers for x in one.evidence})


@requirement("h3.attendance")
def attendance(v):
    appointed = v.seen.attributes.get("guardian_appointed")
    guardian = took_part(v, "childrens_guardian")
    if appointed is not True:
        guardian = Answer(either(no(appointed), guardian.so), guardian.evidence if appointed is not False else ())
    return all_of(took_part(v, "social_worker"), took_part(v, "independent_reviewing_officer"), took_part(v, "parent", "family_and_friends_carer"), guardian)


@requirement("h3.attendance_partners", aside=MANAGERS)
def attendance_partners(v):
    return all_of(took_part(v, "foster_carer", "residential_key_worker"), took_part(v, "health_representative"), took_part(v, "education_representative"))


@requirement("h3.attendance_child", advisory=True)
def attendance_child(v):
    return took_part(v, "child")


@requirement("h3.attendance_support", advisory=True)
def attendance_support(v):
    return all_of(took_part(v, "advocate", "independent_person", "trusted_adult"),
                  took_part(v, "edge_of_care_practitioner", "family_group_conference_coordinator", "family_support_worker"))


def twice(v, kind):
    """Two records or more; those about one person on one day count once."""
    rows = v.pick(kind, v.since_decision)
    if rows is None:
        return Answer(None)
    sure = {}
    for row in rows:
        if row.sure:
            sure.setdefault((row.record.get("about"), row.date), row.record.get("id"))
    maybe = {(row.record.get("about"), row.date) for row in rows} if not any(row.date == ANY for row in rows) else range(len(rows))
    return Answer(True if len(sure) >= 2 else None if len(maybe) >= 2 else False, sure.values())


@requirement("h3.direct_work_child", aside=MANAGERS)
def direct_work_child(v):
    return twice(v, "direct_work_child")


@requirement("h3.direct_work_parents", aside=MANAGERS)
def direct_work_parents(v):
    return twice(v, "direct_work_parents")


@requirement("h3.restorative_meeting", aside=MANAGERS)
def restorative_meeting(v):
    return v.any("restorative_meeting", had("child"), had("parent", "family_and_friends_carer"), v.since_decision)


@requirement("h3.family_group_conference", advisory=True)
def family_group_conference(v):
    return v.any("family_group_conference")


@requirement("h3.plan")
def plan(v):
    found = tests_of(v.latest("reunification_plan"), outcome("agreed"), v.since_decision)
    return Answer(both(found.so, None if v.seen.goals is None else len(v.seen.goals) > 0), found.evidence)


@requirement("h3.siblings", when=lambda v: (v.seen.case.get("child") or {}).get("siblings"), aside=MANAGERS)
def siblings(v):
    return v.any("sibling_impact_considered")


def hours(one):
    if one.given.get("times_a_week") is None or one.given.get("hours") is None:
        return None
    return round(one.given["times_a_week"] * 1000) * round(one.given["hours"] * 1000)


def long_stay(one):
    return both(one.given.get("overnight"), None if one.given.get("hours") is None else one.given["hours"] > 24)


def family_entries(v):
    if v.seen.family_time is None:
        return None
    rows = [one for one in v.seen.family_time if one.start == ANY or v.inside(one.start)]
    return sorted(rows, key=lambda one: (one.start == ANY, one.start if one.start != ANY else 0))


@requirement("h3.family_time", aside=MANAGERS)
def family_time(v):
    rows = family_entries(v)
    if rows is None:
        return Answer(None)
    until = v.home.date - 1 if v.home else v.as_of
    undated = [one for one in rows if one.start == ANY]
    rows = [one for one in rows if one.start != ANY and one.start <= until]
    if len(rows) + len(undated) < 2:
        return Answer(False)
    if undated:
        return Answer(both(None, either(*[long_stay(one) for one in rows + undated])))
    first, last = hours(rows[0]), hours(rows[-1])
    more = None if first is None or last is None else last > first
    return Answer(both(more, either(*[long_stay(one) for one in rows])))


CARE_ORDER = ("interim_care_order", "care_order")


@requirement("h3.placement_with_parents", when=lambda v: v.under(CARE_ORDER))
def placement_with_parents(v):
    kind, tests = "placement_with_parents_approval", (outcome("approved"), led_by("service_director"))
    rows = v.latest(kind, v.by_return)
    if rows == ANY:
        return Answer(None)
    later = v.first(kind, v.after_return) if None in rows else []
    rows = [row for row in rows if row is not None] + later
    found = tests_of(rows, *tests)
    stays = [one.start for one in family_entries(v) or [] if one.start != ANY and long_stay(one)]
    needed = min(stays + [v.return_or_today()])
    found.late = found.so is True and v.any(kind, *tests, lambda row: on_or_before(row.date, [needed])).so is False
    return found


@requirement("h3.safety_child", aside=SENIOR, reasons=REASONS)
def safety_child(v):
    return v.any("safety_planning_child", WORKER, v.since_decision)


@requirement("h3.safety_family")
def safety_family(v):
    return v.any("safety_planning_family", WORKER, v.since_decision)


@requirement("h3.contingency")
def contingency(v):
    return tests_of(v.latest("contingency_plan"), outcome("agreed"), v.since_decision)


@requirement("h3.team_around")
def team_around(v):
    return tests_of(v.latest("team_around_family"), outcome("agreed"))


def in_need(person):
    relation = None if person.get("relation") is None else person["relation"] == "parent"
    return both(relation, None if person.get("needs") is None else len(person["needs"]) > 0)


def some_in_need(v):
    return None if v.seen.people is None else either(*[in_need(person) for person in v.seen.people])


@requirement("h3.adult_specialists", when=some_in_need)
def adult_specialists(v):
    return each_person(v, in_need, lambda person: v.any("specialist_adult_support", about(person["id"])))


@requirement("h3.life_story", advisory=True)
def life_story(v):
    return v.any("life_story_work")


@requirement("h3.disagreements", when=lambda v: v.any("disagreement").so)
def disagreements(v):
    return tests_of(v.latest("disagreement"), outcome("resolved", "escalated"))


# Stage 4 ---------------------------------------------------------------------------------------------------------------------


@requirement("h4.viability_meeting")
def viability_meeting(v):
    planned = dates(v.latest("planning_meeting"))
    return tests_of(v.latest("viability_meeting"), lambda row: on_or_after(row.date, planned))


def everyone_of(planning):
    """The viability meeting had every role that took part in this planning meeting."""
    def test(row):
        if planning is None:
            return False
        roles = {planning.record.get("led_by")} | set(planning.record.get("participants") or [])
        return both(all_had(*[role for role in roles if role])(row), None if None in (planning.record.get("participants"), planning.record.get("led_by")) else True)
    return test


@requirement("h4.participants", aside=MANAGERS)
def participants(v):
    planned, meetings = v.latest("planning_meeting"), v.latest("viability_meeting")
    if planned == ANY or meetings == ANY:
        return Answer(None)
    found = [tests_of(meetings, everyone_of(one)) for one in planned]
    return Answer(agreed(one.so for one in found), found[0].evidence)


@requirement("h4.risk_reviewed")
def risk_reviewed(v):
    planned, met = dates(v.latest("planning_meeting")), dates(v.latest("viability_meeting"))
    return v.assessed(lambda date: both(on_or_after(date, planned), on_or_before(date, met)))


@requirement("h4.date")
def date_confirmed(v):
    return tests_of(v.latest("viability_meeting"), outcome("return_date_confirmed"))


# Stage 5 ---------------------------------------------------------------------------------------------------------------------


def stands(v):
    return None if v.seen.returns is None else bool(v.home and v.home.stands(v.as_of))


@requirement("h5.returned")
def returned(v):
    return Answer(stands(v))


def order_made_at_home(v):
    """The start of the care order in force today, without a break, if it began after the return. (answer, start)"""
    now = v.seen.in_force(CARE_ORDER, v.as_of)
    if now is False or (v.seen.returns is not None and not v.home):
        return False, None
    if v.seen.statuses is None:
        return None, None
    first = v.home.date if v.home else FIRST
    on = v.as_of
    while on > first and v.seen.in_force(CARE_ORDER, on - 1) is not False and (now is None or v.seen.in_force(CARE_ORDER, on - 1)):
        on -= 1
    if v.seen.returns is None:
        return None, on if now else None
    before = v.seen.in_force(CARE_ORDER, on - 1)
    if on == first:
        maybe = [one for one in v.seen.statuses if one.given.get("code") in CARE_ORDER + (None,) and one.holds(v.as_of) is not False]
        return False if now or all(one.start != ANY and one.start <= first for one in maybe) else None, None
    return both(now, True if before is False else None), on if now else None


@requirement("h5.placement_approval", when=lambda v: order_made_at_home(v)[0])
def placement_approval(v):
    new, start = order_made_at_home(v)

    def since(row):
        """On or after the start of the order: one whose start is not known began on or before the day since when it is."""
        late_enough = None if start is None else on_or_after(row.date, [start])
        return late_enough if new or late_enough else None
    return tests_of(v.latest("placement_with_parents_approval", since), outcome("approved"), led_by("service_director"))


def right_kind(v):
    """A review of the kind that the legal position on its own date gives."""
    def test(row):
        if row.date == ANY:
            return None
        order, kind = v.seen.in_force(ORDERS, row.date), row.record.get("type")
        statutory = both(None if kind is None else kind == "care_review", led_by("independent_reviewing_officer")(row))
        leaver = both(None if kind is None else kind == "pathway_review", v.seen.attributes.get("care_leaver"))
        other = either(None if kind is None else kind == "child_in_need_review", leaver)
        return agreed([statutory, other]) if order is None else statutory if order else other
    return test


REVIEWS = ("care_review", "child_in_need_review", "pathway_review")


def first_review_rows(v):
    if v.seen.returns is None:
        rows = v.pick(REVIEWS, right_kind(v))
        return ANY if rows is None or rows else [None]
    if not v.home or v.home.date == v.as_of:  # no day after it has come
        return [None]
    return v.first(REVIEWS, v.after_return, right_kind(v))


@requirement("h5.first_review")
def first_review(v):
    rows = first_review_rows(v)
    found = tests_of(rows, lambda row: row.sure)
    sure = [row for row in rows if row and row.sure] if rows != ANY else []
    if sure and v.home:  # whichever was the first: there was one
        due = plus_months(v.home.date, 1)
        late = due is not None and all(row.date != ANY and row.date > due for row in rows if row)
        return Answer(True, [sure[0].record.get("id")], late, on=sure[0].date)
    return found


@requirement("h5.reviewing_officer", advisory=True)
def reviewing_officer(v):
    return tests_of(first_review_rows(v), lambda row: row.sure, had("independent_reviewing_officer"))


def has_left_care(v):
    if v.home:
        return v.seen.left_care(v.home.date)[0]
    return no(v.seen.in_force(ORDERS, v.as_of))


@requirement("h5.support", when=has_left_care)
def support(v):
    kinds = ("support_review", "child_in_need_review", "pathway_review")
    if v.seen.returns is None:
        rows = v.pick(kinds)
        return Answer(None if rows is None or rows else False)
    if not v.home:
        return Answer(False)
    left, since = v.seen.left_care(v.home.date)
    if v.seen.statuses is None:  # then the day of the return is taken
        left, since = True, v.home.date
    if left is None:  # the child may be in care: then no day is known, but none lies before the return
        since = v.home.date
    due = plus_months(since, 6) if isinstance(since, int) else None
    if v.seen.records is None and due is not None and due > v.as_of:
        return Answer(False)

    def late_enough(row):
        if row.date == ANY:  # on some day that has come
            return False if due is not None and due > v.as_of else None
        return on_or_after(row.date, ANY if since == ANY else [due])
    return v.any(kinds, lambda row: both(late_enough(row), left))


@requirement("h5.secure", advisory=True)
def secure(v):
    if v.seen.returns is None:
        return Answer(None)
    due = plus_months(v.home.date, 24) if v.home else None
    return Answer(bool(due is not None and v.home.stands(v.as_of) and v.as_of >= due))


@requirement("h5.discharge_advice", advisory=True,
             when=lambda v: both(stands(v), v.seen.in_force(("care_order",), v.as_of), level_in(v.seen, ("low",), v.as_of)))
def discharge_advice(v):
    return v.any("discharge_advice")


# Stops -----------------------------------------------------------------------------------------------------------------------


class Stop:
    def __init__(self, name, so, outcome_word, record=None, level=False):
        self.name, self.so, self.outcome, self.level = name, so, outcome_word, level
        self.by = record.record.get("led_by") if record else None
        self.on = record.date if record else None


def refused(name, rows, word, result, when=True, unsaid=None):
    """A stop by a refusal; unsaid is the answer for a record without an outcome."""
    found = both(when, tests_of(rows, lambda row: unsaid if row.record.get("outcome") is None else row.record["outcome"] == word).so)
    return Stop(name, found, result, rows[0] if found else None)


def too_risky(name, v, rows, result):
    """A stop by the level on the date of a decision, or today."""
    return Stop(name, v.level_on(dates(rows)), result, level=True)


def stops(v, stage):
    out = []
    if stage == 1:
        rows = [v.latest("care_plan_agreement", who) for who in (TEAM, HIGHER)]
        one, other = [refused("h1.not_agreed", row, "not_agreed", "not_agreed", unsaid=False) for row in rows]
        chosen = one if one.so else other
        chosen.so = either(one.so, other.so)
        out.append(chosen)
        out.append(refused("h1.not_ratified", v.latest("care_review", RATIFIED), "reunification_not_ratified", "not_ratified"))
    elif stage == 2:
        rows = v.latest("viability_consultation")
        out.append(too_risky("h2.not_viable", v, rows, "continue_looked_after"))
        out.append(refused("h2.not_suited", rows, "not_suited", "continue_looked_after"))
    elif stage == 3:
        out.append(refused("h3.placement_refused", v.latest("placement_with_parents_approval", v.by_return), "refused", "do_not_proceed",
                           v.under(CARE_ORDER)))
    elif stage == 4:
        rows = v.latest("viability_meeting")
        out.append(too_risky("h4.risk_escalated", v, rows, "do_not_proceed"))
        out.append(refused("h4.plan_changed", rows, "plan_changed", "care_plan_changed"))
    return out


# Set aside -------------------------------------------------------------------------------------------------------------------


def set_asides(v):
    """Every record that sets something aside, with whether it is accepted; and those that decide, by requirement and person."""
    listed, decide = [], {}
    for date, record in v.seen.records or []:
        if record.get("type") != "set_aside" or date == ANY or record.get("outcome") == "did_not_take_place":
            continue
        earlier = any((start is None or date >= start) and (end is None or date <= end) for start, end, _ in v.seen.attempts)
        if earlier and not v.inside(date):
            continue  # history
        wanted = (record.get("attributes") or {}).get("requirement")
        row = REQUIREMENTS.get(wanted)
        fault = aside_fault(v, row, date, record) or (None if v.inside(date) else "set_aside_not_allowed")
        listed.append((wanted, record, date, fault))
        if fault is None:
            decide[(wanted, record.get("about") if row.each else None)] = (record["outcome"] == "set_aside", record)
    return listed, decide


def aside_fault(v, row, date, record):
    if row is None or not row.aside or record.get("outcome") not in ("set_aside", "withdrawn"):
        return "set_aside_not_allowed"
    if row.each and not record.get("about"):
        return "set_aside_not_allowed"
    late = "set_aside_not_allowed" if row.decided and v.before_decision(date) is not True else None
    if record["outcome"] == "withdrawn":
        return late
    if record.get("led_by") not in row.aside:
        return "set_aside_not_allowed"
    if row.reasons and (record.get("attributes") or {}).get("reason") not in row.reasons:
        return "set_aside_not_allowed"
    return late if (record.get("rationale") or "").strip() else "set_aside_no_rationale"


# One day for itself ----------------------------------------------------------------------------------------------------------


class Status:
    def __init__(self, word, answer):
        self.word, self.evidence, self.late, self.people, self.on = word, answer.evidence, answer.late, answer.people, answer.on


def status(v, row, aside):
    """Status of a requirement on this day alone."""
    when = row.when(v) if row.when else True
    if when is False:
        return Status("not_applicable", Answer(False))
    answer = row.find(v)
    if answer.people is not None and answer.so is False and not answer.people:
        return Status("not_applicable", answer)
    if row.each:
        return status_of_each(v, row, aside, answer)
    if answer.so is True:
        return Status("met", answer)
    chosen = aside.get((row.name, None))
    if chosen and chosen[0]:
        return Status("set_aside", Answer(False, [chosen[1].get("id")]))
    return Status("not_met" if when and answer.so is False else "unknown", answer)


def status_of_each(v, row, aside, answer):
    lines, evidence, some = {}, list(answer.evidence), False
    for person, so in (answer.people or {}).items():
        chosen = aside.get((row.name, person))
        lines[person] = so
        if so is not True and chosen and chosen[0]:
            lines[person], some = "set_aside", True
            evidence.append(chosen[1].get("id"))
    if False in lines.values():
        word = "not_met"
    elif None in lines.values() or not lines:
        word = "unknown"
    else:
        word = "set_aside" if some else "met"
    return Status(word, Answer(answer.so, evidence, answer.late, lines))


class Day:
    """All stages on one day, taken for itself."""

    def __init__(self, seen, start="own"):
        v = self.view = View(seen, start)
        self.listed, aside = set_asides(v)
        self.requirements = {name: status(v, row, aside) for name, row in REQUIREMENTS.items()}
        self.stops = {number: stops(v, number) for number in range(1, 6)}
