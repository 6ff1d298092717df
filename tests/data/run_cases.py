#!/usr/bin/env python3
"""
Runs the cases of herefordshire-2023/cases against the program, then counts: every rule of the pack needs a case that fires it and one that does not.

  run_cases.py PROGRAM [FILE...]      with files: only those, and no count

A file is {"about", "checks": [...]}. A check has "name", "why" and the members below; what is given at the top of the file holds for all of its checks.

  from     a case to start with: a file of bases/ without its ending (which may itself have "from" and "change"), or examples/data/NAME.json; or else
  case     the case itself
  change   steps, first the file's and then the check's: {"set": PATH, "to": VALUE}, {"remove": PATH}, {"append": PATH, "value": VALUE}; a path is a JSON
           Pointer in which an element of an array can be named by its id: /records/planning-meeting/led_by
  as_of    the date of evaluation
  expect   what the evaluation says, as far as it matters here:
    level, since, basis, may_close, earliest_closure, stage (its id or null)      as in the evaluation
    applicability      the result;  conditions     {id: "true", "false" or "unknown"}
    classification     {"level", "status", "at_least", "deciding": [dimensions], "values": {dimension: value}}
    history            {assessment id: a part of its entry, and "not": [rules that do not apply at this assessment, though its level is theirs]}
    pending            {rule: a part of its entry, or null: it does not run}
    gates              {stage: status, or {"status", "passed_on", "outcome"}}
    requirements       {id: status, or {"status", "met_on", "evidence", "people": {id: status}}}
    stops              {id: "true", "false" or "unknown"}
    outstanding, information_needed     [ids], those of the current stage
    schedule           {id: status, or {"status", "due", "done_on"}}
    factors            {code: "present", "absent" or "unknown"}
    alerts             {code: true or false}
    risk_actions       [codes] of the level and the last movement, in any order;  gate_actions   {stage: [codes]};  alert_actions   {alert: [codes]}
    warnings           [[code, at], ...], all of them
"""
import os
import sys

import support

CASES = os.path.join(support.DATA, "cases")
# What can never be seen, and why. The count does not ask for it.
NEVER = {
    ("schedule", "secure_return", "overdue"): "it is done by time alone, on the day on which it is due",
}


# What an evaluation says, by id ----------------------------------------------------------------------------------------------


def by(key, entries):
    return {e[key]: e for e in entries}


def codes(actions):
    return sorted(a["code"] for a in actions)


def view(document, pack):
    risk = document["risk"]
    requirements = [r for g in document["gates"] for r in g["requirements"]]
    for r in requirements:
        r["people"] = {p["person"]: p["status"] for p in r["people"]}
    classification = risk["classification"]
    if classification:
        classification = dict(classification, deciding=[d["id"] for d in classification["dimensions"] if d["deciding"]],
                              values={d["id"]: d["value"] for d in classification["dimensions"]})
    pending = by("rule", risk["pending"])
    raised = by("code", document["alerts"])
    return {
        "level": risk["level"], "since": risk["since"], "basis": risk["basis"], "may_close": risk["may_close"],
        "earliest_closure": risk["earliest_closure"], "stage": document["stage"] and document["stage"]["id"],
        "applicability": document["applicability"]["result"],
        "conditions": {c["id"]: c["result"] for c in document["applicability"]["conditions"]},
        "classification": classification,
        "history": by("assessment", risk["history"]),
        "pending": {m["id"]: pending.get(m["id"]) for m in pack["risk"]["movement"]},
        "gates": by("stage", document["gates"]),
        "requirements": by("id", requirements),
        "stops": {s["id"]: s["result"] for g in document["gates"] for s in g["stops"]},
        "outstanding": [r["requirement"] for r in document["outstanding"]],
        "information_needed": [r["requirement"] for r in document["information_needed"]],
        "schedule": by("id", document["schedule"]),
        "factors": {f["code"]: f["result"] for f in document["factors"]},
        "alerts": {a["id"]: a["id"] in raised for a in pack["alerts"]},
        "risk_actions": codes(risk["actions"]),
        "gate_actions": {g["stage"]: codes(g["actions"]) for g in document["gates"]},
        "alert_actions": {code: codes(a["actions"]) for code, a in raised.items()},
        "warnings": [[w["code"], w["at"]] for w in document["warnings"]],
    }


def expanded(expect):
    """Short forms written out: a status alone is that of an entry; lists of actions in order."""
    full = dict(expect)
    for name in ("gates", "requirements", "schedule"):
        if name in full:
            full[name] = {k: v if isinstance(v, dict) else {"status": v} for k, v in full[name].items()}
    for name in ("gate_actions", "alert_actions"):
        if name in full:
            full[name] = {k: sorted(v) for k, v in full[name].items()}
    if "risk_actions" in full:
        full["risk_actions"] = sorted(full["risk_actions"])
    if "history" in full:
        full["history"] = {k: {n: v for n, v in entry.items() if n != "not"} for k, entry in full["history"].items()}
    return full


def rules_that_apply_wrongly(expect, seen, pack):
    """Of the "not" lists: rules that did apply, and rules of another level, about which nothing would be said."""
    movement = by("id", pack["risk"]["movement"])
    found = []
    for assessment, entry in expect.get("history", {}).items():
        for rule in entry.get("not", []):
            got = seen["history"][assessment]
            if movement[rule]["from"] != got["from"]:
                found.append("/history/%s: %s is a rule of another level than %s" % (assessment, rule, got["from"]))
            elif got["rule"] == rule:
                found.append("/history/%s: %s applied" % (assessment, rule))
    return found


# Checks ----------------------------------------------------------------------------------------------------------------------


def base(name):
    document = support.load(os.path.join(support.ROOT, name) if "/" in name else os.path.join(support.DATA, "bases", name + ".json"))
    return support.change(base(document["from"]), document["change"]) if "from" in document else document


def start_of(check, file):
    if "case" in check:
        return check["case"]
    return base(check["from"] if "from" in check else file["from"])


def run_check(program, check, file, pack):
    unknown = set(check["expect"]) - KNOWN
    if unknown:
        return ["expect has no member " + ", ".join(sorted(unknown))]
    case = support.change(start_of(check, file), file.get("change", []) + check.get("change", []))
    seen = view(support.evaluate(program, case, check.get("as_of", file.get("as_of"))), pack)
    return support.differences(expanded(check["expect"]), seen) + rules_that_apply_wrongly(check["expect"], seen, pack)


KNOWN = {"level", "since", "basis", "may_close", "earliest_closure", "stage", "applicability", "conditions", "classification", "history", "pending",
         "gates", "requirements", "stops", "outstanding", "information_needed", "schedule", "factors", "alerts", "risk_actions", "gate_actions",
         "alert_actions", "warnings"}


# The count -------------------------------------------------------------------------------------------------------------------


def wanted(pack):
    """Everything that some check has to expect: (kind, id, value)."""
    out = set()
    for at, stage in ((at, s) for p in pack["pathways"] for at, s in enumerate(p["stages"])):
        out |= {("gates", stage["id"], v) for v in ("passed", "incomplete")}
        out |= {("gates", stage["id"], "waiting")} if at else set()
        out |= {("gates", stage["id"], "stopped")} if stage["stops"] else set()
        for r in stage["requirements"]:
            values = ["met", "not_met", "unknown"]
            if "when" in r or ("for_each" in r and r.get("if_none") != "unknown"):
                values.append("not_applicable")
            out |= {("requirements", r["id"], v) for v in values}
        out |= {("stops", s["id"], v) for s in stage["stops"] for v in ("true", "false", "unknown")}
        out |= {("actions", a, v) for s in stage["stops"] for a in s["actions"] for v in ("asked for", "not asked for")}
    out |= {("conditions", c["id"], v) for c in pack["applicability"] for v in ("true", "false", "unknown")}
    for m in pack["risk"]["movement"]:
        out |= {("movement", m["id"], v) for v in ("applies", "does not apply")}
        out |= {("movement", m["id"], v) for v in ("runs", "does not run") if "for" in m}
        out |= {("movement", m["id"], "held by " + v) for v in ("classification", "incomplete") if m.get("may_be_held")}
    out |= {("actions", a["id"], v) for a in pack["risk"]["actions"] for v in ("asked for", "not asked for")}
    out |= {("level", level["id"], "stands") for level in pack["risk"]["levels"]}
    statuses = ("not_started", "upcoming", "due", "overdue", "done", "not_applicable")
    out |= {("schedule", o["id"], v) for o in pack["schedule"] for v in statuses}
    out |= {("alerts", a["id"], v) for a in pack["alerts"] for v in (True, False)}
    out |= {("factors", f["id"], v) for f in pack["factors"] for v in ("present", "absent", "unknown")}
    return out - set(NEVER)


def expected_by(expect, pack):
    """What of that a check expects."""
    full = expanded(expect)
    out = {(kind, i, e["status"]) for kind in ("gates", "requirements", "schedule") for i, e in full.get(kind, {}).items() if "status" in e}
    out |= {(kind, i, v) for kind in ("stops", "conditions", "factors", "alerts") for i, v in full.get(kind, {}).items()}
    out |= {("level", full["level"], "stands")} if full.get("level") else set()
    for entry in expect.get("history", {}).values():
        out |= {("movement", entry["rule"], "applies")} if entry.get("rule") else set()
        out |= {("movement", rule, "does not apply") for rule in entry.get("not", [])}
        held = entry.get("held")
        out |= {("movement", held["rule"], "held by " + held["by"])} if held else set()
    out |= {("movement", rule, "runs" if entry else "does not run") for rule, entry in full.get("pending", {}).items()}
    lists = [(full["risk_actions"], risk_actions(pack))] if "risk_actions" in full else []
    lists += [(full["gate_actions"][s["id"]], {a for stop in s["stops"] for a in stop["actions"]})
              for p in pack["pathways"] for s in p["stages"] if s["id"] in full.get("gate_actions", {})]
    for listed, possible in lists:
        out |= {("actions", a, "asked for" if a in listed else "not asked for") for a in possible}
    return out


def risk_actions(pack):
    risk = pack["risk"]
    return {a for rule in risk["levels"] + risk["movement"] for a in rule.get("actions", [])}


def count(report, expected, pack):
    missing = sorted(wanted(pack) - expected, key=str)
    for kind, name, value in missing:
        report.fail("no case in cases/ expects %s %s: %s" % (kind, name, value))
    known = wanted(pack) | set(NEVER)
    ids = {(k, i) for k, i, _ in known}
    for kind, name, _ in sorted(expected, key=str):
        if (kind, name) not in ids:
            report.fail("a case expects something of %s %s, which the pack does not have" % (kind, name))
    report.checked += len(wanted(pack))
    return len(wanted(pack)) - len(missing)


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    pack = support.pack_of("herefordshire-2023")
    report = support.Report("cases")
    files = [os.path.abspath(f) for f in arguments[1:]] or sorted(os.path.join(CASES, n) for n in os.listdir(CASES) if n.endswith(".json"))
    expected, names, checks = set(), set(), 0
    for path in files:
        file = support.load(path)
        for check in file["checks"]:
            title = "%s: %s" % (os.path.basename(path), check["name"])
            checks += 1
            if not check.get("why") or title in names:
                report.fail(title, "needs a name of its own and a why")
            names.add(title)
            try:
                found = run_check(program, check, file, pack)
            except (KeyError, TypeError, support.Failed) as problem:
                found = ["%s: %s" % (type(problem).__name__, problem)]
            report.check(not found, title, *found[:12])
            expected |= expected_by(check["expect"], pack)
    print("%d checks in %d files" % (checks, len(files)))
    if not arguments[1:]:
        print("%d of %d statuses of rules expected by some check" % (count(report, expected, pack), len(wanted(pack))))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
