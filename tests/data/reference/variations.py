"""
Random changes to a case, the awkward ones made frequent: ties on a day, gaps of a day, open starts, returns that end on their own day, orders made at home,
plans given up and taken up again, second attempts, births that are partial or absurd, words that are missing. Every change leaves a case that the program takes.
"""
import copy

from days import day, plus_months, text

STEPS = (-180, -31, -30, -14, -8, -7, -2, -1, -1, 0, 0, 1, 1, 2, 7, 8, 14, 30, 31, 92, 182, 365)
ROLES = ("child", "parent", "family_and_friends_carer", "foster_carer", "independent_reviewing_officer", "social_worker", "team_manager", "service_manager",
         "head_of_service", "service_director", "health_representative", "education_representative", "childrens_guardian", "family_support_worker", "advocate")
OUTCOMES = {
    "care_plan": ("reunification", "other_plan"), "care_plan_agreement": ("agreed", "not_agreed"),
    "care_review": ("reunification_ratified", "reunification_not_ratified"), "viability_consultation": ("potentially_suited", "not_suited"),
    "viability_meeting": ("return_date_confirmed", "plan_changed"), "placement_with_parents_approval": ("approved", "refused"),
    "single_assessment": ("completed",), "police_check": ("completed",), "reunification_plan": ("agreed",), "contingency_plan": ("agreed",),
    "team_around_family": ("agreed",), "disagreement": ("resolved", "escalated"),
}
FINDINGS = {
    "risk_factors": ("addressed", "being_addressed", "not_being_addressed"), "protective_factors": ("apparent", "not_apparent"),
    "parental_capacity": ("able", "unable"), "parents_wish": ("wants", "ambivalent", "does_not_want"),
    "child_wish": ("wants", "ambivalent", "does_not_want", "not_ascertainable"), "recurrence": ("unlikely", "some", "strong", "very_strong"),
    "new_risk": (True, False), "using_interventions": (True, False), "within_child_timescale": (True, False),
}
CODES = ("section_20", "interim_care_order", "care_order", "placement_order", "interim_care_order", "care_order", "interim_supervision_order",
         "supervision_order", "section_47_enquiry", "police_protection", "emergency_protection_order", "pre_proceedings", "none")
PLACES = ("foster", "with_parents", "with_parents", "hospital", "temporary", "kinship_foster", "residential", "other")
SET_ASIDE = ("h2.child_views", "h2.parent_views", "h3.attendance_partners", "h3.direct_work_child", "h3.direct_work_parents", "h3.restorative_meeting",
             "h3.siblings", "h3.family_time", "h3.safety_child", "h4.participants", "h2.genogram", "h1.ratified")


class Variation:
    def __init__(self, case, random):
        self.case, self.random = copy.deepcopy(case), random
        self.count = 0

    def days(self):
        found = []

        def gather(value):
            if isinstance(value, dict):
                found.extend(one for key, one in value.items() if key in ("date", "from", "to", "ended_on") and isinstance(one, str))
                for one in value.values():
                    gather(one)
            elif isinstance(value, list):
                for one in value:
                    gather(one)
        gather(self.case)
        return sorted(set(found)) or ["2024-01-01"]

    def some_day(self):
        """A day that the case names, or one near it; often the return's or a care period's."""
        pivots = [one["date"] for one in self.case.get("returns") or []] + [one["ended_on"] for one in self.case.get("returns") or [] if one.get("ended_on")]
        pivots += [one[key] for one in self.case.get("care_periods") or [] for key in ("from", "to") if one.get(key)]
        base = self.random.choice(pivots if pivots and self.random.random() < 0.4 else self.days())
        return text(max(day(base) + self.random.choice(STEPS), day("1990-01-01")))

    def new_id(self):
        self.count += 1
        return "v%d" % self.count

    def rows(self, member):
        return self.case.setdefault(member, []) if self.case.get(member) is None else self.case[member]

    def one_of(self, member):
        return self.random.choice(self.case[member]) if self.case.get(member) else None

    def add(self, record):
        self.rows("records").insert(self.random.randint(0, len(self.rows("records"))), dict(record, id=self.new_id()))

    def apply(self, times):
        for _ in range(times):
            self.random.choice(CHANGES)(self)
        self.tidy()
        return self.case

    def tidy(self):
        """Nobody goes home as a child after growing up, and nothing lasts for no day: the texts say nothing of either."""
        returns = self.case.get("returns") or []
        last = max([one["date"] for one in returns], default=None)
        for one in returns:
            if one.get("outcome") == "became_adult" and one["date"] != last:
                one["outcome"] = "other"
        for member in ("care_periods", "placements", "legal_statuses"):
            if self.case.get(member) is not None:
                self.case[member] = [one for one in self.case[member] if not one.get("from") or one["from"] != one.get("to")]


# Records and assessments -----------------------------------------------------------------------------------------------------


def move(v):
    one = v.one_of(v.random.choice(("records", "records", "assessments")))
    if one and one.get("date"):
        one["date"] = v.random.choice(v.days()) if v.random.random() < 0.4 else text(day(one["date"]) + v.random.choice(STEPS))


def remove(v):
    one = v.one_of(v.random.choice(("records", "records", "assessments", "family_time", "goals")))
    for member in ("records", "assessments", "family_time", "goals"):
        v.case[member] = [x for x in v.case[member] if x is not one] if v.case.get(member) is not None else None
        if v.case[member] is None:
            del v.case[member]


def repeat(v):
    one = v.one_of("records")
    if one:
        again = dict(copy.deepcopy(one), id=v.new_id())
        if v.random.random() < 0.7:
            again["date"] = v.some_day()
        v.case["records"].insert(v.random.randint(0, len(v.case["records"])), again)


def reorder(v):
    v.random.shuffle(v.rows("records"))


def decide(v):
    """Another outcome: a refusal, a draft, none at all, or that it did not take place."""
    rows = [one for one in v.case.get("records") or [] if one.get("type") in OUTCOMES]
    if rows:
        one = v.random.choice(rows)
        one["outcome"] = v.random.choice(OUTCOMES[one["type"]] * 2 + (None, "did_not_take_place", "draft"))


def decide_again(v):
    kind = v.random.choice(sorted(OUTCOMES))
    led = v.random.choice(("team_manager", "head_of_service", "service_director", "independent_reviewing_officer", "social_worker", None))
    v.add({"type": kind, "date": v.some_day(), "outcome": v.random.choice(OUTCOMES[kind] + (None,)), "led_by": led})


def lead(v):
    one = v.one_of("records")
    if one:
        one["led_by"] = v.random.choice(ROLES + (None, None, None))


def attend(v):
    rows = [one for one in v.case.get("records") or [] if one.get("participants")]
    if not rows:
        return
    one = v.random.choice(rows)
    if v.random.random() < 0.3:
        del one["participants"]
    elif v.random.random() < 0.5:
        one["participants"].remove(v.random.choice(one["participants"]))
    else:
        one["participants"] = sorted(set(one["participants"]) | {v.random.choice(ROLES)})


def whom(v):
    rows = [one for one in v.case.get("records") or [] if one.get("about")]
    if rows:
        v.random.choice(rows)["about"] = v.random.choice([one["id"] for one in v.case.get("people") or []] + ["child", None])


def consult(v):
    v.add({"type": "planning_consultation", "date": v.some_day(), "led_by": v.random.choice(ROLES), "participants": v.random.sample(ROLES, 3)})


def review(v):
    """A review of any kind; whose it is, who leads it and whether the young person is a care leaver decide whether it counts."""
    one = {"type": v.random.choice(("care_review", "child_in_need_review", "pathway_review", "pathway_review", "support_review")), "date": v.some_day(),
           "led_by": v.random.choice(("independent_reviewing_officer", "independent_reviewing_officer", "social_worker", None))}
    if v.random.random() < 0.7:
        one["participants"] = v.random.sample(ROLES, 3)
    v.add(one)
    if v.random.random() < 0.5:
        v.case.setdefault("attributes", {})["care_leaver"] = v.random.choice((True, False, None))


def lose_member(v, member, *keys):
    one = v.one_of(member)
    if one:
        one.pop(v.random.choice(keys), None)


def lose_words(v):
    """Of a record, a status or a visit something is not recorded."""
    lose_member(v, *v.random.choice((("records", "outcome", "about", "led_by", "participants"), ("placements", "type"), ("legal_statuses", "code"),
                                     ("family_time", "overnight", "hours", "times_a_week"))))


def not_held(v):
    one = v.one_of("records")
    if one:
        one["outcome"] = "did_not_take_place"


def find(v):
    one = v.one_of("assessments")
    if one:
        name = v.random.choice(sorted(FINDINGS))
        findings = one.setdefault("findings", {})
        findings.pop(name, None)
        if v.random.random() < 0.8:
            findings[name] = v.random.choice(FINDINGS[name])


def assess(v):
    if v.case.get("assessments"):
        again = dict(copy.deepcopy(v.one_of("assessments")), id=v.new_id(), date=v.some_day())
        v.case["assessments"].append(again)
        find(v)


def judge(v):
    one = v.one_of("assessments")
    if one:
        one["judgement"] = {"level": v.random.choice(("low", "medium", "high", "severe")), "rationale": v.random.choice(("Reasons.", "Reasons.", " ", None)),
                            "approved_by": v.random.choice(("team_manager", "head_of_service", "social_worker", None))}


def find_by_person(v):
    one = v.one_of("assessments")
    people = [x["id"] for x in v.case.get("people") or []]
    if one and people:
        one["people"] = [{"person": person, "findings": {name: v.random.choice(FINDINGS[name])
                                                         for name in ("parents_wish", "parental_capacity") if v.random.random() < 0.6}}
                         for person in v.random.sample(people, min(len(people), v.random.randint(1, 2)))]
        if v.random.random() < 0.5:
            one.setdefault("findings", {}).pop(v.random.choice(("parents_wish", "parental_capacity")), None)


def return_to(v):
    people = [x["id"] for x in v.case.get("people") or []]
    if not people:
        return
    out = []
    for person in v.random.sample(people, min(len(people), v.random.randint(1, 2))):
        start = v.some_day()
        out.append(person if v.random.random() < 0.5 else {"person": person, "from": start, "to": v.random.choice((None, text(day(start) + 90)))})
    v.case["return_to"] = out


def itemise(v):
    one = v.one_of("assessments")
    if one:
        code, kind = v.random.choice((("parental_alcohol_misuse", "risk"), ("isolation", "risk"), ("informal_support", "protective")))
        status = ("addressed", "managed", "being_addressed", "not_being_addressed", None) if kind == "risk" else ("apparent", "not_apparent", None)
        one.setdefault("factors", []).append({"code": code, "kind": kind, "status": v.random.choice(status),
                                              "emerged": v.random.choice((None, None, "new", "re_emerged")) if kind == "risk" else None})


# Where the child was ---------------------------------------------------------------------------------------------------------


def end_return(v):
    one = v.one_of("returns")
    if one:
        one["ended_on"] = text(day(one["date"]) + v.random.choice((0, 0, 1, 7, 30, 60, 200, 400)))
        one["outcome"] = v.random.choice(("re_entered_care", "other", "became_adult", None))


def reopen_return(v):
    one = v.one_of("returns")
    if one:
        one["ended_on"] = one["outcome"] = None


def go_home(v):
    v.rows("returns").append({"date": v.some_day(), "ended_on": None, "outcome": None})


def go_home_twice(v):
    one = v.one_of("returns")
    if one:
        v.case["returns"].append(copy.deepcopy(one))
        end_return(v)


def move_return(v):
    one = v.one_of("returns")
    if one and not one.get("ended_on"):
        one["date"] = v.some_day()


def re_enter(v):
    """Back in care: a return ended or left open, a new period of care, some work done again."""
    one = v.one_of("returns")
    if not one:
        return
    back = day(one["date"]) + v.random.choice((0, 1, 30, 100, 200))
    if v.random.random() < 0.6:
        one["ended_on"], one["outcome"] = text(back), v.random.choice(("re_entered_care", None, "other"))
    v.rows("care_periods").append({"from": text(back + v.random.choice((0, 0, 0, 1, 14, 60)))})
    if v.random.random() < 0.7:
        v.rows("placements").append({"type": v.random.choice(PLACES), "from": text(back)})
    for record in v.random.sample(v.case.get("records") or [], min(12, len(v.case.get("records") or []))):
        if record.get("date"):
            v.case["records"].append(dict(copy.deepcopy(record), id=v.new_id(), date=text(back + v.random.randint(0, 200))))


def give_up(v):
    start = v.some_day()
    v.add(v.random.choice(({"type": "care_plan", "outcome": "other_plan", "date": start}, {"type": "viability_meeting", "outcome": "plan_changed", "date": start})))
    if v.random.random() < 0.8:
        v.add({"type": "care_plan", "outcome": "reunification", "date": text(day(start) + v.random.choice((0, 1, 30, 90)))})


def order_at_home(v):
    for one in v.case.get("returns") or []:
        start = day(one["date"]) + v.random.choice((-1, 0, 1, 30, 100))
        v.rows("legal_statuses").append({"code": v.random.choice(("interim_care_order", "care_order")), "from": text(start),
                                         "to": v.random.choice((None, text(start + 60)))})
        if v.random.random() < 0.7:
            v.rows("care_periods").append({"from": text(start)})
        if v.random.random() < 0.5:
            v.rows("placements").append({"type": "with_parents", "from": text(start)})


def cut(v):
    """Cuts an interval in two, with none, one or more days between, or ends it."""
    member = v.random.choice(("care_periods", "placements", "legal_statuses"))
    one = v.one_of(member)
    if one and one.get("from"):
        at = day(v.some_day())
        if day(one["from"]) < at and (not one.get("to") or at < day(one["to"])):
            rest = dict(copy.deepcopy(one), **{"from": text(at + v.random.choice((0, 1, 1, 1, 2, 30)))})
            one["to"] = text(at)
            if v.random.random() < 0.8 and (not rest.get("to") or day(rest["from"]) <= day(rest["to"])):
                v.case[member].append(rest)


def add_interval(v):
    member = v.random.choice(("care_periods", "placements", "legal_statuses"))
    start = day(v.some_day())
    one = {"from": text(start), "to": v.random.choice((None, text(start + v.random.choice((1, 2, 7, 8, 30, 200)))))}
    one.update({"care_periods": {"kind": v.random.choice(("care", "short_break"))}, "placements": {"type": v.random.choice(PLACES)},
                "legal_statuses": {"code": v.random.choice(CODES)}}[member])
    v.rows(member).append(one)


def rename(v):
    member, key, words = v.random.choice((("placements", "type", PLACES), ("legal_statuses", "code", CODES), ("care_periods", "kind", ("care", "short_break"))))
    one = v.one_of(member)
    if one:
        one[key] = v.random.choice(words)


def lose_start(v):
    one = v.one_of(v.random.choice(("placements", "legal_statuses")))
    if one and v.random.random() < 0.4:
        one.pop("from", None)


def lose_start_of_visits(v):
    lose_member(v, "family_time", "from")


# People ----------------------------------------------------------------------------------------------------------------------


def birth(v):
    one = v.one_of("people") if v.random.random() < 0.7 else v.case.setdefault("child", {})
    if one is None:
        return
    around = day(v.some_day())
    born = v.random.choice((plus_months(around, -192), plus_months(around, -216), plus_months(around, -192) + 1, around - 300, around, around + 1, around + 400,
                            plus_months(around, -130), plus_months(around, -420)))
    words = text(born)
    one["date_of_birth"] = v.random.choice((words, words, words[:7], words[:4], None))


def stay(v):
    one = v.one_of("people")
    if one:
        start = day(v.some_day())
        one[v.random.choice(("household", "regular_visitor"))] = True
        one["stays"] = [{"from": text(start), "to": v.random.choice((None, text(start + v.random.choice((1, 30, 200)))))}]
        if v.random.random() < 0.3:
            del one["stays"][0]["from"]
        if v.random.random() < 0.3:
            one["stays"].append({"from": v.some_day()})


def person(v):
    one = v.one_of("people")
    if one:
        key = v.random.choice(("household", "regular_visitor", "parental_responsibility", "relation", "needs"))
        values = {"relation": ("parent", "extended_family", "sibling", "household_member", None), "needs": ([], ["substance_misuse"], None)}
        one[key] = v.random.choice(values.get(key, (True, False, None)))


def attribute(v):
    key, values = v.random.choice((("proceedings_ongoing", (True, False, None)), ("destination", ("parents", "relatives", None)),
                                   ("guardian_appointed", (True, False, None)), ("care_leaver", (True, False, None)), ("siblings", (True, False, None))))
    v.case.setdefault("child" if key == "siblings" else "attributes", {})[key] = v.random.choice(values)


def lose(v):
    if v.random.random() < 0.3:
        v.case.pop(v.random.choice(("records", "returns", "people", "assessments", "legal_statuses", "care_periods", "placements", "family_time", "goals")), None)


def visit(v):
    v.rows("family_time").append({"from": v.some_day(), "times_a_week": v.random.choice((0.5, 1, 3, 7)), "hours": v.random.choice((2, 24, 24.001, 48)),
                                  "overnight": v.random.choice((True, False))})


def set_aside(v):
    name = v.random.choice(SET_ASIDE)
    one = {"type": "set_aside", "date": v.some_day(), "outcome": v.random.choice(("set_aside", "set_aside", "withdrawn")),
           "led_by": v.random.choice(("team_manager", "head_of_service", "head_of_service", "social_worker")),
           "rationale": v.random.choice(("Reasons.", "Reasons.", " ")), "attributes": {"requirement": name}}
    if v.random.random() < 0.7:
        one["attributes"]["reason"] = v.random.choice(("too_young", "not_practicable"))
    if name == "h2.parent_views" and v.case.get("people"):
        one["about"] = v.random.choice(v.case["people"])["id"]
    v.add(one)


CHANGES = (move, move, move, remove, remove, repeat, repeat, reorder, decide, decide, decide, decide_again, decide_again, lead, lead, attend, attend, whom,
           consult, find, assess, assess, judge, find_by_person, return_to, itemise, end_return, end_return, reopen_return, go_home, go_home_twice,
           move_return, re_enter, re_enter, give_up, give_up, order_at_home, cut, cut, add_interval, add_interval, rename, lose_start, birth, birth, stay, stay,
           person, attribute, lose, visit, set_aside, set_aside, lose_start_of_visits, review, lose_words, not_held)
