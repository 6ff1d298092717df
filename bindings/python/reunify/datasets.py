"""Invented children, to try things with. Nobody of them is anybody."""
import datetime
import random
from typing import Any, Dict, List, Optional

_FINDINGS = {
    "risk_factors": ["not_being_addressed", "being_addressed", "addressed"],
    "protective_factors": ["not_apparent", "apparent", "apparent"],
    "parental_capacity": ["unable", "able", "able"],
    "parents_wish": ["ambivalent", "wants", "wants"],
    "child_wish": ["ambivalent", "wants", "wants"],
    "recurrence": ["strong", "some", "unlikely"],
}
_START = datetime.date(2021, 1, 4)


def _findings(draw: random.Random, progress: float) -> Dict[str, Any]:
    """What an assessment finds: better as time goes on, mostly."""
    found: Dict[str, Any] = {}
    for name, values in _FINDINGS.items():
        at = min(2, max(0, int(0.6 + progress * 3 + draw.uniform(-0.5, 0.5))))
        if draw.random() > 0.03:
            found[name] = values[at]
    found["new_risk"] = draw.random() < 0.05
    found["within_child_timescale"] = draw.random() < 0.9
    return found


def _assessments(draw: random.Random, start: datetime.date) -> List[Dict[str, Any]]:
    count = draw.randint(2, 8)
    days = sorted(draw.sample(range(30, 1100), count))
    return [{"id": "a%d" % (i + 1), "date": (start + datetime.timedelta(day)).isoformat(), "findings": _findings(draw, i / count)} for i, day in enumerate(days)]


# The steps of a record, in their order: type, outcome, who led it, about whom.
_STEPS = (
    ("reunification_considered", None, "social_worker", None),
    ("care_plan", "reunification", "social_worker", None),
    ("care_plan_agreement", "agreed", "team_manager", None),
    ("care_plan_agreement", "agreed", "head_of_service", None),
    ("care_review", "reunification_ratified", "independent_reviewing_officer", None),
    ("parent_views", None, "social_worker", "mother"),
    ("child_views", None, "social_worker", "child"),
    ("police_check", "completed", "social_worker", "mother"),
    ("family_group_conference", None, "family_group_conference_coordinator", None),
)


def _records(draw: random.Random, start: datetime.date, end: datetime.date) -> List[Dict[str, Any]]:
    """Some weeks between steps; most are taken, not all."""
    made: List[Dict[str, Any]] = []
    day, rare = start, 0.02 if draw.random() < 0.6 else 0.3
    for kind, outcome, led_by, about in _STEPS:
        day += datetime.timedelta(draw.randint(5, 40))
        if day >= end:
            break
        if draw.random() >= rare:
            entry = {"id": "r%d" % (len(made) + 1), "type": kind, "date": day.isoformat(), "outcome": outcome, "led_by": led_by, "about": about}
            made.append({k: v for k, v in entry.items() if v})
    return made


def _child(draw: random.Random, number: int) -> Dict[str, Any]:
    start = _START + datetime.timedelta(draw.randint(0, 500))
    home: Optional[datetime.date] = start + datetime.timedelta(draw.randint(300, 900)) if draw.random() < 0.6 else None
    until = {"to": home.isoformat()} if home else {}
    return {
        "schema": "reunify/case/1",
        "id": "D-%04d" % number,
        "child": {"date_of_birth": (start - datetime.timedelta(draw.randint(200, 5500))).isoformat(), "siblings": draw.random() < 0.5},
        "attributes": {"proceedings_ongoing": False, "destination": "parents"},
        "legal_statuses": [{"code": draw.choice(["section_20", "section_20", "care_order"]), "from": start.isoformat(), **until}],
        "care_periods": [{"from": start.isoformat(), **until}],
        "placements": [{"type": draw.choice(["foster", "foster", "kinship_foster"]), "from": start.isoformat(), **until}],
        "returns": [{"date": home.isoformat(), "planned": draw.random() < 0.9}] if home else [],
        "return_to": ["mother"],
        "people": [{"id": "mother", "relation": "parent", "household": True, "parental_responsibility": True}],
        "assessments": _assessments(draw, start),
        "records": _records(draw, start, home or start + datetime.timedelta(700)),
    }


def caseload(n: int = 100, seed: int = 1) -> List[Dict[str, Any]]:
    """Cases of `n` invented children, as dicts of `reunify/case/1`: the same for the same seed.

    >>> import reunify as ru
    >>> ru.datasets.caseload(2) == ru.datasets.caseload(2), len(ru.datasets.caseload(1000))
    (True, 1000)
    """
    return [_child(random.Random("%d/%d" % (seed, i)), i) for i in range(1, n + 1)]


def assessments(n: int = 100, seed: int = 1) -> List[Dict[str, Any]]:
    """The assessments of the same children as a table: a dict a row, a column a finding, with `child` and a `datetime.date`.

    >>> import reunify as ru
    >>> sorted(ru.datasets.assessments(1)[0])[:3]
    ['child', 'child_wish', 'date']
    """
    names = list(_FINDINGS) + ["new_risk", "within_child_timescale"]
    return [{"child": case["id"], "date": datetime.date.fromisoformat(a["date"]), **{f: a["findings"].get(f) for f in names}}
            for case in caseload(n, seed) for a in case["assessments"]]
