#!/usr/bin/env python3
"""Writes the codes of episodes into one C file: embed_codes.py OUTPUT CODES.json. What is wrong with the file stops the build."""
import json
import sys

SETS = ["reason_started", "legal_status", "placement", "reason_ceased"]
EXITS = ["continues", "home_planned", "home_unplanned", "home_undivided", "kin", "order", "adoption", "transfer", "age", "custody", "died", "other", "unknown"]
MEMBERS = {"code", "text", "class", "from", "to", "short_break", "with_parents"}
MOST_CODES, MOST_LETTERS = 200, 4  # as in outcome.h


def row(name, code):
    assert set(code) <= MEMBERS, "a member that is not known: %s" % code
    assert 0 < len(code["code"]) <= MOST_LETTERS and code["code"] == code["code"].upper(), code
    assert ("class" in code) == (name == "reason_ceased"), "codes of %s, and no others, have a class: %s" % (SETS[3], code)
    leaves = "EXIT_" + code["class"].upper() if "class" in code else "EXIT_UNKNOWN"
    assert code.get("class", EXITS[0]) in EXITS, code
    return '    {"%s", %s, %s, %d, %d, %d},\n' % (code["code"], json.dumps(code["text"]), leaves, code.get("from", 0), code.get("to", 9999),
                                              code.get("short_break", False) or code.get("with_parents", False))


def main(output, name):
    with open(name, encoding="ascii") as file:
        document = json.load(file)
    sets = document["sets"]
    sources = {s["id"] for s in document["sources"]}
    assert [s["set"] for s in sets] == SETS and all(s["source"]["id"] in sources and s["source"]["at"] for s in sets)
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "outcome/outcome.h"\n\n')
        for s in sets:
            codes = [c["code"] for c in s["codes"]]
            assert len(set(codes)) == len(codes) <= MOST_CODES, "a code stands twice, or there are too many"
            out.write("static const episode_code %s[] = {\n%s};\n\n" % (s["set"], "".join(row(s["set"], c) for c in s["codes"])))
        out.write("const code_set code_sets[CODE_SETS] = {\n%s};\n" % "".join("    {%s, %d},\n" % (s["set"], len(s["codes"])) for s in sets))


main(*sys.argv[1:])
