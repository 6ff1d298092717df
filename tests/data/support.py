"""What the data tests share: the built program, cases and changes to them, comparisons that say where."""
import copy
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DATA = os.path.join(HERE, "herefordshire-2023")
EXAMPLES = os.path.join(ROOT, "examples", "data")
PACKS = os.path.join(ROOT, "lib", "profile", "packs")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def examples():
    """Name and document of every example case."""
    names = sorted(n for n in os.listdir(EXAMPLES) if n.endswith(".json"))
    return {n[:-5]: load(os.path.join(EXAMPLES, n)) for n in names}


def example_dates():
    """The dates that examples/data/README.md evaluates each example at, the main one first."""
    found = {}
    with open(os.path.join(EXAMPLES, "README.md"), encoding="utf-8") as file:
        for row in file:
            cells = [c.strip() for c in row.strip().strip("|").split("|")]
            name = re.match(r"`([a-z0-9-]+)\.json`$", cells[0])
            if name:
                found[name.group(1)] = re.findall(r"\d{4}-\d{2}-\d{2}", cells[-1])
    return found


# The program -----------------------------------------------------------------------------------------------------------------


class Failed(Exception):
    """The program did not end with 0."""


def run(program, arguments, text=None):
    """Standard output of the program as bytes."""
    done = subprocess.run([program] + arguments, input=text, capture_output=True, timeout=60)
    if done.returncode != 0:
        raise Failed("exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace").strip()[:1000]))
    if done.stderr:
        raise Failed("messages: " + done.stderr.decode(errors="replace").strip()[:1000])
    return done.stdout


def evaluate_bytes(program, case, as_of, options=()):
    """The evaluation of one case as the program prints it."""
    return run(program, ["--format", "json", "--as-of", as_of] + list(options) + ["-"], json.dumps(case).encode())


def evaluate(program, case, as_of, options=()):
    return json.loads(evaluate_bytes(program, case, as_of, options))


def expect_same_ids(said, cases):
    """The messages are the warnings of cases with the same id, as many as there are: nothing else may be said."""
    seen = {}
    same = sum(seen.setdefault(case["id"], at) != at for at, case in enumerate(cases))
    warnings = said.decode().splitlines()
    named = [w for w in warnings if re.fullmatch(r"reunify-evaluate: \S+:\d+: the case has the same id as \S+:\d+", w)]
    rest = ["reunify-evaluate: %d more cases have the id of one before" % (same - 20)] if same > 20 else []
    if len(named) != min(same, 20) or warnings[len(named):] != rest:
        raise Failed("messages: " + said.decode(errors="replace").strip()[:1000])


def evaluate_many(program, cases, dates, options=()):
    """The evaluations of many cases, a line of bytes each: at one date, or at each of several, all of the first case first."""
    dates = [dates] if isinstance(dates, str) else dates
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(case) + "\n" for case in cases))
        file.flush()
        done = subprocess.run([program, "--format", "json-lines", "--as-of", ",".join(dates), *options, file.name], capture_output=True, timeout=120)
    if done.returncode != 0:
        raise Failed("exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace").strip()[:1000]))
    expect_same_ids(done.stderr, cases)
    lines = done.stdout.split(b"\n")
    if len(lines) != len(cases) * len(dates) + 1 or lines[-1]:
        raise Failed("%d cases at %d dates in, %d lines out" % (len(cases), len(dates), len(lines)))
    return lines[:-1]


def without_members(value, *names):
    """A document without members of these names, wherever they are."""
    if isinstance(value, dict):
        return {k: without_members(v, *names) for k, v in value.items() if k not in names}
    return [without_members(v, *names) for v in value] if isinstance(value, list) else value


def without_places(line):
    """An evaluation without the pointers to what entries lack: entries stand elsewhere in a case that is cut or in another order."""
    return json.dumps(without_members(json.loads(line), "missing")).encode() if b'"missing":' in line else line


# Packs -----------------------------------------------------------------------------------------------------------------------


def is_items(value):
    return isinstance(value, list) and all(isinstance(e, dict) and "id" in e for e in value)


def lay_items(below, above):
    out = list(below)
    for item in above:
        # "after" is also a member of obligations: a period there.
        marks = {m: item[m] for m in ("remove", "replace", "before", "after") if m in item and not str(item[m]).startswith("P")}
        own = {name: value for name, value in item.items() if name not in marks}
        ids = [e["id"] for e in out]
        at = ids.index(item["id"]) if item["id"] in ids else len(out)
        old = out[at:at + 1]
        out[at:at + 1] = []
        if marks.get("remove"):
            continue
        neighbour = marks.get("before", marks.get("after"))
        if neighbour:
            at = [e["id"] for e in out].index(neighbour) + ("after" in marks)
        out.insert(at, lay(old[0], own) if old and not marks.get("replace") else own)
    return out


def lay(below, above, merged=()):
    """An object laid over another: docs/profile-format.md says how. What is named in `merged` is laid member by member, items by id."""
    out = dict(below)
    for name, value in above.items():
        if value is None:
            out.pop(name, None)
        elif name in merged and isinstance(value, dict) and name in below:
            out[name] = lay(below[name], value)
        elif name in below and is_items(value) and is_items(below[name]):
            out[name] = lay_items(below[name], value)
        else:
            out[name] = value
    return out


def inheritable(pack):
    """What of a pack those that extend it get: without the items that stay with it."""
    return {name: [i for i in value if i.get("inherited") is not False] if is_items(value) else value for name, value in pack.items()}


def resolve(path):
    """A pack, by its file from the project's root on, with what it extends laid below it."""
    pack = load(os.path.join(ROOT, path))
    if "extends" not in pack:
        return pack
    whole = lay(inheritable(pack_of(pack["extends"])), pack, ("risk", "conditions", "dates", "texts"))
    del whole["extends"]
    return whole


def pack_of(name="herefordshire-2023"):
    """A pack that comes with the library, with what it extends laid below it."""
    return resolve(os.path.join(PACKS, name + ".json"))


def extended_by(name):
    """The packs below a pack, the nearest first."""
    below = load(os.path.join(PACKS, name + ".json")).get("extends")
    return [below] + extended_by(below) if below else []


# Changes to a document -------------------------------------------------------------------------------------------------------


def step_into(value, name, path):
    """A member of an object or an element of an array: by index, by its "id", or itself where it is a text."""
    if isinstance(value, dict):
        if name not in value:
            raise KeyError("%s: there is no member %s" % (path, name))
        return name
    if name.isdigit() and int(name) < len(value):
        return int(name)
    for at, element in enumerate(value):
        if element == name or (isinstance(element, dict) and element.get("id") == name):
            return at
    raise KeyError("%s: there is no element %s" % (path, name))


def place_of(document, path):
    """The container of a place and the place's key in it, which need not be there yet in an object."""
    names = [n.replace("~1", "/").replace("~0", "~") for n in path.split("/")[1:]]
    for name in names[:-1]:
        document = document[step_into(document, name, path)]
    last = names[-1]
    return document, last if isinstance(document, dict) else step_into(document, last, path)


def change(document, steps):
    """
    A copy of a document with steps applied: {"set": PATH, "to": VALUE}, {"remove": PATH}, {"append": PATH, "value": VALUE}. A path is a JSON
    Pointer, in which an element of an array can also be named by its id, or by itself where it is a text.
    """
    document = copy.deepcopy(document)
    for step in steps:
        if "set" in step:
            container, key = place_of(document, step["set"])
            container[key] = copy.deepcopy(step["to"])
        elif "remove" in step:
            container, key = place_of(document, step["remove"])
            if isinstance(container, dict) and key not in container:
                raise KeyError("%s: nothing to remove" % step["remove"])
            del container[key]
        else:
            container, key = place_of(document, step["append"])
            container[key].append(copy.deepcopy(step["value"]))
    return document


def base(name):
    """A case of bases/, which may be another's with changes."""
    document = load(os.path.join(DATA, "bases", name + ".json"))
    return change(base(document["from"][:-len(".json")]), document["change"]) if "from" in document else document


# Comparisons -----------------------------------------------------------------------------------------------------------------


def differences(want, got, at=""):
    """Where `got` is not as `want` says: objects by the members given, all else as a whole."""
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return ["%s: wanted an object, got %s" % (at or "/", json.dumps(got)[:200])]
        found = []
        for name, value in want.items():
            if name not in got:
                found.append("%s/%s: is not there" % (at, name))
            else:
                found += differences(value, got[name], at + "/" + name)
        return found
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return [d for i, (a, b) in enumerate(zip(want, got)) for d in differences(a, b, "%s/%d" % (at, i))]
    if type(want) is type(got) and want == got:
        return []
    return ["%s: wanted %s, got %s" % (at or "/", json.dumps(want)[:300], json.dumps(got)[:300])]


def pretty_difference(want, got, most=60):
    """Two documents, as bytes, made readable and compared line by line."""
    def lines(text):
        try:
            return json.dumps(json.loads(text), indent=1, ensure_ascii=False).split("\n")
        except ValueError:
            return text.decode(errors="replace").split("\n")
    found = list(difflib.unified_diff(lines(want), lines(got), "wanted", "got", lineterm="", n=4))
    return found[:most] + (["... and %d lines more" % (len(found) - most)] if len(found) > most else [])


# The end ---------------------------------------------------------------------------------------------------------------------


class Report:
    """Counts what was checked, says what failed, and how to end."""

    def __init__(self, name):
        self.name, self.checked, self.failed = name, 0, 0

    def check(self, good, *message):
        self.checked += 1
        if not good:
            self.fail(*message)
        return good

    def fail(self, *message):
        self.failed += 1
        if self.failed <= 30:
            print("\n    ".join(str(m) for m in message))

    def end(self):
        if self.failed > 30:
            print("... and %d more" % (self.failed - 30))
        print("%s: %d checks, %d failed" % (self.name, self.checked, self.failed))
        return 1 if self.failed or not self.checked else 0


def program_argument(arguments, usage):
    """The program to test, from the arguments."""
    if len(arguments) < 1 or not os.access(arguments[0], os.X_OK):
        print(usage)
        sys.exit(2)
    return os.path.abspath(arguments[0])
