"""
From the tables to periods, outcomes and the cohort. The library does the counting; here the tables are read, spellings without a code are looked up,
the levels and gates of case records are joined, and what comes out is written back as tables.
"""
import json

import numpy
import pandas
import reunify as ru

# An episode with its placement, and the legal status that was in force on its last day.
EPISODES = """
SELECT e.clae_cla_episode_id AS "ID", e.clae_person_id AS "CHILD", e.clae_cla_episode_start_date AS "DECOM", e.clae_cla_episode_start_reason AS "RNE",
       (SELECT l.lega_legal_status FROM ssd_legal_status l
         WHERE l.lega_person_id = e.clae_person_id AND l.lega_legal_status_start_date <= COALESCE(e.clae_cla_episode_ceased_date, '9999-12-31')
           AND (l.lega_legal_status_end_date IS NULL OR l.lega_legal_status_end_date >= e.clae_cla_episode_start_date)
         ORDER BY l.lega_legal_status_start_date DESC, l.lega_legal_status_id DESC LIMIT 1) AS "LS",
       p.clap_cla_placement_type AS "PLACE", e.clae_cla_episode_ceased_date AS "DEC", e.clae_cla_episode_ceased_reason AS "REC"
  FROM ssd_cla_episodes e LEFT JOIN ssd_cla_placement p ON p.clap_cla_placement_id = e.clae_cla_placement_id
 ORDER BY e.clae_cla_episode_id
"""
CHILDREN = 'SELECT pers_person_id AS "CHILD", pers_dob AS "DOB", pers_sex AS "SEX" FROM ssd_person'
KINDS = {"RNE": "started", "LS": "legal_status", "PLACE": "placement", "REC": "ceased"}
SEXES = {"male": "M", "female": "F", "m": "M", "f": "F", "1": "M", "2": "F", "boy": "M", "girl": "F"}
TABLES = ("summary", "periods", "returns", "with_parents", "anomalies", "cohort", "leavers")


def recoded(column, new):
    """A column of categories with other values for some of them."""
    values = [new.get(v, v) for v in column.cat.categories]
    kept = list(dict.fromkeys(v for v in values if v is not None))
    place = {v: i for i, v in enumerate(kept)}
    codes = [place.get(v, -1) for v in values] + [-1]
    return pandas.Categorical.from_codes(numpy.asarray(codes)[column.cat.codes], categories=kept)


def spelled(store, frame):
    """Puts codes for what the authority writes without one; says what nobody knows, with how many rows have it."""
    known = {(kind, written.strip().lower()): code for kind, written, code in store.rows("SELECT kind, written, code FROM reunify_spellings")}
    unknown = []
    for name, kind in KINDS.items():
        new = {}
        for written in frame[name].cat.categories:
            if ru.episode_code(kind, written) is None:
                code = known.get((kind, str(written).strip().lower()))
                new[written] = code if code else written
                if not code and str(written).strip():
                    unknown.append({"column": name, "written": written, "rows": int((frame[name] == written).sum())})
        frame[name] = recoded(frame[name], new)
    return frame, unknown


def read(store):
    """Episodes, the ids of their rows, children, and what is written as nobody knows."""
    episodes, ids = store.read(EPISODES, "ID")
    episodes, unknown = spelled(store, episodes)
    children = store.read(CHILDREN)
    children["SEX"] = recoded(children["SEX"], {v: SEXES.get(str(v).strip().lower(), "U") for v in children["SEX"].cat.categories})
    return episodes, ids, children, unknown


# Case records ------------------------------------------------------------------------------------------------------------------


def merged(case, dated):
    """A case record with its dated part from the tables; what was judged stays."""
    if not dated:
        return case
    return dict(case, **dict(dated, child=dict(case.get("child") or {}, **dated["child"])))


def judged(store, returns, records, profile, gate, progress=None):
    """A row for each return of a child with a case record: the level and the state of a gate on the day of the return."""
    days = {}
    for child, date in zip(returns["child"], returns["date"]):
        days.setdefault(child, []).append(date.date())
    rows = []
    for number, (person, record) in enumerate(store.rows("SELECT person_id, record FROM reunify_cases ORDER BY case_id")):
        if person not in days:
            continue
        case = json.loads(record)
        case = merged(case, records.get(person))
        for evaluation in profile.evaluate([case], as_of=days[person], explain="none"):
            document = evaluation.document
            states = {g["stage"]: g["status"] for g in document["gates"]}
            rows.append({"CHILD": person, "DATE": evaluation.as_of, "LEVEL": document["risk"]["level"], "GATE": "passed" if states.get(gate) == "passed" else "not passed"})
        if progress:
            progress(number + 1)
    return pandas.DataFrame(rows, columns=["CHILD", "DATE", "LEVEL", "GATE"])


# What was done around a return -------------------------------------------------------------------------------------------------


def days_of(column):
    """A column of categories as days."""
    days = pandas.to_datetime(list(column.cat.categories)).append(pandas.DatetimeIndex([None]))
    return days.take(column.cat.codes)


def before_returns(store, returns):
    """How many returns had a review in the six months, and a visit in the six weeks, before them."""
    reviews = store.read('SELECT p.person AS "child", r.clar_cla_review_date AS "date" FROM ssd_cla_reviews r '
                         "JOIN (SELECT clae_cla_id, MIN(clae_person_id) AS person FROM ssd_cla_episodes GROUP BY clae_cla_id) p ON p.clae_cla_id = r.clar_cla_id "
                         "WHERE COALESCE(r.clar_cla_review_cancelled, 'N') <> 'Y'")
    visits = store.read('SELECT clav_person_id AS "child", clav_cla_visit_date AS "date" FROM ssd_cla_visits')
    made = []
    for words, rows, days in (("a review in the six months before", reviews, 183), ("a visit in the six weeks before", visits, 42)):
        right = pandas.DataFrame({"child": rows["child"].astype(object), "date": days_of(rows["date"]), "found": 1}).dropna().sort_values("date")
        left = pandas.DataFrame({"child": returns["child"].astype(object), "date": pandas.to_datetime(returns["date"])}).sort_values("date")
        found = pandas.merge_asof(left, right, on="date", by="child", tolerance=pandas.Timedelta(days=days)) if len(right) and len(left) else left.assign(found=None)
        made.append({"what": words, "returns": len(left), "had": int(found["found"].notna().sum())})
    return made


# The whole ---------------------------------------------------------------------------------------------------------------------


class Answer:
    """What the run found: the outcomes, and what the report says beside them."""

    def __init__(self, outcomes, unknown, options, about):
        self.outcomes, self.unknown, self.options, self.about = outcomes, unknown, options, about
        self.document = outcomes.document
        self.cost = None


def with_ids(table, ids):
    """A table of the result with the ids of episodes where it has the numbers of rows."""
    rows = [n for n in ("row", "other_row", "first_row", "ending_row") if n in table]
    made = table.copy() if rows else table
    for name in rows:
        numbers = table[name].fillna(-1).to_numpy(dtype="int64")
        made[name] = pandas.Series(numpy.where(numbers < 0, None, ids[numbers].astype(str).astype(object)) if len(numbers) else [], dtype=object)
    return made


def hidden(count, below):
    """A count as it may be told."""
    return None if 0 < count < below else count


def work_out(store, options, records_of=None, profile="herefordshire-2023", gate="identification", progress=None):
    """Reads the tables, works out and writes the result tables. `options` are those of reunify.outcomes; ends are inclusive unless they say otherwise."""
    say = progress or (lambda *_: None)
    options = dict({"end": "inclusive", "short_breaks": "drop-rows"}, **options)
    say("reading tables")
    episodes, ids, children, unknown = read(store)
    say("working out %s episodes" % format(len(episodes), ","))
    first = ru.outcomes(episodes, children, **dict(options, suppress_below=0))
    marks = None
    if store.rows("SELECT count(*) FROM reunify_cases")[0][0]:
        say("evaluating case records")
        records = records_of(episodes, children, options) if records_of else {}
        marks = judged(store, first.returns, records, ru.profile(profile), gate)
    below = options.get("suppress_below", 0)
    outcomes = ru.outcomes(episodes, children, marks if marks is not None and len(marks) else None, **options)
    cohort_returns = first.returns[first.returns["in_cohort"]]
    about = {"episodes": len(episodes), "children": len(children), "cases": 0 if marks is None else marks["CHILD"].nunique(), "gate": gate, "profile": profile,
             "left_cut": hidden(first.document["anomalies"]["first_not_started"], below),
             "before": [dict(row, returns=hidden(row["returns"], below), had=hidden(row["had"], below) if hidden(row["returns"] - row["had"], below) is not None else None)
                        for row in before_returns(store, cohort_returns)]}
    say("writing result tables")
    for name in TABLES:
        store.write("reunify_" + name, with_ids(getattr(outcomes, name), ids))
    return Answer(outcomes, unknown, options, about)
