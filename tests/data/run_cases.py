#!/usr/bin/env python3
"""
Runs the cases of PACK/cases (and PACK/*-cases.json, those of a variation of it) under each pack that has some, then counts: every rule of the pack needs a case that fires it and one that does not. What a
pack takes unchanged from the one that it extends may have its cases there.

  run_cases.py PROGRAM [FILE...]      with files: only those, and no count

What can never be seen stands, with the reason, in PACK/never.json: [{"kind", "id", "value", "why"}]; the count does not ask for it. A file of cases is {"about", "checks": [...]}. A check has "name", "why" and the members below; what is given at the top of the file holds for all of its checks.

  profile  another pack than that of the folder: a file, from the project's root on
  from     a case to start with: a file of PACK/bases/ without its ending (which may itself have "from" and "change"), or examples/data/NAME.json; or else
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
import glob
import os
import sys

import support


# What an evaluation says, by id ----------------------------------------------------------------------------------------------


def by(key, entries):
    return {e[key]: e for e in entries}


def movements(pack):
    return pack.get("risk", {}).get("movement", [])


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
        "pending": {m["id"]: pending.get(m["id"]) for m in movements(pack)},
        "gates": by("stage", document["gates"]),
        "requirements": by("id", requirements),
        "stops": {s["id"]: s["result"] for g in document["gates"] for s in g["stops"]},
        "outstanding": [r["requirement"] for r in document["outstanding"]],
        "information_needed": [r["requirement"] for r in document["information_needed"]],
        "schedule": by("id", document["schedule"]),
        "factors": {f["code"]: f["result"] for f in document["factors"]},
        "alerts": {a["id"]: a["id"] in raised for a in pack.get("alerts", [])},
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
    movement = by("id", movements(pack))
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


def base(name, folder=support.DATA):
    document = support.load(os.path.join(support.ROOT, name) if "/" in name else os.path.join(folder, "bases", name + ".json"))
    return support.change(base(document["from"], folder), document["change"]) if "from" in document else document


def start_of(check, file, folder):
    if "case" in check:
        return check["case"]
    return base(check["from"] if "from" in check else file["from"], folder)


def run_check(program, check, file, pack, folder):
    unknown = set(check["expect"]) - KNOWN
    if unknown:
        return ["expect has no member " + ", ".join(sorted(unknown))]
    case = support.change(start_of(check, file, folder), file.get("change", []) + check.get("change", []))
    profile = os.path.join(support.ROOT, file["profile"]) if "profile" in file else os.path.join(support.PACKS, os.path.basename(folder) + ".json")
    seen = view(support.evaluate(program, case, check.get("as_of", file.get("as_of")), ["--profile", profile]), pack)
    return support.differences(expanded(check["expect"]), seen) + rules_that_apply_wrongly(check["expect"], seen, pack)


KNOWN = {"level", "since", "basis", "may_close", "earliest_closure", "stage", "applicability", "conditions", "classification", "history", "pending",
         "gates", "requirements", "stops", "outstanding", "information_needed", "schedule", "factors", "alerts", "risk_actions", "gate_actions",
         "alert_actions", "warnings"}


# The count -------------------------------------------------------------------------------------------------------------------


def wanted(pack):
    """Everything that some check has to expect: {(kind, id, value): the rule}."""
    out = {}

    def ask(kind, rule, *values):
        out.update({(kind, rule["id"], v): rule for v in values})

    actions = {a["id"]: a for a in pack.get("risk", {}).get("actions", [])}
    for at, stage in ((at, s) for p in pack.get("pathways", []) for at, s in enumerate(p["stages"])):
        ask("gates", stage, "passed", "incomplete", *(["waiting"] if at else []), *(["stopped"] if stage.get("stops") else []))
        for r in stage.get("requirements", []):
            ask("requirements", r, "met", "not_met", "unknown")
            if "when" in r or ("for_each" in r and r.get("if_none") != "unknown"):
                ask("requirements", r, "not_applicable")
        for s in stage.get("stops", []):
            ask("stops", s, "true", "false", "unknown")
    for c in pack.get("applicability", []):
        ask("conditions", c, "true", "false", "unknown")
    for m in movements(pack):
        ask("movement", m, "applies", "does not apply")
        if "for" in m:
            ask("movement", m, "runs", "does not run")
        if m.get("may_be_held"):
            ask("movement", m, "held by classification", "held by incomplete")
    for a in actions.values():
        ask("actions", a, "asked for", "not asked for")
    for level in pack.get("risk", {}).get("levels", []):
        ask("level", level, "stands")
    for o in pack.get("schedule", []):
        ask("schedule", o, "not_started", "upcoming", "due", "overdue", "done", *(["not_applicable"] if "when" in o or "lapses" in o else []))
    for a in pack.get("alerts", []):
        ask("alerts", a, True, False)
    for f in pack.get("factors", []):
        ask("factors", f, "present", "absent", "unknown")
    return out


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
    lists += [(full["gate_actions"][s["id"]], {a for stop in s.get("stops", []) for a in stop.get("actions", [])})
              for p in pack.get("pathways", []) for s in p["stages"] if s["id"] in full.get("gate_actions", {})]
    for listed, possible in lists:
        out |= {("actions", a, "asked for" if a in listed else "not asked for") for a in possible}
    return out


def risk_actions(pack):
    return {a for rule in pack.get("risk", {}).get("levels", []) + movements(pack) for a in rule.get("actions", [])}


def never(folder):
    path = os.path.join(folder, "never.json")
    return {(n["kind"], n["id"], n["value"]) for n in support.load(path) if n["why"]} if os.path.exists(path) else set()


def count(report, name, expected):
    """Holds what the checks of a pack expect, and those of the packs below it, against its rules."""
    pack = support.pack_of(name)
    asked = wanted(pack)
    left_out = never(os.path.join(support.HERE, name))
    seen = expected[name] | left_out
    for lower in support.extended_by(name):
        below = wanted(support.pack_of(lower))
        seen |= {key for key in expected.get(lower, set()) | never(os.path.join(support.HERE, lower)) if key in below and below[key] == asked.get(key)}
    missing = sorted(set(asked) - seen, key=str)
    for kind, i, value in missing:
        report.fail("no case of %s expects %s %s: %s" % (name, kind, i, value))
    ids = {(kind, i) for kind, i, _ in asked}
    for kind, i, value in sorted(expected[name] | left_out, key=str):
        if (kind, i) not in ids:
            report.fail("a case of %s expects something of %s %s, which the pack does not have" % (name, kind, i))
    for key in sorted(left_out & expected[name], key=str):
        report.fail("never.json of %s leaves out what a case expects: %s %s %s" % ((name,) + key))
    report.checked += len(asked)
    print("%s: %d of %d statuses of its rules are expected by some check, %d can never be" % (name, len(asked) - len(missing), len(asked), len(left_out)))


def folder_of(path):
    """A pack's folder: that of cases/, or where a variation of the pack and its cases stand."""
    folder = os.path.dirname(path)
    return os.path.dirname(folder) if os.path.basename(folder) == "cases" else folder


def run_file(report, program, path, names):
    """What the checks of a file expect, having run them."""
    file, folder = support.load(path), folder_of(path)
    pack = support.resolve(file["profile"]) if "profile" in file else support.pack_of(os.path.basename(folder))
    expected = set()
    for check in file["checks"]:
        title = "%s/%s: %s" % (os.path.basename(folder), os.path.basename(path), check["name"])
        if not check.get("why") or title in names:
            report.fail(title, "needs a name of its own and a why")
        names.add(title)
        try:
            found = run_check(program, check, file, pack, folder)
        except (KeyError, TypeError, support.Failed) as problem:
            found = ["%s: %s" % (type(problem).__name__, problem)]
        report.check(not found, title, *found[:12])
        expected |= expected_by(check["expect"], pack) if "profile" not in file else set()
    return expected


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("cases")
    files = [os.path.abspath(f) for f in arguments[1:]] or sorted(
        glob.glob(os.path.join(support.HERE, "*", "cases", "*.json")) + glob.glob(os.path.join(support.HERE, "*", "*-cases.json")))
    expected, names = {}, set()
    for path in files:
        pack = os.path.basename(folder_of(path))
        expected.setdefault(pack, set()).update(run_file(report, program, path, names))
    print("%d checks in %d files" % (len(names), len(files)))
    for name in expected if not arguments[1:] else []:
        count(report, name, expected)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
