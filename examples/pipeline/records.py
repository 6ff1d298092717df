"""
The dated part of case records (reunify/case/1) from the tables: care periods, placements, legal statuses and returns with their ends.

- Ends of the tables are last days, or days of leaving where they say so; in a record the end is the first day on which it no longer holds.
- Rows that touch or overlap are one care period: the library joins them. Short breaks (V3, V4) are care periods of a kind of their own.
- Placements of one type, and legal statuses of one code, that touch are one.
- A return is the day on which the child went home: with E4, E4A or E4B, or while still in care, from another placement to one with parents (P1). Leaving care
  while living with parents ends no return and begins none. A temporary placement or a hospital is meant to end where the child lives, and ends no
  return. A child who was placed with parents from the first day on never left home: there is no return.
- A return ends where the child comes into care again, unless that begins with a placement with parents; where it is placed elsewhere; where care that went
  on at home ends otherwise; or on the eighteenth birthday.
- A period whose first row does not say that the child came into care (S) began earlier: its start is the day on which the child entered care where the
  tables have it, else it is left out, which says that it is not known.
"""
import datetime

import pandas
import reunify as ru

DAY = datetime.timedelta(1)
STATUSES = {"C1": "interim_care_order", "C2": "care_order", "E1": "placement_order", "V2": "section_20", "V3": "section_20", "V4": "section_20", "L1": "police_protection"}
PLACEMENTS = {"P1": "with_parents", "H5": "semi_independent", "K3": "semi_independent", "P2": "semi_independent", "K1": "secure", "R5": "secure", "K2": "residential",
              "R1": "residential", "S1": "residential", "R2": "hospital", "T1": "hospital", "T0": "temporary", "T2": "temporary", "T3": "temporary", "T4": "temporary",
              **dict.fromkeys(("U1", "U2", "U3"), "kinship_foster"), **dict.fromkeys(("U4", "U5", "U6"), "foster")}
BREAKS = ("V3", "V4")
AWAY_FOR_A_WHILE = ("temporary", "hospital")
PLANNED = {"home_planned": True, "home_unplanned": False}


def day_of(value):
    """A day as systems write them; None where it is none."""
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    written = str(value).strip()[:10]
    if written[2:3] == written[5:6] == "/":
        written = "-".join(reversed(written.split("/")))
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def dates_of(column):
    """Days of a column; None where there is none."""
    codes, values = pandas.factorize(column)
    days = [day_of(v) for v in values] + [None]
    return [days[c] for c in codes]


def codes_of(kind, column):
    """Codes of what is written; each way of writing is read once."""
    codes, values = pandas.factorize(column)
    known = [ru.episode_code(kind, v) for v in values] + [None]
    return [known[c] for c in codes]


def intervals(rows):
    """Rows (start, end, what), with open ends as None, as one where they are of one kind and touch: by what, then by start."""
    made = []
    for start, end, what in sorted(rows, key=lambda r: (r[2], r[0], r[1] or datetime.date.max)):
        last = made[-1] if made else None
        if last and last[2] == what and (last[1] is None or start <= last[1]):
            last[1] = None if end is None or last[1] is None else max(last[1], end)
        else:
            made.append([start, end, what])
    return sorted(([s, e, w] for s, e, w in made), key=lambda r: (r[0], r[1] or datetime.date.max))


def homes(placements):
    """Stays with parents while in care, (start, end): what is temporary within or after them belongs to them."""
    made = []
    for start, end, kind in placements:
        goes_on = made and made[-1][1] is not None and start <= made[-1][1]
        if kind == "with_parents" and not goes_on:
            made.append([start, end])
        elif goes_on and (kind == "with_parents" or kind in AWAY_FOR_A_WHILE):
            made[-1][1] = None if end is None else max(end, made[-1][1])
    return made


class Returns:
    """Returns of one child, as its history goes on."""

    def __init__(self):
        self.made, self.standing = [], None

    def begin(self, date, planned):
        self.standing = {"date": date.isoformat()}
        if planned is not None:
            self.standing["planned"] = planned
        self.made.append(self.standing)

    def end(self, date, outcome):
        if self.standing is not None:
            self.standing.update(ended_on=date.isoformat(), outcome=outcome)
            self.standing = None


def returns_of(periods, placements, adult, known_to):
    """From periods (start, end, exit), stays among placements, and the eighteenth birthday."""
    returns, stays = Returns(), homes(placements)
    for start, end, leaves in periods:
        within = [s for s in stays if s[0] >= start and (end is None or s[0] < end)]
        from_first_day = bool(within) and within[0][0] == start
        if not from_first_day:
            returns.end(start, "re_entered_care")
        at_home = from_first_day
        for stay_start, stay_end in within:
            if stay_start > start and returns.standing is None:
                returns.begin(stay_start, None)
            at_home = stay_end is None or (end is not None and stay_end >= end)
            if not at_home:
                returns.end(stay_end, "re_entered_care")
        if end is None:
            continue
        if leaves in ("home_planned", "home_unplanned", "home_undivided"):
            if returns.standing is None and not at_home:
                returns.begin(end, PLANNED.get(leaves))
        else:
            returns.end(end, "became_adult" if leaves == "age" or (adult and end >= adult) else "other")
    if adult and known_to and adult <= known_to and returns.standing is not None and adult >= datetime.date.fromisoformat(returns.standing["date"]):
        returns.end(adult, "became_adult")
    return returns.made


def birthday(birth, age):
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return datetime.date(birth.year + age, 3, 1)


def grouped(children, rows):
    found = {}
    for child, row in zip(children, rows):
        found.setdefault(child, []).append(row)
    return found


def spans(frame, start, end, what, later):
    """Rows (start, end, what) by child, without those that have no start, no kind or an end before it; ends as first days after."""
    starts, ends = dates_of(frame[start]), [d + later if d else None for d in dates_of(frame[end])]
    kept = [(c, (s, e, w)) for c, s, e, w in zip(frame["CHILD"].astype(object), starts, ends, what) if s and w and (e is None or e > s)]
    return grouped([c for c, _ in kept], [r for _, r in kept])


def periods_of(outcomes, entered):
    """Periods by child: (start, end, exit), and the start as the record has it, None where it is not known."""
    table = outcomes.periods
    cut = set(outcomes.anomalies.loc[outcomes.anomalies["kind"] == "first_not_started", "row"])
    rows = []
    for child, start, ended, leaves, first in zip(table["child"].astype(object), table["start"], table["ended"], table["exit"].astype(object), table["first_row"]):
        start, known = start.date(), entered.get(child)
        said = start if first not in cut else known if known and known <= start else None
        rows.append(((start, None if pandas.isna(ended) else ended.date(), leaves), said))
    return grouped(table["child"].astype(object), rows)


def entry(start, end, **more):
    made = dict(more, **{"from": start and start.isoformat(), "to": end and end.isoformat()})
    return {k: v for k, v in made.items() if v is not None}


def dated_parts(episodes, children, statuses=None, placements=None, end="inclusive", observed_to=None, entered=None):
    """
    By child: child, care_periods, legal_statuses, placements and returns of its record. `episodes` has CHILD, DECOM, RNE, LS, PLACE, DEC and REC, as figures.py
    reads it; `statuses` CHILD, START, END, STATUS and `placements` CHILD, START, END, TYPE. Without these two the episodes say it, as in the SSDA903 return.
    """
    later = DAY if end == "inclusive" else datetime.timedelta(0)
    episodes = episodes.reset_index(drop=True)
    statuses = episodes.rename(columns={"DECOM": "START", "DEC": "END", "LS": "STATUS"}) if statuses is None else statuses
    placements = episodes.rename(columns={"DECOM": "START", "DEC": "END", "PLACE": "TYPE"}) if placements is None else placements
    broken = pandas.Series(codes_of("legal_status", episodes["LS"]), dtype=object).isin(BREAKS).to_numpy()
    options = {"end": end, **({"observed_to": observed_to} if observed_to else {})}
    care, short = (ru.outcomes(episodes[mask].reset_index(drop=True), children, **options) for mask in (~broken, broken))
    periods, breaks = periods_of(care, entered or {}), periods_of(short, {})
    known_to = observed_to and datetime.date.fromisoformat(str(observed_to)) or care.summary["observed_to"][0]
    known_to = known_to.date() if hasattr(known_to, "date") and known_to == known_to else known_to
    in_force = spans(statuses, "START", "END", [c and STATUSES.get(c, "other") for c in codes_of("legal_status", statuses["STATUS"])], later)
    lived = spans(placements, "START", "END", [c and PLACEMENTS.get(c, "other") for c in codes_of("placement", placements["TYPE"])], later)
    made = {}
    for child, birth in zip(children["CHILD"].astype(object), dates_of(children["DOB"])):
        own, where = periods.get(child, []), intervals(lived.get(child, []))
        spells = [entry(said, p[1]) for p, said in own] + [entry(said, p[1], kind="short_break") for p, said in breaks.get(child, [])]
        made[child] = {
            "child": {"date_of_birth": birth.isoformat()} if birth else {},
            "care_periods": sorted(spells, key=lambda s: s.get("from", "")),
            "legal_statuses": [entry(s, e, code=w) for s, e, w in intervals(in_force.get(child, []))],
            "placements": [entry(s, e, type=w) for s, e, w in where],
            "returns": returns_of([p for p, _ in own], where, birth and birthday(birth, 18), known_to),
        }
    return made


def from_tables(store, episodes, children, options, with_case=False):
    """The same from the tables of a database; of the children who have a case record alone, if that is asked for."""
    only = " WHERE %s IN (SELECT person_id FROM reunify_cases)" if with_case else ""
    statuses = store.read('SELECT lega_person_id AS "CHILD", lega_legal_status_start_date AS "START", lega_legal_status_end_date AS "END", lega_legal_status AS "STATUS" FROM ssd_legal_status'
                          + (only and only % "lega_person_id"))
    placements = store.read('SELECT clap_person_id AS "CHILD", clap_cla_placement_start_date AS "START", clap_cla_placement_end_date AS "END", '
                            'clap_cla_placement_type AS "TYPE" FROM ssd_cla_placement' + (only and only % "clap_person_id"))
    if with_case:
        chosen = {row[0] for row in store.rows("SELECT person_id FROM reunify_cases")}
        episodes, children = (table[table["CHILD"].isin(chosen)].reset_index(drop=True) for table in (episodes, children))
    entered = {}
    for child, day in store.rows("SELECT clae_person_id, MIN(clae_entered_care_date) FROM ssd_cla_episodes WHERE clae_entered_care_date IS NOT NULL GROUP BY clae_person_id, clae_cla_id"):
        day = day if isinstance(day, datetime.date) else datetime.date.fromisoformat(str(day)[:10])
        entered[child] = min(day, entered.get(child, day))
    return dated_parts(episodes, children, statuses, placements, options.get("end", "inclusive"), options.get("observed_to"), entered)
