#!/usr/bin/env python3
"""
The program reunify-outcomes: the histories of tests/data/outcomes with their answers; thousands of random histories, under every option, against a slow
plain reference that is written here from the definitions (docs/outcomes.md); the order of rows; what is suppressed; files that are wrong; its documents
against their schema.

  run_outcomes.py PROGRAM [HISTORIES]
"""
import collections
import csv
import datetime
import glob
import io
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import support

SCHEMA = os.path.join(support.ROOT, "docs", "schema", "outcomes.schema.json")
EXAMPLES = os.path.join(support.ROOT, "examples", "data", "outcomes")
COLUMNS = ["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"]
MONTHS = [1, 3, 6, 12, 24, 60]


def run(program, arguments, folder=None, text=True, stdin=None):
    return subprocess.run([program] + arguments, capture_output=True, timeout=120, text=text, cwd=folder, input=stdin)


def write_csv(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns] + rows)


def write_files(folder, episodes, later, children, marks=()):
    """The files of a history, and their names. A row of episodes is as in COLUMNS, one of children CHILD, DOB, SEX, one of marks CHILD, DATE, LEVEL, GATE."""
    names = ["episodes.csv"]
    write_csv(os.path.join(folder, "episodes.csv"), COLUMNS, episodes)
    if later:
        names.append("later.csv")
        write_csv(os.path.join(folder, "later.csv"), COLUMNS, later)
    if children:
        names.append("header.csv")
        write_csv(os.path.join(folder, "header.csv"), ["CHILD", "DOB", "SEX"], children)
    if marks:
        names.append("marks.csv")
        write_csv(os.path.join(folder, "marks.csv"), ["CHILD", "DATE", "LEVEL", "GATE"], marks)
    return names


def document_of(program, folder, names, options):
    done = run(program, options + ["--format", "json"] + names, folder)
    if done.returncode or done.stderr:
        sys.exit("%s: ended with %d: %s" % (" ".join(options), done.returncode, done.stderr))
    return json.loads(done.stdout)


def table_of(program, folder, names, options, table):
    done = run(program, options + ["--format", "csv", "--table", table] + names, folder)
    if done.returncode or done.stderr:
        sys.exit("%s, %s: ended with %d: %s" % (" ".join(options), table, done.returncode, done.stderr))
    return list(csv.DictReader(io.StringIO(done.stdout)))


# Histories with answers by hand ------------------------------------------------------------------------------------------------


def episode(row):
    return ["" if word == "-" else word for word in row.split()]


def key_of(line):
    """What tells the elements of a list of the document apart."""
    return [line.get(name) for name in ("by", "group", "months", "year")]


def differences(want, got, at=""):
    """Like support.differences, but of a list only the elements that are named."""
    if isinstance(want, dict) and isinstance(got, dict):
        return [d for name, value in want.items() for d in
                (differences(value, got[name], at + "/" + name) if name in got else ["%s/%s: is not there" % (at, name)])]
    if isinstance(want, list):
        found = []
        for element in want:
            named = [g for g in got if all(k is None or k == other for k, other in zip(key_of(element), key_of(g)))]
            found += differences(element, named[0], "%s/%s" % (at, key_of(element))) if named else ["%s: no %s" % (at, key_of(element))]
        return found
    return support.differences(want, got, at)


def check_case(report, program, name, case):
    with tempfile.TemporaryDirectory() as folder:
        rows, later = [list(map(episode, case.get(which, []))) for which in ("episodes", "later")]
        names = write_files(folder, rows, later, [row.split() for row in case.get("children", [])], list(map(episode, case.get("marks", []))))
        options = case.get("options", [])
        found = differences(case.get("expect", {}), document_of(program, folder, names, options))
        for table, want in case.get("tables", {}).items():
            got = table_of(program, folder, names, options, table)
            found += support.differences(want, got, table)
    report.check(not found, "%s: %s" % (name, case["name"]), case["why"], *found)


def check_cases(report, program):
    count = 0
    for path in sorted(glob.glob(os.path.join(support.HERE, "outcomes", "*.json"))):
        for case in support.load(path)["cases"]:
            check_case(report, program, os.path.basename(path), case)
            count += 1
    report.check(count >= 50, "only %d histories were found" % count)


# The reference -----------------------------------------------------------------------------------------------------------------

CLASSES = {"E4A": "home_planned", "E4B": "home_unplanned", "E4": "home_undivided", "E13": "kin", "E3": "transfer", "E15": "age", "E17": "age", "E9": "custody", "E2": "died",
           **dict.fromkeys(["E41", "E43", "E44", "E45", "E46", "E47", "E48"], "order"), **dict.fromkeys(["E11", "E12", "E1"], "adoption"),
           **dict.fromkeys(["E5", "E6", "E7", "E8", "E14", "E16"], "other")}
HOME = ("home_planned", "home_unplanned", "home_undivided")
BREAKS = ("V3", "V4")
KNOWN = {"RNE": "S L P T B U".split(), "LS": "C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3".split(), "PLACE": "P1 U6 K2 T1 H5".split(),
         "REC": ["X1", "E99"] + list(CLASSES)}
# As they stand in lib/outcome/codes.json: of rows that agree in all dates the one with the later code comes later.
ORDER = {s["set"]: [c["code"] for c in s["codes"]] for s in support.load(os.path.join(support.ROOT, "lib", "outcome", "codes.json"))["sets"]}
INFINITE = datetime.date.max

Row = collections.namedtuple("Row", "child start end ceased started status placement file line")
Period = collections.namedtuple("Period", "child start ended exit ending rows")
Return = collections.namedtuple("Return", "child number date exit status days_in_period days_in_care next followed age sex level gate")


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def add_months(date, months):
    total = date.year * 12 + date.month - 1 + months
    year, month = divmod(total, 12)
    for last in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            pass


def birthday(birth, age):
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return datetime.date(birth.year + age, 3, 1)


class Reference:
    def __init__(self, files, children, marks, options):
        self.options, self.marks = options, marks
        self.anomalies = collections.Counter()
        self.births, self.sexes = {}, {}
        self.read_children(children)
        self.rows = [self.read(number, line, row) for number, rows in enumerate(files) for line, row in enumerate(rows, 2)]
        self.children = {row.child for row in self.rows}
        self.read_rows = len(self.rows)
        self.rows = [r for r in map(self.plausible, self.rows) if r]
        self.used = self.usable()
        self.last = max([r.end if r.end != INFINITE else r.start for r in self.used], default=None)
        self.observed = day(options.get("observed-to")) or self.last
        self.periods, self.breaks_dropped = [], 0
        for child in sorted(self.children):
            self.join([r for r in self.used if r.child == child])
        self.follow()

    def read_children(self, children):
        for child, birth, sex in children:
            self.births.setdefault(child, set()).add(day(birth))
            self.sexes.setdefault(child, set()).add(sex)
        for child in self.births:
            if len(self.births[child] - {None}) > 1 or len(self.sexes[child] - {""}) > 1:
                self.births[child], self.sexes[child] = {None}, {""}

    def read(self, number, line, row):
        cells = dict(zip(COLUMNS, row))
        start, end = day(cells["DECOM"]), day(cells["DEC"])
        if self.options.get("end") == "inclusive" and end:
            end += datetime.timedelta(1)
        return Row(cells["CHILD"], start, end or INFINITE, cells["REC"], cells["RNE"], cells["LS"], cells["PLACE"], number, line)

    def bounds(self):
        """The first and the last year that can be: from the middle one to where nothing comes for 25 years, or upwards for 5 and then one date in a hundred."""
        years = sorted(self.year(date) for r in self.rows for date in (r.start, r.end) if date and date != INFINITE)
        found, middle = [], (len(years) - 1) // 2
        for way, rest in ((-1, years[:middle][::-1]), (1, years[middle + 1:])):
            last = years[middle] if years else 0
            for i, year in enumerate(rest):
                empty = (year - last) * way - 1
                if empty >= 25 or (way > 0 and empty >= 5 and len(rest) - i <= len(years) // 100):
                    break
                last = year
            found.append(last)
        return found

    @staticmethod
    def year(date):
        return (date - datetime.date.min).days * 4 // 1461

    def plausible(self, r):
        if not hasattr(self, "years"):
            self.years = self.bounds()
        if r.start is None:
            return r
        if not self.years[0] <= self.year(r.start) <= self.years[1]:
            self.anomalies["start_not_plausible"] += 1
            return None
        if r.end != INFINITE and (not self.years[0] <= self.year(r.end) <= self.years[1] or (r.end - r.start).days > 21 * 365.25):
            self.anomalies["end_not_plausible"] += 1
            return r._replace(end=INFINITE, ceased="")
        return r

    def superseded_open(self, rows):
        """Open rows for whose days the latest report of the child has another."""
        last = collections.defaultdict(lambda: datetime.date.min)
        for r in self.rows:
            last[r.file] = max([last[r.file]] + [date for date in (r.start, r.end) if date and date != INFINITE])
        for r in rows:
            latest = max(o.file for o in rows if o.child == r.child)
            if r.end == INFINITE and r.file < latest and any(o.child == r.child and o.file == latest and o.end > r.start and o.start <= last[r.file] and
                                                             o.start != r.start for o in rows):
                yield r

    def judge_births(self, rows):
        for child in {r.child for r in rows}:
            first = min(r.start for r in rows if r.child == child)
            birth = next(iter(self.births.get(child, {None}) - {None}), None)
            if birth and (first >= birthday(birth, 18) or birth > first + datetime.timedelta(366)):
                self.anomalies["birth_not_plausible"] += 1
                self.births[child] = {None}

    def usable(self):
        """The rows that are left, in order."""
        possible = []
        for r in self.rows:
            if r.start is None:
                self.anomalies["no_start"] += 1
            elif r.end < r.start or (r.end == r.start and self.options.get("end") == "inclusive"):
                self.anomalies["end_before_start"] += 1
            else:
                possible.append(r)
        current = [r for r in possible if not any(o.child == r.child and o.start == r.start and o.file > r.file for o in possible)]
        self.anomalies["superseded"] += len(possible) - len(current)
        kept = {}
        for r in current:
            kept.setdefault(r[:7], r)
        self.anomalies["duplicate"] += len(current) - len(kept)
        rows = list(kept.values())
        if self.options.get("short-breaks") == "drop-rows":
            rows = [r for r in rows if r.status not in BREAKS]
        gone = {id(r) for r in self.superseded_open(rows)}
        self.anomalies["open_superseded"] += len(gone)
        rows = [r for r in rows if id(r) not in gone]
        self.judge_births(rows)
        for r in rows:
            self.judge(r)
        # A reason on an open row is set aside, but only after rows were told apart by it.
        place = {kind: {code: i for i, code in enumerate(codes)} for kind, codes in ORDER.items()}

        def at(kind, code):
            return -2 if not code else place[kind].get(code, -1)
        rows.sort(key=lambda r: (r.child, r.start, r.end, at("reason_ceased", r.ceased), at("reason_started", r.started), at("legal_status", r.status),
                                 at("placement", r.placement)))
        return [r._replace(ceased="") if r.end == INFINITE else r for r in rows]

    def judge(self, r):
        birth = next(iter(self.births.get(r.child, {None}) - {None}), None)
        self.anomalies["reason_on_open_row"] += r.end == INFINITE and r.ceased != ""
        self.anomalies["end_without_reason"] += r.end != INFINITE and r.ceased == ""
        self.anomalies["no_days"] += r.end == r.start
        unknown = [kind for kind, code in (("RNE", r.started), ("LS", r.status), ("PLACE", r.placement), ("REC", "" if r.end == INFINITE else r.ceased))
                   if code and code not in KNOWN[kind]]
        self.anomalies["unknown_code"] += bool(unknown)
        self.anomalies["before_birth"] += bool(birth and r.start < birth)

    def join(self, rows):
        groups = []
        for i, r in enumerate(rows):
            before = rows[:i]
            latest = max([b.end for b in before], default=None)
            if before:
                self.judge_pair(before, r, latest)
            if self.options.get("rule") == "codes":
                new = not before or r.started == "S" or before[-1].ceased != "X1" or r.start > before[-1].end
            else:
                new = not before or r.start > latest
            if new:
                self.anomalies["periods_overlap"] += bool(before) and r.start < latest
                groups.append([])
            groups[-1].append(r)
        if rows:
            self.anomalies["continued_without_next"] += rows[-1].ceased == "X1"
        for group in groups:
            self.finish(group)

    def judge_pair(self, before, r, latest):
        last_ending = [b for b in before if b.end == latest][-1]
        self.anomalies["overlap"] += r.start < latest
        self.anomalies["open_not_last"] += latest == INFINITE and last_ending is before[-1]
        self.anomalies["same_start"] += r.start == before[-1].start
        self.anomalies["started_within"] += r.start <= latest and r.started == "S"
        self.anomalies["ceased_within"] += r.start <= latest and (before[-1].ceased in CLASSES or before[-1].ceased == "E99")
        self.anomalies["continued_without_next"] += before[-1].ceased == "X1" and r.start > before[-1].end
        self.anomalies["after_death"] += last_ending.ceased == "E2"

    def finish(self, rows):
        ends = max(r.end for r in rows)
        ending = [r for r in rows if r.end == ends][-1]
        if self.options.get("short-breaks") == "drop-periods":
            if all(r.status in BREAKS for r in rows):
                self.breaks_dropped += 1
                return
            self.anomalies["mixed_short_break"] += any(r.status in BREAKS for r in rows)
        self.anomalies["first_not_started"] += rows[0].started != "S"
        leaves = None if ends == INFINITE else CLASSES.get(ending.ceased, "unknown")
        self.periods.append(Period(rows[0].child, rows[0].start, None if ends == INFINITE else ends, leaves, ending, rows))

    def follow(self):
        self.returns = []
        for i, p in enumerate(self.periods):
            if p.exit not in HOME:
                continue
            own = [q for q in self.periods[:i + 1] if q.child == p.child]
            later = [q for q in self.periods[i + 1:] if q.child == p.child]
            birth = next(iter(self.births.get(p.child, {None}) - {None}), None)
            followed = None
            if p.ended <= self.observed:
                followed = max(p.ended, min([self.observed] + ([birthday(birth, 18)] if birth else [])))
            # A birthday of 29 February is 28 February here, as months are counted.
            age = next((a for a in range(200) if add_months(birth, 12 * (a + 1)) > p.ended), None) if birth and birth <= p.ended else None
            self.returns.append(Return(p.child, sum(q.exit in HOME for q in own), p.ended, p.exit, p.ending.status, (p.ended - p.start).days,
                                       sum((q.ended - q.start).days for q in own if q.ended), later[0].start if later else None, followed, age,
                                       next(iter(self.sexes.get(p.child, {""}) - {""}), ""), self.mark(p, 2), self.mark(p, 3)))

    def mark(self, p, column):
        """The latest of the child's that is not dated after the return."""
        found = [(m[1], m[column]) for m in self.marks if m[0] == p.child and m[column] and day(m[1]) <= p.ended]
        return max(found)[1] if found else ""

    def days_home(self, r):
        return max(0, (r.next - r.date).days) if r.next else None

    def home_after(self, r, months):
        then = add_months(r.date, months)
        if r.followed is None:
            return "not_yet_known"
        if r.next and r.next <= r.followed and r.next <= then:
            return "no"
        return "yes" if r.followed >= then else "not_yet_known"

    def cohort(self):
        first, last = day(self.options.get("from")) or datetime.date.min, day(self.options.get("to")) or self.observed
        return [r for r in self.returns if first <= r.date <= min(last, self.observed)]

    def leavers(self):
        first, last = day(self.options.get("from")) or datetime.date.min, day(self.options.get("to")) or self.observed
        latest = {}
        for i, p in enumerate(self.periods):
            if p.ended and first <= p.ended <= min(last, self.observed):
                year = p.ended.year + (p.ended.month > 3)
                at = latest.setdefault((year, p.child), (p.ended, i, p))
                latest[(year, p.child)] = max(at, (p.ended, i, p), key=lambda x: x[:2])
        years = collections.defaultdict(list)
        for (year, _), (_, _, p) in latest.items():
            years[year].append(p.exit in HOME)
        return [{"year": y, "left_care": len(years[y]), "went_home": sum(years[y])} for y in sorted(years)]

    def groups(self):
        def band(age):
            if age is None:
                return "not_known"
            return "under_1" if age < 1 else "1_to_4" if age < 5 else "5_to_9" if age < 10 else "10_to_15" if age < 16 else "16_and_over"
        sexes = {"M": "male", "F": "female", "U": "other", "": "not_known"}
        by = {"all": lambda r: "all", "exit": lambda r: r.exit, "age": lambda r: band(r.age),
              "legal_status": lambda r: r.status if r.status in KNOWN["LS"] else "", "number": lambda r: ["first", "second", "third_or_later"][min(r.number, 3) - 1],
              "sex": lambda r: sexes[r.sex], "authority": lambda r: "not_known"}
        if self.marks:
            by.update(level=lambda r: r.level, gate=lambda r: r.gate)
        for name, of in by.items():
            found = collections.defaultdict(list)
            for r in self.cohort():
                found[of(r)].append(r)
            if name == "all":
                found["all"] = self.cohort()
            for group, returns in found.items():
                yield name, group, returns


def kaplan_meier(times, until):
    """(share that came back, lower, upper) after so many days, of (days, came back); by floating point, and as the books have it."""
    if not any(t >= until for t, _ in times) and not (times and all(back for t, back in times if t == max(x for x, _ in times))):
        return None, None, None
    home, variance = 1.0, 0.0
    for t in sorted({t for t, back in times if back and t <= until}):
        risk, events = sum(x >= t for x, _ in times), sum(x == t and back for x, back in times)
        home *= (risk - events) / risk
        if risk == events:
            return 1.0, None, None
        variance += events / (risk * (risk - events))
    if not any(t >= until for t, _ in times):
        return None, None, None
    if home == 1:
        return 0.0, None, None
    error = 1.959964 * math.sqrt(variance) / -math.log(home)
    return 1 - home, 1 - home ** math.exp(-error), 1 - home ** math.exp(error)


def median(values):
    values = sorted(values)
    if not values:
        return None
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    return int(middle) if middle == int(middle) else middle


def expected_line(reference, returns):
    times = []
    for r in returns:
        days, followed = reference.days_home(r), (r.followed - r.date).days
        times.append((days, True) if days is not None and days <= followed else (followed, False))
    within = []
    for months in MONTHS:
        full = [r for r in returns if r.followed >= add_months(r.date, months)]
        back = sum(reference.home_after(r, months) == "no" for r in full)
        within.append({"months": months, "full": (len(full), back, back / len(full) if full else None), "estimate": kaplan_meier(times, int(months * 365.25 / 12))})
    return {"returns": len(returns), "reentered": sum(b for _, b in times), "median": median([t for t, b in times if b]), "within": within}


def close(a, b):
    return a == b if a is None or b is None else abs(a - b) <= 1.1e-6


def compare_line(want, got):
    found = [name for name, member in (("returns", "returns"), ("reentered", "reentered"), ("median", "median_days_to_reentry")) if want[name] != got[member]]
    for w, g in zip(want["within"], got["within"]):
        full, estimate = g["fully_followed"], g["estimate"]
        if w["full"][:2] != (full["returns"], full["reentered"]) or not close(w["full"][2], full["share"]):
            found.append("%d months: wanted %s, got %s" % (w["months"], w["full"], full))
        if not all(map(close, w["estimate"], (estimate["share"], estimate["lower"], estimate["upper"]))):
            found.append("%d months: wanted %s, got %s" % (w["months"], w["estimate"], estimate))
    return found


def compare_document(reference, document):
    r = reference
    exits = collections.Counter(p.exit for p in r.periods if p.exit)
    back = [r.days_home(x) for x in r.returns if x.next]
    want = {"rows": r.read_rows, "rows_used": len(r.used), "children": len(r.children), "periods": len(r.periods), "periods_short_break": r.breaks_dropped,
            "open_periods": sum(p.exit is None for p in r.periods), "exits": {name: exits[name] for name in document["exits"]}, "returns_home": len(r.returns),
            "returns_planned": exits["home_planned"], "returns_unplanned": exits["home_unplanned"], "returns_undivided": exits["home_undivided"],
            "children_returned": len({x.child for x in r.returns}), "reentered": len(back), "median_days_to_reentry": median(back)}
    found = support.differences(want, document)
    told = {kind: count for kind, count in document["anomalies"].items() if kind not in ("birth_differs", "code_not_of_year") and count}
    if told != {kind: count for kind, count in r.anomalies.items() if count}:
        found.append("anomalies: wanted %s, got %s" % (dict(r.anomalies), told))
    lines = {(line["by"], line["group"]): line for line in document["cohort"]["lines"]}
    for by, group, returns in r.groups():
        line = lines.pop((by, group or "not_known"), None)
        found += ["%s, %s: %s" % (by, group, d) for d in compare_line(expected_line(r, returns), line)] if line else ["no line %s %s" % (by, group)]
    found += ["a line too many: %s" % (key,) for key in lines]
    return found + support.differences(r.leavers(), [{k: v for k, v in y.items() if k != "share"} for y in document["cohort"]["leavers"]])


def compare_tables(reference, periods, returns):
    def shown(value):
        return "" if value is None else str(value)
    want = [{"child": p.child, "start": str(p.start), "ended": shown(p.ended), "exit": shown(p.exit), "rows": str(len(p.rows)),
             "days": shown((p.ended - p.start).days if p.ended else None)} for p in reference.periods]
    found = support.differences(want, periods, "periods")
    want = [{"child": r.child, "number": str(r.number), "date": str(r.date), "exit": r.exit, "days_in_period": str(r.days_in_period), "days_in_care": str(r.days_in_care),
             "next_start": shown(r.next), "days_home": shown(reference.days_home(r)), "followed_to": shown(r.followed), "age": shown(r.age),
             "home_1_month": reference.home_after(r, 1), "home_5_years": reference.home_after(r, 60)} for r in reference.returns]
    return found + support.differences(want, returns, "returns")


# Random histories ----------------------------------------------------------------------------------------------------------------


def random_child(chance, child):
    """Rows of one child: a history that could be, and then some of it spoilt."""
    rows, date = [], datetime.date(2012, 1, 1) + datetime.timedelta(chance.randrange(2500))
    for _ in range(chance.choice([1, 1, 2, 2, 3, 6])):
        started = "S"
        for left in range(chance.choice([1, 1, 2, 4]), 0, -1):
            end = date + datetime.timedelta(chance.choice([1, 3, 30, chance.randrange(1, 700)]))
            ceased = "X1" if left > 1 else chance.choice(["E4A", "E4A", "E4A", "E4B", "E4", "E3", "E13", "E2", "E8", "E12", "E45"])
            rows.append([child, str(date), started, chance.choice(["C2", "V2", "V2", "V3", "C1"]), chance.choice(["U6", "K2", "P1"]), str(end), ceased])
            date, started = end, chance.choice("LPTBU")
        date += datetime.timedelta(chance.choice([0, 1, 7, 28, 31, 90, 365, chance.randrange(1, 900)]))
    if chance.random() < 0.4:
        rows[-1][5] = rows[-1][6] = ""
    for _ in range(chance.choice([0, 0, 1, 3])):
        spoil(chance, chance.choice(rows), rows)
    return rows


def spoil(chance, row, rows):
    kind = chance.randrange(10)
    if kind == 0:
        rows.append(list(row))
    elif kind == 1:
        row[chance.choice([1, 5])] = ""
    elif kind == 2:
        row[chance.choice([2, 3, 4, 6])] = chance.choice(["", "Q9"])
    elif kind == 3 and row[1] and row[5]:
        row[1], row[5] = row[5], row[1]
    elif kind == 4 and row[5]:
        row[5] = str(day(row[5]) + datetime.timedelta(chance.choice([-1, 1, -30, 30])))
    elif kind == 5:
        row[6] = chance.choice(["X1", "E4A", "E2", "E99"])
    elif kind == 6:
        row[2] = chance.choice("SSLP")
    elif kind == 7 and row[1]:
        rows.append([row[0], row[1]] + list(chance.choice(rows)[2:]))
    elif kind == 8:
        row[5] = row[1]
    elif kind == 9:
        place = chance.choice([1, 5])
        row[place] = row[place] and chance.choice(["2042", "2104", "9214", "2004", "1914", "1014"]) + row[place][4:].replace("02-29", "02-28")


def random_history(chance):
    """Two files of episodes, one of children and one of marks; a child has at most one mark a day."""
    files, children, marks = [[], []], [], {}
    for i in range(chance.choice([chance.randrange(1, 25), chance.randrange(1, 25), 150])):
        child = "%s%d" % (chance.choice("ABC"), i)
        rows = random_child(chance, child)
        for row in rows:
            files[chance.random() < 0.2].append(row)
            if chance.random() < 0.1 and row[1]:
                files[1].append(row[:5] + list(chance.choice(rows)[5:]))
            if chance.random() < 0.1 and row[1] and not row[5]:
                files[1].append([child, str(day(row[1]) + datetime.timedelta(chance.choice([-400, -3, 2, 40, 900])))] + row[2:5] + list(chance.choice(rows)[5:]))
        if chance.random() < 0.8:
            children.append([child, str(datetime.date(chance.randrange(1996, 2014), chance.randrange(1, 13), chance.randrange(1, 29))), chance.choice(["M", "F", "U", ""])])
        if chance.random() < 0.05:
            children.append([child, "2004-02-29", "F"])
        if chance.random() < 0.05 and children and children[-1][0] == child:
            children[-1][1] = chance.choice(["1", "2"]) + chance.choice("019") + children[-1][1][2:].replace("02-29", "02-28")
        for _ in range(chance.choice([0, 0, 1, 3])):
            date = str(datetime.date(2012, 1, 1) + datetime.timedelta(chance.randrange(4000)))
            marks[child, date] = [child, date, chance.choice(["low", "high", ""]), chance.choice(["passed", "not passed", ""])]
    return files, children, list(marks.values()) if chance.random() < 0.5 else []


def random_options(chance):
    options = {"rule": chance.choice(["dates", "codes"]), "short-breaks": chance.choice(["keep", "drop-rows", "drop-periods"]), "end": chance.choice(["exclusive", "inclusive"])}
    if chance.random() < 0.5:
        options["observed-to"] = str(datetime.date(2013, 1, 1) + datetime.timedelta(chance.randrange(4000)))
    if chance.random() < 0.4:
        options["from"] = str(datetime.date(2012, 6, 1) + datetime.timedelta(chance.randrange(1200)))
        options["to"] = str(day(options["from"]) + datetime.timedelta(chance.randrange(2000)))
    return options


def check_random(report, program, validate, count):
    chance = random.Random(13)
    for _ in range(count):
        files, children, marks = random_history(chance)
        options = random_options(chance)
        arguments = [word for name, value in options.items() for word in ("--" + name, value)]
        with tempfile.TemporaryDirectory() as folder:
            names = write_files(folder, files[0], files[1], children, marks)
            document = document_of(program, folder, names, arguments)
            reference = Reference(files, children, marks, options)
            found = compare_document(reference, document)
            found += compare_tables(reference, table_of(program, folder, names, arguments, "periods"), table_of(program, folder, names, arguments, "returns"))
            chance.shuffle(files[0])
            chance.shuffle(files[1])
            chance.shuffle(marks)
            write_files(folder, files[0], files[1], children, marks)
            again = document_of(program, folder, names, arguments)
            hidden = document_of(program, folder, names, arguments + ["--suppress-below", "6"])
        report.check(not found, " ".join(arguments), *(found[:6] + [json.dumps([files, children])[:1500]]))
        report.check(again == document, "%s: the order of the rows matters" % " ".join(arguments))
        found = told_too_much(document, hidden)
        report.check(not found, "suppressed: " + " ".join(arguments), *found[:6])
        report.check(validate(document) and validate(hidden), "the document is not what the schema says")


def authority(chance):
    """Children enough for numbers that are told, with a few who differ: out of the window, back soon or late, out of care twice in a year."""
    rows, few = [], lambda: chance.choice([0, 1, 3, 5, 8, 20])
    for kind, count in enumerate([chance.randrange(20, 90)] + [few() for _ in range(7)]):
        for i in range(count):
            child = "K%d-%d" % (kind, i)
            home = datetime.date(2018, 4, 10) + datetime.timedelta(chance.randrange(300) + [0, 400, -400, 0, 0, 0, 0, 350][kind])
            back = home + datetime.timedelta([0, 0, 0, 20, 60, 200, 25, 5][kind])
            rows.append([child, str(home - datetime.timedelta(100)), "S", chance.choice(["C2", "V2"]), "U6", str(home), chance.choice(["E4A", "E4A", "E4B"])])
            if kind >= 3:
                gone = back + datetime.timedelta(30)
                rows.append([child, str(back), "S", "C2", "U6"] + ([str(gone), chance.choice(["E3", "E4A"])] if kind > 4 else ["", ""]))
    return rows


def check_suppressed(report, program, count):
    chance = random.Random(6)
    for _ in range(count):
        options = ["--observed-to", str(datetime.date(2019, 3, 31) + datetime.timedelta(chance.choice([0, 10, 200, 900])))]
        if chance.random() < 0.5:
            options += ["--from", "2018-04-01", "--to", "2019-03-31"]
        with tempfile.TemporaryDirectory() as folder:
            rows = authority(chance)
            names = write_files(folder, rows, [], [])
            found = told_too_much(document_of(program, folder, names, options), document_of(program, folder, names, options + ["--suppress-below", "6"]))
        report.check(not found, " ".join(options), *found[:6])


# Suppression -----------------------------------------------------------------------------------------------------------------------


def is_small(value):
    return isinstance(value, int) and 0 < value < 6


def hidden_of(cells):
    return [c for c in cells if c == "suppressed"]


def sum_tells(name, cells, total):
    """A sum of which just one part is not told, or that has a small part."""
    found = ["%s: a small number is told: %s" % (name, cells)] if any(map(is_small, cells)) else []
    if total != "suppressed" and len(hidden_of(cells)) == 1 and len(cells) > 1:
        found.append("%s: what is not told follows from %s" % (name, cells))
    return found


def told_too_much(whole, hidden):
    found = []
    lines = hidden["cohort"]["lines"]
    blocks = collections.defaultdict(list)
    for line in lines:
        blocks[line["by"]].append(line)
    for by, group in blocks.items():
        total = blocks["all"][0]
        cells = {"returns": lambda line: line["returns"], "reentered": lambda line: line["reentered"]}
        for i, months in enumerate(MONTHS):
            cells["followed %d" % months] = lambda line, i=i: line["within"][i]["fully_followed"]["returns"]
            cells["back %d" % months] = lambda line, i=i: line["within"][i]["fully_followed"]["reentered"]
        for name, of in cells.items():
            if by != "all":
                found += sum_tells("%s, %s" % (by, name), list(map(of, group)), of(total))
            cells_told = [of(line) for line in group]
            if of(total) == "suppressed" and "suppressed" not in cells_told:
                found.append("%s, %s: the total that is not told is the sum of %s" % (by, name, cells_told))
        for line in group:
            found += part_tells(by, line)
    exits = hidden["exits"]
    home = [exits[name] for name in HOME]
    rest = [count for name, count in exits.items() if name not in HOME] + [hidden["open_periods"]]
    found += sum_tells("home", home, hidden["returns_home"]) + sum_tells("exits", rest, hidden["returns_home"])
    for name in ("children", "periods", "periods_short_break", "returns_home", "children_returned", "reentered", "placed_with_parents"):
        found += ["%s is told: %s" % (name, hidden[name])] if is_small(hidden[name]) else []
    found += ["%s is told: %s" % item for item in hidden["anomalies"].items() if is_small(item[1])] + subtracted(hidden, blocks)
    for name in ("reentered", "children_returned"):
        if "suppressed" not in (hidden["returns_home"], hidden[name]) and is_small(hidden["returns_home"] - hidden[name]):
            found.append("what is left of %s is small" % name)
    return found + changed(whole, hidden)


def subtracted(hidden, blocks):
    """What a small number follows from by subtraction, of all the data, the window and who left care by year."""
    def less(a, b):
        return "suppressed" if "suppressed" in (a, b) else a - b

    def total(values):
        values = list(values)
        return "suppressed" if "suppressed" in values else sum(values)
    cohort = blocks["all"][0]
    exits = {line["group"]: line["returns"] for line in blocks["exit"]}
    firsts = {line["group"]: line["returns"] for line in blocks["number"]}.get("first", 0)
    years = hidden["cohort"]["leavers"]
    left, home = total(y["left_care"] for y in years), total(y["went_home"] for y in years)
    ended = less(hidden["periods"], hidden["open_periods"])
    outside, outside_back = less(hidden["returns_home"], cohort["returns"]), less(hidden["reentered"], cohort["reentered"])
    again, again_home = less(ended, left), less(hidden["returns_home"], home)
    differences_of = {"returns out of the window": outside, "re-entries out of the window": outside_back, "of those not back": less(outside, outside_back),
                      "children with returns out of the window": less(hidden["children_returned"], firsts), "ends that are not the last of a year": again,
                      "returns that are not": again_home, "other ends that are not": less(again, again_home), "returns of the window that are not": less(cohort["returns"], home),
                      "children who never went home": less(hidden["children"], hidden["children_returned"]), "periods after the first": less(hidden["periods"], hidden["children"]),
                      "rows that were dropped": "suppressed" if hidden["rows_used"] == "suppressed" else less(less(hidden["rows"], hidden["rows_used"]), 0)}
    differences_of.update({"%s out of the window" % name: less(hidden["exits"][name], exits.get(name, 0)) for name in HOME})
    found = ["%s: %s" % item for item in differences_of.items() if is_small(item[1])]
    for line in [line for group in blocks.values() for line in group]:
        chain = [line["returns"]] + [w["fully_followed"]["returns"] for w in line["within"]]
        found += ["%s %s: followed %s" % (line["by"], line["group"], chain) for i, b in enumerate(chain) for a in chain[:i] if is_small(less(a, b))]
        found += ["%s %s: back later" % (line["by"], line["group"]) for w in line["within"] if is_small(less(line["reentered"], w["fully_followed"]["reentered"]))]
    return found


def part_tells(by, line):
    found = []
    for w in line["within"]:
        full, estimate = w["fully_followed"], w["estimate"]
        if is_small(full["returns"]) or is_small(full["reentered"]):
            found.append("%s: a small number is told" % by)
        if full["reentered"] == "suppressed" and (full["share"] != "suppressed" or estimate["share"] != "suppressed"):
            found.append("%s: a share tells what is not told" % by)
        if "suppressed" not in (full["returns"], full["reentered"]) and is_small(full["returns"] - full["reentered"]):
            found.append("%s: what is left of the followed is small" % by)
    return found


def changed(whole, hidden, at=""):
    """Suppression changes nothing but what it hides."""
    if hidden == "suppressed" or at.startswith("/options"):
        return []
    if isinstance(whole, dict):
        return [d for name in whole for d in changed(whole[name], hidden[name], at + "/" + name)]
    if isinstance(whole, list):
        return [d for i, (a, b) in enumerate(zip(whole, hidden)) for d in changed(a, b, "%s/%d" % (at, i))]
    return [] if whole == hidden else ["%s: %s became %s" % (at, whole, hidden)]


# Files -----------------------------------------------------------------------------------------------------------------------------

GOOD = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\r\nA,01/01/2020,S,C2,U6,01/06/2020,E4A\r\nB,02/01/2020,S,C2,U6,,\r\n"
# The same in other clothes.
SAME = [
    "\ufeff" + GOOD, GOOD.replace("\r\n", "\n"), GOOD.replace("\r\n", "\r"), GOOD.rstrip(), GOOD + "\r\n\r\n", "\r\n" + GOOD,
    GOOD.replace("01/01/2020", "1/1/2020"), GOOD.replace("01/01/2020", "2020-01-01"), GOOD.replace("01/01/2020", "2020-01-01T00:00:00"), GOOD.replace("01/01/2020", "01/01/2020 00:00"),
    GOOD.replace("E4A", '"E4A"'), GOOD.replace("E4A", " e4a "), GOOD.replace("A,01", '"A" ,01'), GOOD.replace("CHILD", '"CHILD"').replace("DEC,", " dec ,"),
    GOOD.replace("U6,,", "U6,NULL,NULL"), GOOD.replace("U6,,", "U6"), GOOD.replace("U6,,", "U6,,,,"),
    "REC,DEC,PLACE,LS,RNE,DECOM,CHILD,\"NOTES, free\"\nE4A,01/06/2020,U6,C2,S,01/01/2020,A,\"two\nlines, and a \"\"word\"\"\"\n,,U6,C2,S,02/01/2020,B,\n",
]
WRONG = [
    ("", "the file is empty"), ("CHILD,DECOM,RNE\nA,,\n", "episodes.csv:1: there is no column DEC; expected a first row with CHILD, DECOM"),
    ("CHILD,DOB,DOB\n", "the column DOB stands there twice"), ("DOB\n", "there is no column CHILD"),
    (GOOD.replace("01/06/2020", "31/06/2020"), "episodes.csv:2: column DEC: expected a date, dd/mm/yyyy or yyyy-mm-dd"),
    (GOOD.replace("02/01/2020", "2020/01/02"), "episodes.csv:3: column DECOM: expected a date"), (GOOD.replace("02/01/2020", "01/02/20"), "episodes.csv:3: column DECOM"),
    (GOOD.replace("02/01/2020", "43832"), "episodes.csv:3: column DECOM"), (GOOD.replace("02/01/2020", "02/01/20201"), "episodes.csv:3: column DECOM"),
    (GOOD.replace("B,", ","), "episodes.csv:3: column CHILD: expected the child's id"), (GOOD.replace("B,", "null,"), "episodes.csv:3: column CHILD: expected"),
    (GOOD.replace("E4A", '"E4A'), "a quote is not closed"), (GOOD.replace("E4A", '"E4A"x'), "episodes.csv:2: a comma was expected behind the quote"),
    (GOOD.replace("E4A", "E4A\0"), "episodes.csv:2: there is a NUL"), (GOOD.replace("E4A", "x" * (1 << 21)), "episodes.csv:2: the row is longer than 1 MiB"),
    (GOOD.replace("E4A", "," * 300), "episodes.csv:2: the row has more than 200 cells"),
    ("CHILD,DATE,WORD\nA,01/01/2010,high\n", "episodes.csv:1: there is neither a column LEVEL nor GATE beside DATE"),
    ("CHILD,DATE,LEVEL\nA,,high\n", "episodes.csv:2: column DATE: expected the day of the level or the gate"),
    ("CHILD,DOB\nA,01/01/2010\n", "none of the files holds episodes"), ("CHILD,DOB,SEX\nA,01/01/2010,X\n", "episodes.csv:2: column SEX: expected M, F or U"),
]


def check_files(report, program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "episodes.csv")

        def outcome(text, shape="json"):
            with open(path, "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
            return run(program, ["--format", shape, "episodes.csv"], folder)
        good = outcome(GOOD).stdout
        report.check(json.loads(good)["returns_home"] == 1 and json.loads(good)["open_periods"] == 1, good)
        for text in SAME:
            done = outcome(text)
            report.check(done.stdout == good and not done.stderr, "reads otherwise: %r" % text, done.stdout, done.stderr)
        breaks = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n3,01/01/2020,S,V3,U4,03/01/2020,E4A\n3,01/02/2020,S,V4,U4,03/02/2020,E4A\n4,01/01/2020,S,V2,U4,03/01/2020,E4A\n"
        report.check("2 of these returns end a short break" in outcome(breaks, "text").stdout, "says nothing of short breaks", outcome(breaks, "text").stdout)
        report.check("short break (V3" not in outcome(breaks.replace("V3", "V2").replace("V4", "V2"), "text").stdout, "speaks of short breaks", "")
        for text, words in WRONG:
            done = outcome(text)
            report.check(done.returncode == 1 and words in done.stderr and not done.stdout, "%r: wanted \"%s\"" % (text[:200], words), done.stderr[:500], done.stdout[:200])
            report.check("43832" not in done.stderr, "a value of a cell is told", done.stderr)
        done = outcome(GOOD.encode("utf-16"))
        report.check(done.returncode == 1 and "UTF-16" in done.stderr, done.stderr)
        done = outcome("CHILD,DECOM,DEC,REC\n" + "A,x,,\n" * 50)
        report.check(done.stderr.count("\n") == 21 and "and 30 more faults" in done.stderr, done.stderr)
        told = [outcome(GOOD.replace("REC\r", "REC,LA\r").replace("E4A\r", "E4A,%s\r" % la)).stdout for la in ("", "NULL", " null ", "North")]
        report.check(told[0] == told[1] == told[2] != told[3], "an authority that is NULL is one", told[1])
        done = run(program, ["--format", "json", "-"], folder, stdin=GOOD)
        report.check(done.stdout == good, "standard input", done.stderr)
        done = run(program, ["none.csv"], folder)
        report.check(done.returncode == 1 and "cannot be read" in done.stderr, done.stderr)
    check_hostile(report, program)


def check_hostile(report, program):
    """Bytes turned about: never a crash, and what is refused says where."""
    chance = random.Random(903)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "episodes.csv")
        for _ in range(150):
            data = bytearray((GOOD * chance.choice([1, 2])).encode())
            for _ in range(chance.randrange(1, 6)):
                at = chance.randrange(len(data))
                data[at:at + chance.randrange(3)] = bytes(chance.choice([b"\"", b",", b"\n", b"\r", b"\0", b"\xff", b"9", b"/", b"\"\""]))
            with open(path, "wb") as file:
                file.write(data)
            done = run(program, ["--format", "json", "episodes.csv"], folder, text=False)
            report.check(done.returncode in (0, 1) and bool(done.stdout) == (done.returncode == 0) and bool(done.stderr) == (done.returncode == 1),
                         "%r: ended with %d" % (bytes(data), done.returncode), done.stderr[:300])


def check_usage(report, program):
    with tempfile.TemporaryDirectory() as folder:
        write_files(folder, [["A", "2020-01-01", "S", "C2", "U6", "2020-06-01", "E4A"]], [], [])
        for arguments, words in [([], "a file of episodes is needed"), (["--rule", "date", "episodes.csv"], "--rule is dates or codes; did you mean dates?"),
                                 (["--from", "01/01/2020", "episodes.csv"], "--from needs a date"), (["--to", "2020-01-01", "--from", "2020-01-02", "episodes.csv"], "--to is before --from"),
                                 (["--table", "returns", "episodes.csv"], "--table is for --format csv"), (["--pretty", "episodes.csv"], "--pretty is for"),
                                 (["--suppress-below", "-6", "episodes.csv"], "--suppress-below needs"), (["--short-breaks", "drop", "episodes.csv"], "--short-breaks is keep, drop-rows"),
                                 (["--observed", "2020-01-01", "episodes.csv"], "did you mean --observed-to?")]:
            done = run(program, arguments, folder)
            report.check(done.returncode == 2 and words in done.stderr and not done.stdout, "%s: wanted \"%s\"" % (arguments, words), done.stderr)
    shown = run(program, ["--help"]).stdout
    report.check(shown.startswith("Usage: reunify-outcomes ") and all(len(line) <= 100 for line in shown.split("\n")), shown)


def check_costs(report, program, validate):
    """The costs of a cohort are those that reunify-cost gives for its numbers."""
    names = ["episodes-2023.csv", "episodes-2024.csv", "header.csv"]
    alone = os.path.join(os.path.dirname(program), "reunify-cost")
    options = ["--with", "1", "--within", "12", "--years", "1.5", "--support", "4000.50"]
    document = document_of(program, EXAMPLES, names, options)
    share = [w["estimate"]["share"] for w in document["cohort"]["lines"][0]["within"] if w["months"] == 12][0]
    want = run(alone, ["--returns", "6", "--without", "%.6f" % share, "--with", "1", "--years", "1.5", "--support", "4000.50", "--format", "json"], EXAMPLES).stdout
    report.check(document.get("cost") == json.loads(want) and validate(document), "costs of a cohort: %s" % document.get("cost"), want)
    pretty = run(program, options + ["--format", "json", "--pretty"] + names, EXAMPLES).stdout
    report.check(json.loads(pretty) == document and all(line == line.rstrip() for line in pretty.split("\n")) and '\n  "cost": {\n    "schema"' in pretty, pretty[-3000:])
    page, whole = run(program, options + names, EXAMPLES).stdout, run(program, names, EXAMPLES).stdout
    report.check(page.startswith(whole + "\n") and "prevented re-entr" in page, "the page with costs", page[-2500:])
    rows = list(csv.DictReader(io.StringIO(run(program, options + ["--format", "csv", "--table", "costs"] + names, EXAMPLES).stdout)))
    report.check([(r["line"], int(r["pence"]), r["calculation"]) for r in rows] == [(x["id"], x["amount"], x["text"]) for x in document["cost"]["lines"]], rows)
    for more, status, words in [(["--within", "60"], 1, "no return is followed for so long"), (["--within", "5"], 1, "1, 3, 6, 12, 24 or 60 months"), (["--within", "61"], 2, "--within is 1, 3"),
                                (["--within", "12", "--suppress-below", "6"], 1, "too small to be told")]:
        done = run(program, ["--with", "20%"] + more + names, EXAMPLES)
        report.check(done.returncode == status and words in done.stderr and not done.stdout, "%s: wanted \"%s\"" % (more, words), done.stderr)
    for more, words in [(["--within", "12"], "costs need --with"), (["--format", "csv", "--table", "costs"], "--table costs needs --with")]:
        done = run(program, more + names, EXAMPLES)
        report.check(done.returncode == 2 and words in done.stderr and not done.stdout, "%s: wanted \"%s\"" % (more, words), done.stderr)


def check_authorities(report, program):
    text = "CHILD,DECOM,DEC,REC,LA\nA,01/01/2020,01/06/2020,E4A,\"North, and South\"\nB,01/01/2020,01/06/2020,E4A,West\nC,01/01/2020,01/06/2020,E4A,\n"
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "episodes.csv"), "w", encoding="utf-8") as file:
            file.write(text)
        document = document_of(program, folder, ["episodes.csv"], [])
        groups = {line["group"]: line["returns"] for line in document["cohort"]["lines"] if line["by"] == "authority"}
        report.check(groups == {"not_known": 1, "North, and South": 1, "West": 1}, groups)
        report.check([r["authority"] for r in table_of(program, folder, ["episodes.csv"], [], "returns")] == ["North, and South", "West", ""], "authorities of returns")
        report.check(document["anomalies"]["first_not_started"] == 0, "without a column RNE no row is blamed for not saying S", document["anomalies"])
        done = run(program, ["--rule", "codes", "episodes.csv"], folder)
        report.check(done.returncode == 1 and "needs the column RNE" in done.stderr and not done.stdout, done.stderr)


def check_example(report, program, validate):
    """The example of docs/outcomes.md, and the page."""
    names = ["episodes-2023.csv", "episodes-2024.csv", "header.csv"]
    document = document_of(program, EXAMPLES, names, [])
    found = support.differences({"rows": 19, "children": 8, "periods": 12, "open_periods": 2, "returns_home": 6, "returns_planned": 4, "returns_unplanned": 2,
                                 "children_returned": 4, "reentered": 3, "median_days_to_reentry": 316, "placed_with_parents": 2}, document)
    report.check(not found and validate(document), *found)
    page = run(program, names, EXAMPLES).stdout
    report.check("Outcomes of 19 episodes of 8 children\n" in page and "12 months" in page and all(line == line.rstrip() for line in page.split("\n")), page)
    with open(os.path.join(support.ROOT, "docs", "outcomes.md"), encoding="utf-8") as file:
        report.check(page in file.read(), "docs/outcomes.md does not show the page as it is", page)


def validator():
    try:
        import jsonschema
    except ImportError:
        print("jsonschema is not there: documents are not held against the schema")
        return lambda document: True
    schema = support.load(SCHEMA)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema).is_valid


def main(program, count="40"):
    report = support.Report("outcomes")
    validate = validator()
    check_cases(report, program)
    check_files(report, program)
    check_usage(report, program)
    check_authorities(report, program)
    check_example(report, program, validate)
    check_costs(report, program, validate)
    check_random(report, program, validate, int(count))
    check_suppressed(report, program, 3 * int(count))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
