#!/usr/bin/env python3
"""
The drawing of reunify-timeline, over every example of every pack on many days, and over records that are hard to draw.

  run_timeline.py REUNIFY-TIMELINE REUNIFY-EVALUATE

- It is XML, with a title, a description, a viewBox and nothing from elsewhere; all of it lies inside of the viewBox; twice the same are the same bytes.
- Every date of the history, of stages, of times that are counted and of what is due stands in it as text, and each level and stage by its name.
- No two texts touch, reckoned with the widths of a wide font (DejaVu Sans).
- Words of a case are escaped; no phrase that no page may hold (run_page.py) stands in it.
- In Welsh, and in words longer than there is room for in a line, it has the same form.
- What is not there is said to be not recorded, and hatched; what may come is dashed.
- What is wrong leaves standard output empty.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import run_page
import run_properties as dates
import support

SVG = "{http://www.w3.org/2000/svg}"
# Hundredths of the size, from the space on: DejaVu Sans.
WIDTHS = [32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69,
          70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62,
          35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84]
HOSTILE = "<script>alert('1')</script> & \"x\" ]]> \u202e \u0007 \u65e5\u672c"


class Drawer:
    def __init__(self, program, evaluate, report):
        self.program, self.evaluate, self.report = program, evaluate, report

    def run(self, arguments, text=None):
        return subprocess.run([self.program, *arguments], input=text, capture_output=True, timeout=60)

    def draw(self, what, case, day, options=()):
        """The bytes and the root, after what holds for every drawing."""
        asked = ["--as-of", day, *options, "-"]
        data = support.run(self.program, asked, json.dumps(case).encode())
        self.report.check(data == support.run(self.program, asked, json.dumps(case).encode()), what + ": two runs differ")
        root = xml.fromstring(data)
        self.check_form(what, root)
        self.check_boxes(what, root)
        return data.decode(), root

    def check_form(self, what, root):
        names = {e.tag[len(SVG):] for e in root.iter()}
        allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text", "g"}
        inside = [v for e in root.iter() for k, v in e.attrib.items() if "url(" in v or "href" in k]
        self.report.check(root.tag == SVG + "svg" and root.get("role") == "img" and re.fullmatch(r"0 0 1000 \d+", root.get("viewBox", "")),
                          what + ": the root is", root.attrib)
        self.report.check(names <= allowed and set(inside) <= {"url(#reunify-hatch)"}, what + ": has", names - allowed, inside)
        for member in ("title", "desc"):
            found = root.find(SVG + member)
            self.report.check(found is not None and found.text and found.get("id") in (root.get("aria-labelledby"), root.get("aria-describedby")),
                              what + ": no " + member)
        said = " ".join(e.text or "" for e in root.iter()).lower()
        never = [p.strip() for p in run_page.NEVER.split(",") if p.strip() and p.strip() in said]
        self.report.check(not never, what + ": says", never)

    def check_boxes(self, what, root):
        _, _, width, height = map(int, root.get("viewBox").split())
        boxes = sorted(box_of(e) for e in root.iter(SVG + "text"))
        for box in boxes:
            self.report.check(0 <= box[0] and box[2] <= width and 0 <= box[1] and box[3] <= height, what + ": outside of the drawing", box)
        for at, one in enumerate(boxes):
            for other in boxes[at + 1:]:
                if other[0] >= one[2]:
                    break
                if other[1] < one[3] and one[1] < other[3]:
                    self.report.fail(what + ": these touch", one, other)
        self.report.check(len(boxes) > 8, what + ": has few texts")


def box_of(text):
    """Left, top, right and bottom, and what it says."""
    size, x, y = (float(text.get(n)) for n in ("font-size", "x", "y"))
    width = sum(WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 100 for c in text.text) * size / 100
    left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor"), 0)
    return left, y - size * 0.76, left + width, y + size * 0.24, text.text


def said(day):
    date = datetime.date.fromisoformat(day)
    return "%d %s %d" % (date.day, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[date.month - 1], date.year)


def speaks_of_closing(document):
    """As on the page: at the lowest level, at home, and where nothing stops the plan."""
    stage = document["stage"] and document["gates"][document["stage"]["number"] - 1]
    stopped = stage and (stage["status"] == "stopped" or stage["stopped_by"])
    return document["risk"]["level"] == "low" and document["position"]["lives"] == "at_home" and not stopped


def dates_of(document):
    """What has to stand in the drawing, with the reason."""
    risk = document["risk"]
    for entry in risk["history"]:
        yield "the assessment", entry["date"]
        if entry["held"]:
            yield "a time that was complete", entry["held"]["eligible_from"]
    for pending in risk["pending"]:
        if not pending["to"] and not speaks_of_closing(document):
            continue
        yield "a time that is counted", pending["run_since"]
        yield "its end", pending["eligible_from"]
    for gate in document["gates"]:
        yield "the stage", gate["passed_on"]
        yield "the stop", gate["stopped_on"]
    for obligation in document["schedule"]:
        yield "what is due", obligation["due"]
        yield "what is done", obligation["done_on"]
    for attempt in document["attempts"]:
        if attempt["return"]:
            yield "the return", attempt["return"]["date"]
            yield "its end", attempt["return"]["ended_on"]


def joined(root):
    return " ".join(e.text for e in root.iter(SVG + "text"))


def check_examples(d):
    for what, case, day, options in run_page.examples_over_time(6):
        check_one(d, what, case, day, options)


def check_one(d, what, case, day, options):
    _, root = d.draw(what, case, day, options)
    document = support.evaluate(d.evaluate, case, day, options)
    text, words = joined(root), root.find(SVG + "desc").text
    for why, date in dates_of(document):
        d.report.check(date is None or (said(date) in text and said(date) in words), what + ": %s of %s is not in it" % (why, date))
    d.report.check(said(day) in text and case["id"] in text, what + ": neither its case nor its day")
    if not speaks_of_closing(document):
        d.report.check("towards closing" not in words, what + ": speaks of closing")
    if document["risk"]["may_close"] and document["risk"]["may_close"]["confirmed_on"]:
        closing = re.search(r"towards closing: counted.*?\.", words)
        d.report.check(not closing or "has to confirm" not in closing.group(0), what + ": what is confirmed has to be confirmed")
    for gate in document["gates"]:
        d.report.check(re.search(r"\b%d  \S.*: " % gate["number"], words), what + ": no stage " + gate["stage"])
    for obligation in document["schedule"]:
        d.report.check(obligation["text"] in words, what + ": nothing of " + obligation["id"])


# Hard records ----------------------------------------------------------------------------------------------------------------


def long_history():
    """Sixty assessments in two years, some of them on one day."""
    case = dict(support.examples()["second-attempt"], goals=[])
    values = [("addressed", "apparent", "able", "unlikely"), ("being_addressed", "apparent", "able", "some"),
              ("not_being_addressed", "not_apparent", "unable", "very_strong")]
    names = ("risk_factors", "protective_factors", "parental_capacity", "recurrence")
    start = datetime.date(2022, 1, 20)
    case["assessments"] = [{"id": "b%d" % i, "date": str(start + datetime.timedelta(days=12 * (i - i % 3))),
                            "findings": dict(zip(names, values[i * 7 % 3]), parents_wish="wants", child_wish="wants")} for i in range(60)]
    return case


def check_hard(d):
    day = "2025-05-20"
    check_one(d, "sixty assessments", long_history(), day, [])
    text = joined(d.draw("sixty assessments", long_history(), day)[1])
    d.report.check(all(re.search(r"\b%d\b" % n, text) for n in range(1, 61)), "sixty assessments: not every number is there")
    many = long_history()
    many["assessments"] = [dict(a, id="c%d" % i, date="2024-01-%02d" % (1 + i % 3)) for i, a in enumerate(many["assessments"] * 5)]
    d.draw("three hundred assessments in three days", many, day)
    for dated in ("0001-01-01", "9999-12-31"):
        d.draw("a case of " + dated, {"schema": "reunify/case/1", "id": "x", "assessments": [{"date": dated, "findings": {}}]}, dated)


def check_unknown(d):
    data, root = d.draw("nothing known", {"schema": "reunify/case/1", "id": "x"}, "2025-05-20")
    d.report.check(joined(root).count("? not recorded") == 4 and data.count('fill="url(#reunify-hatch)"') >= 5, "nothing known: it is not said, or not hatched")
    d.report.check("No level of risk is known" in root.find(SVG + "desc").text, "nothing known: the level is not said to be so")
    _, root = d.draw("nothing there", {"schema": "reunify/case/1", "id": "x", "returns": [], "care_periods": [], "placements": [], "legal_statuses": []},
                     "2025-05-20")
    d.report.check("not recorded" not in joined(root) and joined(root).count("none") == 4, "nothing there: it is said to be not recorded")
    case = {"schema": "reunify/case/1", "id": "x", "care_periods": [{"to": "2024-01-01"}, {"from": "2026-01-01"}]}
    text = joined(d.draw("no start", case, "2025-05-20")[1])
    d.report.check("start not recorded, until 1 Jan 2024" in text and "2026" not in text, "no start: it is not said, or a later day is seen")


def check_hostile(d):
    case = support.examples()["second-attempt"]
    case["id"] = HOSTILE
    case["assessments"][0]["id"] = HOSTILE * 4
    data, root = d.draw("hostile", case, "2025-05-20")
    d.report.check("<script" not in data and "&lt;script&gt;" in data and "\u202e" not in data and "\u0007" not in data, "hostile: not escaped")
    d.report.check("<script>alert('1')</script> & \"x\" ]]>" in root.find(SVG + "title").text, "hostile: the title is not the id")
    case = support.examples()["second-attempt"]
    case["assessments"][1]["judgement"] = {"level": "high", "rationale": "PRIVATE WORDS", "approved_by": "team_manager"}
    data, _ = d.draw("a judgement", case, "2025-05-20")
    d.report.check("by judgement" in data and "PRIVATE WORDS" not in data, "a judgement: it is not said, or its reasons are")
    d.report.check("1990-01-01" not in data, "a birth is told")


def check_words(d, folder):
    """In Welsh, and in words that are longer than the drawing has room for in one line: nothing touches, and the key is whole."""
    words = ["--language", "cy,en", "--messages", os.path.join(support.EXAMPLES, "welsh", "messages-cy.json")]
    for what, case, day, options in run_page.examples_over_time(2):
        _, root = d.draw(what + ", in Welsh", case, day, [*options, *words])
        d.report.check(root.get("lang") == "cy" and "Sefyllfa gyfreithiol" in joined(root), what + ": is not in Welsh")
    english = support.load(os.path.join(support.ROOT, "lib", "base", "messages.json"))["languages"]["en"]
    longer = re.compile(r"times|timeline\.(places|month|key|key\.(?!levels).*)")
    said = {n: t + " and so on" * 12 for n, t in english["messages"].items() if longer.fullmatch(n)}
    long = os.path.join(folder, "long.json")
    with open(long, "w", encoding="utf-8") as out:
        json.dump({"schema": "reunify/messages/1", "languages": {"xx": {"plurals": english["plurals"], "messages": said}}}, out)
    for day in ("2024-03-15", "2025-05-20"):
        _, root = d.draw("in long words", support.examples()["second-attempt"], day, ["--language", "xx", "--messages", long])
        wanted = 12 * (sum(n.startswith("timeline.key") for n in said) + 1)
        d.report.check(re.sub(" +", " ", joined(root)).count("and so on") >= wanted, "in long words: words are missing")


# The program -----------------------------------------------------------------------------------------------------------------


def check_wrong(d, folder):
    good = os.path.join(support.EXAMPLES, "second-attempt.json")
    broken = os.path.join(folder, "broken.json")
    with open(broken, "w", encoding="utf-8") as out:
        out.write('{"schema": "reunify/case/1",\n "id": "x", "returns": [{"date": "2025-02-30"}]}')
    for code, want, arguments in (
            (2, "no case was given", []), (2, "one case is drawn at a time", [good, good]), (2, "there is no option --asof; did you mean --as-of?", ["--asof"]),
            (2, "--as-of needs a date of the calendar, YYYY-MM-DD", ["--as-of", "2025-02-30", good]),
            (2, "there is no profile herefordshire; did you mean", ["--profile", "herefordshire", good]),
            (2, "the profile has no pathway x", ["--pathway", "x", good]), (1, "nothing.json: cannot be read", ["nothing.json"]),
            (1, broken + ":2:", [broken]), (1, "cannot be written", ["--output", os.path.join(folder, "no", "x.svg"), good])):
        done = d.run(arguments)
        said_first = [line for line in done.stderr.decode().splitlines() if want in line]
        d.report.check(done.returncode == code and not done.stdout and said_first, "%s: exit %d, %s" % (arguments, done.returncode, done.stderr))
    done = d.run(["-"], b'{"schema": "reunify/case/1", "id": "x"}')
    d.report.check(done.returncode == 1 and not done.stdout and b"give --as-of" in done.stderr, "a case without a date")
    for one, other in (("-h", "--help"), ("-V", "--version")):
        d.report.check(d.run([one]).stdout == d.run([other]).stdout and d.run([one]).stdout and d.run([one]).returncode == 0, one)


def check_output(d, folder):
    good, name = os.path.join(support.EXAMPLES, "second-attempt.json"), os.path.join(folder, "x.svg")
    done = d.run(["--output", name, good])
    with open(name, "rb") as file:
        d.report.check(done.returncode == 0 and not done.stdout and file.read() == d.run([good]).stdout, "--output")
    if os.path.exists("/dev/full"):
        full = os.path.join(folder, "full.svg")
        os.symlink("/dev/full", full)
        done = d.run(["--output", full, good])
        d.report.check(done.returncode == 1 and b"cannot be written" in done.stderr and os.path.islink(full), "--output: what is no plain file is gone")
    case, link = os.path.join(folder, "case.json"), os.path.join(folder, "link.json")
    shutil.copy(good, case)
    os.symlink(case, link)
    for output in (case, link):
        done = d.run(["--output", output, case])
        with open(case, "rb") as kept, open(good, "rb") as original:
            d.report.check(done.returncode == 2 and b"place of the case" in done.stderr and kept.read() == original.read(),
                           "--output: the case itself: %s" % done.stderr)
    pack = os.path.join(support.EXAMPLES, "welsh", "herefordshire-2023-cy.json")
    welsh, plain = d.run(["--profile", pack, "--language", "cy", good]), d.run(["--profile", pack, good])
    d.report.check(welsh.returncode == plain.returncode == 0 and welsh.stdout != plain.stdout, "--language: %s" % welsh.stderr)


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    report = support.Report("timeline")
    d = Drawer(os.path.abspath(arguments[0]), os.path.abspath(arguments[1]), report)
    check_examples(d)
    check_hard(d)
    check_unknown(d)
    check_hostile(d)
    with tempfile.TemporaryDirectory() as folder:
        check_wrong(d, folder)
        check_output(d, folder)
        check_words(d, folder)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
