#!/usr/bin/env python3
"""
reunify-evaluate --format html: the page of text as HTML, over every example of every pack on many days, with --all and without.

  run_html.py REUNIFY-EVALUATE REUNIFY-TIMELINE

- It is HTML that is XML too, with a language, one title, headings in order, and nothing from elsewhere; twice the same are the same bytes.
- Its words outside of the drawing are those of --format text, all of them and in their order; the drawing is that of reunify-timeline.
- Words of a case are escaped. Several cases are refused, and what is wrong leaves standard output empty.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import run_page
import support
from run_timeline import HOSTILE, long_history

SVG = "{http://www.w3.org/2000/svg}svg"
BLOCKS = {"h1", "h2", "h3", "p", "dl", "dt", "dd", "ul", "li", "figure", "main", "body"}
ALLOWED = BLOCKS | {"html", "head", "meta", "title", "style", "span"}


class Pages:
    def __init__(self, program, timeline, report):
        self.program, self.timeline, self.report = program, timeline, report

    def run(self, arguments, text=None):
        return subprocess.run([self.program, *arguments], input=text, capture_output=True, timeout=60)

    def check(self, what, case, day, options=()):
        asked, text = ["--as-of", day, *options, "-"], json.dumps(case).encode()
        data = support.run(self.program, ["--format", "html", *asked], text)
        self.report.check(data == support.run(self.program, ["--format", "html", *asked], text), what + ": two runs differ")
        root = xml.fromstring(data)
        self.check_form(what, root)
        page = support.run(self.program, ["--width", "1000", *asked], text).decode()
        want = re.sub(r"(?m)^( *)- ", r"\1", page).split()
        got = "".join(words_of(root.find("body"))).split()
        at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
        self.report.check(want == got, what + ": other words than the text", " ".join(want[at - 3:at + 9]), " ".join(got[at - 3:at + 9]))
        picture = support.run(self.timeline, ["--as-of", day, *[o for o in options if o not in ("--all",)], "-"], text)
        self.report.check(data.count(picture) == 1, what + ": the drawing is not that of reunify-timeline")
        return data.decode(), root

    def check_form(self, what, root):
        names = [e.tag for e in root.iter() if not e.tag.startswith("{")]
        headings = [n for n in names if re.fullmatch("h[1-6]", n)]
        wrong = [a + b for a, b in zip(headings, headings[1:]) if int(b[1]) > int(a[1]) + 1]
        self.report.check(set(names) <= ALLOWED and names.count("h1") == 1 and headings[:1] == ["h1"] and not wrong, what + ": has", set(names) - ALLOWED,
                          headings)
        self.report.check(root.tag == "html" and root.get("lang") and root.find("head/title").text, what + ": no language or no title")
        self.report.check(not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "href" in a or a == "src"], what + ": reaches out")
        lists = [e.tag for e in root.iter("ul") if not len(e) or {c.tag for c in e} != {"li"}]
        lists += [e.tag for e in root.iter("dl") if [c.tag for c in e] != ["dt", "dd"] * (len(e) // 2)]
        self.report.check(not lists, what + ": a list of other things")


def words_of(element):
    """The text in order, without the drawing; blocks are apart."""
    if element.tag == SVG:
        return
    yield (" " if element.tag in BLOCKS else "") + (element.text or "")
    for child in element:
        yield from words_of(child)
        yield child.tail or ""
    if element.tag in BLOCKS:
        yield " "


def check_examples(p):
    for at, (what, case, day, options) in enumerate(run_page.examples_over_time(4)):
        p.check(what, case, day, options + ["--all"] * (at % 2))


def check_hard(p):
    day = "2025-05-20"
    p.check("sixty assessments", long_history(), day, ["--all"])
    p.check("nothing known", {"schema": "reunify/case/1", "id": "x"}, day)
    case = support.examples()["second-attempt"]
    case["id"] = HOSTILE
    case["assessments"][-1]["judgement"] = {"level": "high", "rationale": "<b>x</b>\u001b[0;1m & \u202e </main>", "approved_by": "team_manager"}
    data, root = p.check("hostile", case, day, ["--all"])
    p.report.check("<script" not in data and "<b>" not in data and "\u202e" not in data and "\u001b" not in data, "hostile: not escaped")
    p.report.check("<script>" in root.find("head/title").text and "<b>x</b>" in "".join(root.itertext()), "hostile: the words are not there")
    p.report.check(root.get("lang") == "en", "the language is not English")


def check_program(p, folder):
    good = os.path.join(support.EXAMPLES, "second-attempt.json")
    many = os.path.join(folder, "many.jsonl")
    with open(many, "w", encoding="utf-8") as out:
        out.write(json.dumps(support.load(good)) + "\n")
    for code, want, arguments in (
            (2, "--format html is for one case: evaluate several one by one", ["--as-of", "2025-05-20", good, good]),
            (2, "--format html is for one case", ["--as-of", "2025-05-20", many]), (2, "--lean is for --format json and json-lines", ["--lean", good]),
            (2, "several --as-of need --format json-lines or csv", ["--as-of", "2025-05-20,2025-05-21", good]), (1, "cannot be read", ["nothing.json"])):
        done = p.run(["--format", "html", *arguments])
        p.report.check(done.returncode == code and not done.stdout and want in done.stderr.decode(), "%s: exit %d, %s" % (arguments, done.returncode, done.stderr))
    welsh = os.path.join(support.EXAMPLES, "welsh")
    done = p.run(["--format", "html", "--profile", os.path.join(welsh, "herefordshire-2023-cy.json"), "--language", "cy,en", "--messages",
                  os.path.join(welsh, "messages-cy.json"), os.path.join(welsh, "case.json")])
    p.report.check(done.returncode == 0 and b'<html lang="cy">' in done.stdout and xml.fromstring(done.stdout) is not None, "in Welsh: %s" % done.stderr)


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    report = support.Report("html")
    p = Pages(os.path.abspath(arguments[0]), os.path.abspath(arguments[1]), report)
    check_examples(p)
    check_hard(p)
    with tempfile.TemporaryDirectory() as folder:
        check_program(p, folder)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
