"""
An invented authority: children, legal statuses, placements, episodes, reviews, visits and case records, the same for the same seed.

Each child comes into care, lives in some placements and leaves in one of the ways that there are. Who went home may come back: each month with a
chance that is twice as high where the return was not planned, higher for those of ten and over and lower for babies, and falls with
time at home. What is wrong in real data is there too: rows twice, a stale open row, a mistyped year, a reason without a code, histories that
are cut on the left. Nobody of them is anybody.
"""
import datetime
import json
import random

FIRST, LAST = datetime.date(2014, 4, 1), datetime.date(2024, 3, 31)
DAY = datetime.timedelta(1)
DESCRIBED = {
    "S": "S - Started to be looked after", "P": "P - Change of placement and carer", "L": "L - Change of legal status",
    "C1": "C1 - Interim care order", "C2": "C2 - Full care order", "E1": "E1 - Placement order", "V2": "V2 - Single period under section 20",
    "V4": "V4 - Series of short breaks", "L1": "L1 - Police protection",
    "U1": "U1 - Foster placement with relative or friend, long term", "U6": "U6 - Foster placement with other carer", "K2": "K2 - Children's home",
    "P1": "P1 - Placed with parents", "H5": "H5 - Semi-independent living", "T1": "T1 - Temporary: in hospital", "T4": "T4 - Temporary accommodation of seven days or less",
    "A5": "A5 - Placed for adoption",
    "X1": "X1 - Episode ceases, new one begins", "E4A": "E4 A - Returned home to live with parents, planned", "E4B": "E4 B - Returned home to live with parents, not planned",
    "E13": "E13 - Left care to live with relatives", "E45": "E45 - Special guardianship order", "E12": "E12 - Adopted", "E3": "E3 - Care taken over by another authority",
    "E5": "E5 - Independent living", "E17": "E17 - Aged 18, remains with carers", "E8": "E8 - Other",
}
EXITS = (("E4A", 30), ("E4B", 12), ("E13", 6), ("E45", 14), ("E12", 10), ("E3", 2), ("E5", 12), ("E17", 8), ("E8", 6))


def monthly_hazard(age, planned, month):
    """The chance to come back into care in a month at home."""
    base = 0.035 if month < 3 else 0.018 if month < 12 else 0.006 if month < 24 else 0.003
    return base * (0.75 if planned else 1.6) * (0.6 if age < 1 else 1.0 if age < 10 else 1.5)


class Authority:
    def __init__(self, seed, described, window_years, moves):
        self.draw, self.described, self.moves = random.Random(seed), described, moves
        self.cut = None if window_years is None else datetime.date(LAST.year - window_years, LAST.month, 30)
        self.rows = {name: [] for name in ("ssd_person", "ssd_legal_status", "ssd_cla_placement", "ssd_cla_episodes", "ssd_cla_reviews", "ssd_cla_visits", "reunify_cases")}
        self.numbers = {}

    def id(self, letter):
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return "%s%07d" % (letter, self.numbers[letter])

    def written(self, code):
        if code == "E4A" and self.described and self.draw.random() < 0.03:
            return "RETURNED HOME (PLANNED)"
        return DESCRIBED[code] if self.described else code

    def child(self, number):
        draw, person = self.draw, "P%07d" % number
        entry = FIRST + datetime.timedelta(int((LAST - FIRST).days * draw.random()))
        age = draw.choices((0, 2, 6, 11, 15), (22, 18, 18, 24, 18))[0]
        birth = entry - datetime.timedelta(int(365.25 * age) + draw.randrange(360))
        adult = birth.replace(year=birth.year + 18, day=min(birth.day, 28))
        self.rows["ssd_person"].append((person, draw.choice(("Male", "Female")), None, None, birth.isoformat(), None, None, None))
        returns, start, breaks = [], entry, draw.random() < 0.02
        while start is not None and start < min(adult, LAST):
            start, home = self.period(person, start, birth, adult, breaks)
            returns += [home] if home else []
        if returns and draw.random() < 0.4:
            self.case(person, birth, returns)

    def period(self, person, start, birth, adult, breaks):
        """One period of care: the day of coming back, or None; and the return home, if it ended with one."""
        draw, cla = self.draw, self.id("C")
        if breaks:
            length = draw.randrange(2, 10)
        else:
            length = int(draw.lognormvariate(5.7, 1.1)) + 3
        leaves = min(start + datetime.timedelta(length), adult)
        ended = leaves <= LAST
        code = draw.choices([c for c, _ in EXITS], [w for _, w in EXITS])[0] if leaves < adult else draw.choice(("E17", "E5"))
        if breaks:
            code = "E8"
        if code == "E12" and (start - birth).days > 2500:
            code = "E45"
        status = "V4" if breaks else draw.choices(("V2", "C1", "L1"), (60, 30, 10))[0]
        days = max(1, (leaves - start).days)
        count = 1 if breaks else min(int(draw.choices((1, 2, 3, 4, 6, 9), (35, 22, 17, 12, 9, 5))[0] * self.moves), days)
        cuts = sorted({start} | {start + datetime.timedelta(draw.randrange(1, days)) for _ in range(count - 1)} if days > 1 else {start})
        since = start
        for i, begins in enumerate(cuts):
            if begins > LAST:
                break
            ends = cuts[i + 1] if i + 1 < len(cuts) else leaves
            reason = "S" if i == 0 else "P"
            if i and status in ("V2", "C1", "L1") and draw.random() < 0.25:
                self.legal(person, status, since, begins)
                status, reason, since = ("C2" if status == "C1" else "C1"), "L", begins
            kind = "P1" if status in ("C1", "C2") and i == len(cuts) - 1 and draw.random() < 0.2 else \
                "H5" if (begins - birth).days > 5900 and draw.random() < 0.4 else \
                "T4" if 0 < i < len(cuts) - 1 and (ends - begins).days <= 7 else draw.choices(("U6", "U1", "K2"), (60, 20, 20))[0]
            self.episode(person, cla, begins, reason, kind, ends if ends <= LAST else None, "X1" if i + 1 < len(cuts) else code)
        self.legal(person, status, since, leaves if ended else None)
        self.around(person, cla, start, leaves if ended else LAST)
        if not ended:
            return None, None
        if breaks:
            return leaves + datetime.timedelta(draw.randrange(20, 60)), None
        if code not in ("E4A", "E4B"):
            return None, None
        home = (start, leaves, code == "E4A")
        age = (leaves - birth).days / 365.25
        for month in range(72):
            if draw.random() < monthly_hazard(age + month / 12, code == "E4A", month):
                return leaves + datetime.timedelta(int(month * 30.4) + draw.randrange(1, 30)), home
        return None, home

    def legal(self, person, status, start, end):
        """Ends are last days, as this authority writes them."""
        if self.cut and end and end <= self.cut:
            return
        self.rows["ssd_legal_status"].append((self.id("L"), person, self.written(status), start.isoformat(), (end - DAY).isoformat() if end and end <= LAST else None))

    def episode(self, person, cla, begins, reason, kind, ends, code):
        last = None if ends is None else max(begins, ends - DAY)
        if self.cut and last and last < self.cut:
            return
        placement = self.id("M")
        self.rows["ssd_cla_placement"].append((placement, cla, person, begins.isoformat(), last and last.isoformat(), self.written(kind), "PR0" if kind == "P1" else "PR1", None))
        row = (self.id("E"), person, placement, begins.isoformat(), self.written(reason), "N1", last and last.isoformat(), self.written(code) if last else None, cla, None, None)
        self.rows["ssd_cla_episodes"].append(row)
        spoilt = self.draw.random()
        if spoilt < 0.001:
            self.rows["ssd_cla_episodes"].append((self.id("E"),) + row[1:])
        elif spoilt < 0.0012 and last:
            wrong = row[:6] + (str(last.year + 180) + row[6][4:],) + row[7:] if last.month != 2 else row
            self.rows["ssd_cla_episodes"][-1] = wrong

    def around(self, person, cla, start, until):
        """Reviews after twenty working days, three months and then every six; visits every six weeks, the last of each."""
        draw = self.draw
        for name, gaps, before in (("ssd_cla_reviews", (28, 90, 182), 400), ("ssd_cla_visits", (42,), 60)):
            day, made = start, 0
            while True:
                day += datetime.timedelta(int(gaps[min(made, len(gaps) - 1)] * draw.uniform(0.8, 1.3)))
                made += 1
                if day >= until:
                    break
                if (until - day).days > before or draw.random() < 0.08:
                    continue
                if name == "ssd_cla_reviews":
                    self.rows[name].append((self.id("R"), cla, day.isoformat(), day.isoformat(), "N", "PN1"))
                else:
                    self.rows[name].append((self.id("V"), cla, person, day.isoformat(), "Y", draw.choice("YN")))

    def case(self, person, birth, returns):
        """The judgement side of a record; its dated part comes from the tables (records.py)."""
        draw, records, assessments = self.draw, [], []
        for start, home, planned in returns:
            day = start
            for kind, outcome, led_by in (("reunification_considered", None, "social_worker"), ("care_plan", "reunification", "social_worker"),
                                          ("care_plan_agreement", "agreed", "team_manager"), ("care_plan_agreement", "agreed", "head_of_service"),
                                          ("care_review", "reunification_ratified", "independent_reviewing_officer")):
                day += datetime.timedelta(draw.randrange(1, 30))
                if day >= home or draw.random() > (0.97 if planned else 0.6):
                    continue
                entry = {"id": "r%d" % (len(records) + 1), "type": kind, "date": day.isoformat(), "outcome": outcome, "led_by": led_by}
                records.append({k: v for k, v in entry.items() if v})
            better = 0.75 if planned else 0.35
            found = {name: values[0 if draw.random() < better else 1] for name, values in
                     (("risk_factors", ("addressed", "being_addressed")), ("protective_factors", ("apparent", "apparent")), ("parental_capacity", ("able", "unable")),
                      ("parents_wish", ("wants", "ambivalent")), ("child_wish", ("wants", "ambivalent")), ("recurrence", ("unlikely", "some")))}
            assessed = max(start, home - datetime.timedelta(draw.randrange(5, 90)))
            assessments.append({"id": "a%d" % (len(assessments) + 1), "date": assessed.isoformat(), "findings": dict(found, new_risk=False, within_child_timescale=True)})
        record = {"schema": "reunify/case/1", "id": "case-" + person, "child": {"siblings": draw.random() < 0.5}, "attributes": {"proceedings_ongoing": False, "destination": "parents"},
                  "return_to": ["mother"], "people": [{"id": "mother", "relation": "parent", "household": True, "parental_responsibility": True}],
                  "assessments": assessments, "records": records}
        self.rows["reunify_cases"].append((record["id"], person, json.dumps(record)))

    def taken(self):
        """The rows so far, which it forgets."""
        made, self.rows = self.rows, {name: [] for name in self.rows}
        return made


def invent(store, children, seed=1, described=True, window_years=None, moves=1.0, progress=None):
    """Fills the tables; they have to be empty."""
    store.prepare()
    if store.rows("SELECT count(*) FROM ssd_person")[0][0]:
        raise SystemExit("the tables have children already: an invented authority goes into empty ones")
    authority = Authority(seed, described, window_years, moves)
    for number in range(1, children + 1):
        authority.child(number)
        if number % 5000 == 0 or number == children:
            for table, rows in authority.taken().items():
                store.insert(table, rows)
            if progress:
                progress(number)
    return authority.numbers.get("E", 0)
