#!/usr/bin/env python3
"""
Who writes a pack reads all of it in `reunify-profile show`: every text that a page can carry stands there, whether or not a rule uses it.

  run_show.py REUNIFY-PROFILE

Of each pack that comes with the library, and of those in language/, every text of the whole pack (with what it extends laid below it) is looked for in
what the program shows, lines joined again. A text may stand in another one ("low"), so each is also replaced by a mark of its own, and all marks are
looked for. This is done for a wide page and for the narrow one of a terminal, whose table is a list.
"""
import glob
import json
import os
import pty
import subprocess
import sys
import tempfile

import support

NARROW = 60


def texts_of(node, at=""):
    """Place and text of each text, in order."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "en" and isinstance(value, str):
                yield at, value
            elif at or name != "texts":  # room for other programs
                yield from texts_of(value, at + "/" + name)
    elif isinstance(node, list):
        for index, element in enumerate(node):
            yield from texts_of(element, "%s/%s" % (at, element.get("id", index) if isinstance(element, dict) else index))


def marked(node, marks):
    """The same with each text replaced by a mark, which is kept with what it stands for."""
    if isinstance(node, dict):
        made = {}
        for name, value in node.items():
            if name == "en" and isinstance(value, str):
                made[name] = "mark%04d." % len(marks)
                marks[made[name]] = value
            else:
                made[name] = marked(value, marks)
        return made
    return [marked(e, marks) for e in node] if isinstance(node, list) else node


def narrow(command):
    """What a terminal of few columns gets."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, env=dict(os.environ, COLUMNS=str(NARROW), NO_COLOR="1"))
    os.close(theirs)
    parts = []
    try:
        while parts[-1:] != [b""]:
            parts.append(os.read(ours, 65536))
    except OSError:
        pass  # the other end was closed
    os.close(ours)
    if process.wait(timeout=60):
        raise support.Failed(process.stderr.read().decode(errors="replace"))
    process.stderr.close()
    return b"".join(parts)


def joined(output):
    return " ".join(output.decode().split())


def check_pack(report, program, folder, name, pack):
    """The texts as they are, and marks in their place."""
    pages = [("", lambda command: support.run(command[0], command[1:])), (", narrow", narrow)]
    marks = {}
    path = os.path.join(folder, "pack.json")
    for document in (pack, marked(dict(pack, texts={}), marks)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file)
        for which, show in pages:
            page = joined(show([program, "show", path]))
            for at, text in texts_of(document):
                report.check(" ".join(text.split()) in page, "%s%s: %s is not shown: %s" % (name, which, at, marks.get(text, text)))


def unused():
    """A pack with something of each kind that no rule uses, and labels too long for the table."""
    pack = support.pack_of("nspcc-2015")
    for section, item in (("roles", {"id": "neighbour"}), ("legal_statuses", {"id": "wardship"}), ("attributes", {"id": "seen", "type": "date"}),
                          ("record_types", {"id": "walk", "outcomes": [], "attributes": [{"id": "far", "type": "boolean", "text": {"en": "it was far"}}]}),
                          ("findings", {"id": "mood", "type": "code", "values": ["good", "bad"], "words": {"good": {"en": "in good spirits"}}})):
        pack[section] = pack.get(section, []) + [dict(item, text={"en": "the unused item of " + section})]
    pack["risk"]["actions"].append({"id": "wait", "text": {"en": "Nothing asks for this."}, "source": pack["risk"]["actions"][0]["source"]})
    pack["risk"]["dimensions"][0]["text"]["en"] = "a label of a dimension that is much too long for its column in the table"
    return pack


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("show")
    packs = {name: support.pack_of(name) for name in sorted(n[:-5] for n in os.listdir(support.PACKS) if n.endswith(".json"))}
    report.check(len(packs) == 5, "the packs were not found")
    packs["what nothing uses"] = unused()
    for path in sorted(glob.glob(os.path.join(support.HERE, "language", "*", "pack.json"))):
        bases = ["--base=" + b for b in sorted(glob.glob(os.path.join(os.path.dirname(path), "base-*.json")))]
        packs[os.path.basename(os.path.dirname(path))] = json.loads(support.run(program, ["show", path, "--json"] + bases))
    with tempfile.TemporaryDirectory() as folder:
        for name, pack in packs.items():
            check_pack(report, program, folder, name, pack)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
