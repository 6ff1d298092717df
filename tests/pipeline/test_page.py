"""
The page of the pipeline in a real browser, Chromium without a window: nothing is wider than the page on a phone, a tablet and a desk, each chart is drawn,
no table is empty, and the browser complains of nothing. Copies with faults are looked at beside it: each fault has to be found. `run_pipeline.py` calls it;
exit 77, aloud, where there is no Chromium.

A page stands in frames of several widths, since a window cannot be as narrow as a phone. A script that is put into the copies measures them and tells
the outer page, whose elements the browser writes out.
"""
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import pipeline

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
WIDTHS = (360, 768, 1280)
MEASURE = """<script>
const faults = [], say = (what, element) => faults.push(what + ': ' + element.outerHTML.slice(0, 60));
addEventListener('error', event => faults.push('not loaded: ' + (event.message || event.target.tagName)), true);
addEventListener('load', () => {
    const all = (selector, wrong, what) => [...document.querySelectorAll(selector)].filter(wrong).forEach(e => say(what, e));
    const wide = document.documentElement.clientWidth, within = e => e.parentElement.closest('.scroll');
    all('body *', e => !within(e) && e.getBoundingClientRect().right > wide + 0.5, 'wider than the page');
    all('h1, h2, h3, p, .tile, .tile *', e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth, 'wider than its box');
    all('img', e => !e.naturalWidth || !e.naturalHeight || e.clientWidth < 200, 'no picture');
    all('table', e => !e.tBodies.length || !e.tBodies[0].rows.length, 'an empty table');
    all('td', e => !e.closest('table').tHead || e.closest('tr').cells.length != e.closest('table').tHead.rows[0].cells.length && e.colSpan < 2, 'cells without a head');
    parent.postMessage([name, faults, document.images.length, document.querySelectorAll('table').length], '*');
});
</script>"""
OUTER = """<!DOCTYPE html><meta charset="utf-8"><title>frames</title><script>
const told = {};
addEventListener('message', event => { told[event.data[0]] = event.data.slice(1); document.getElementById('told').textContent = JSON.stringify(told); });
</script><pre id="told">{}</pre>%s"""


def look(folder, pages):
    """By page and width what is wrong, how many pictures there are and how many tables; and what the browser says on its console."""
    frames = []
    for page, text in pages.items():
        with open(os.path.join(folder, page + ".html"), "w", encoding="utf-8") as file:
            file.write(text.replace("<head>", "<head>" + MEASURE, 1))
        frames += ['<iframe name="%s %d" src="%s.html" style="width: %dpx; height: 3000px; border: 0"></iframe>' % (page, width, page, width) for width in WIDTHS]
    outer = os.path.join(folder, "frames.html")
    with open(outer, "w", encoding="utf-8") as file:
        file.write(OUTER % "".join(frames))
    done = subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
                           "--user-data-dir=" + os.path.join(folder, "browser"), "--enable-logging=stderr", "--window-size=1400,2000", "--virtual-time-budget=20000", "--dump-dom",
                           "file://" + outer], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=240)
    told = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.S)
    return json.loads(html.unescape(told.group(1))) if told else {}, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


class Seen(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.page = os.path.join(cls.folder.name, "page.html")
        authority = os.path.join(cls.folder.name, "authority.db")
        for command in (["invent", authority, "--children", "1200", "--window-years", "6"],
                        ["run", authority, "--from", "2019-04-01", "--to", "2023-03-31", "--observed-to", "2024-03-31", "--with", "0.2", "--report", cls.page]):
            subprocess.run([sys.executable, pipeline.__file__] + command, check=True, stdout=subprocess.DEVNULL)
        with open(cls.page, encoding="utf-8") as file:
            cls.text = file.read()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_page(self):
        seen, console = look(self.folder.name, {"page": self.text})
        self.assertEqual(seen, {"page %d" % width: [[], 4, 5] for width in WIDTHS})
        self.assertEqual(console, [])

    def test_faults(self):
        """What a page may have wrong is seen, and where."""
        broken = {
            "wide": (self.text.replace('class="scroll"', ""), "wider than the page: <table"),
            "word": (self.text.replace("<h2>", "<h2>" + "W" * 200, 1), "wider than its box: <h2>"),
            "picture": (re.sub(r'(?<=base64,)[^"]{200}', "", self.text, 1), "not loaded: IMG"),
            "empty": (re.sub(r"<tbody>.*?</tbody>", "<tbody></tbody>", self.text, 1), "an empty table"),
            "cells": (re.sub(r"<thead><tr><th>.*?</th>", "<thead><tr>", self.text, 1), "cells without a head"),
            "loud": (self.text.replace("<body>", "<body><script>nothing()</script>"), "not loaded: Uncaught ReferenceError")}
        seen, console = look(self.folder.name, {name: text for name, (text, _) in broken.items()})
        for name, (_, fault) in broken.items():
            found = seen["%s %d" % (name, WIDTHS[0])][0]
            self.assertTrue(any(f.startswith(fault) for f in found), "%s: %s" % (name, found))
        self.assertTrue(any("nothing is not defined" in line for line in console), console)


if __name__ == "__main__":
    if not CHROMIUM:
        print("skipped: there is no chromium")
        sys.exit(77)
    unittest.main(verbosity=1)
