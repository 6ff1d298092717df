#!/usr/bin/env python3
"""What the public headers promise, as data: bindings/manifest.json.

manifest.py write            reads include/reunify/*.h and writes it
manifest.py check            exit 1 where what is committed differs from the headers, or where a header leaves something unsaid

Bindings are made from it, so that no name, type or constant is typed a second time. All of it is read from the declarations and their
doc comments; what a group of functions has in common stands once, in a plain comment before them that says "Threads:" or "Errors:"
(the first holds to the end of the header, the second to the next section).

  functions   name, header, since, doc; result and arguments with type and role; threads; errors
  roles       of an argument: `handle`, `text` (its length is the argument that `length` names), `length`, `out` (with `owns`: new, if the
              caller has to give it back by `release`), `error`, `options`, `callback`, `value`
              of a result: `status`, `borrowed` (good as long as the first argument), `shared` (a reference of its own), `value`, `none`
  handles     name, release (NULL: never owned), shared (by reference count)
  constants, structs
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "bindings/manifest.json"
STATUSES = ["NO_MEMORY", "INVALID", "ARGUMENT", "LIMIT", "STATE", "NOT_FOUND", "BUSY", "CANCELLED"]
problems = []


def plain(comment):
    """A comment's words, without its stars."""
    return " ".join(line.strip().lstrip("*").strip() for line in comment.strip("/*").splitlines()).strip()


def sentence(text, pattern):
    """The sentence of a comment in which something stands."""
    for part in re.split(r"(?<=[.;])\s+(?=[A-Z])", text):
        if re.search(pattern, part):
            return part.rstrip(".")
    return None


# Pieces of a header ------------------------------------------------------------------------------------------------------------

PIECE = re.compile(r"/\*(?P<comment>.*?)\*/|(?P<function>REUNIFY_API(?:_CHECKED)?\s+[^;]+;)|(?P<enum>enum\s*\{[^}]*\};)"
                   r"|(?P<struct>typedef struct (?P<tag>\w+) \{(?P<members>.*?)\} (?P=tag);)|(?P<handle>typedef struct (?P<opaque>\w+) (?P=opaque);)"
                   r"|(?P<callback>typedef [^;]*\(\*(?P<called>\w+)\)[^;]*;)|(?P<scalar>typedef (?P<base>u?int\d+_t) (?P<alias>\w+);)"
                   r"|(?P<define>^#define (?P<macro>REUNIFY_\w+) (?P<number>\d+|\"[^\"]*\"|\(?-?\d+\)?)$)", re.S | re.M)


def since_of(doc):
    found = re.search(r"@since (\d+\.\d+\.\d+)", doc or "")
    return found.group(1) if found else None


def words_of(doc):
    return re.sub(r"\s*@since \S+", "", doc or "").strip()


def value_of(text, known):
    text = text.strip()
    special = {"INT32_MIN": -2**31, "INT32_MAX": 2**31 - 1}
    if text in special or text in known:
        return special.get(text, known.get(text))
    if re.fullmatch(r"-?(?:0x[0-9a-fA-F]+|\d+)", text):
        return int(text, 0)
    shift = re.fullmatch(r"(\d+)u? << (\d+)", text)
    if shift:
        return int(shift.group(1)) << int(shift.group(2))
    problems.append("a constant that cannot be read: " + text)
    return None


def constants_of(body, header, doc, known):
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    for part in body[body.index("{") + 1:body.rindex("}")].split(","):
        if part.strip():
            name, _, value = (p.strip() for p in part.partition("="))
            known[name] = value_of(value, known)
            yield {"name": name, "value": known[name], "header": header, "since": since_of(doc)}


def members_of(body):
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    out = []
    for part in (" ".join(p.split()) for p in body.split(";") if p.strip()):
        call = re.fullmatch(r"(.+?) ?\(\*(\w+)\)\((.*)\)", part)
        if call:
            out.append({"name": call.group(2), "type": "%s (*)(%s)" % (call.group(1), call.group(3))})
        else:
            found = re.fullmatch(r"(.*?)(\w+)", part)
            out.append({"name": found.group(2), "type": found.group(1).strip()})
    return out


# Functions ---------------------------------------------------------------------------------------------------------------------


def split_type(text):
    found = re.fullmatch(r"(.*?[\s*])(\w+)", text.strip())
    return (" ".join(found.group(1).split()).replace(" *", "*").replace("*", " *").replace("* *", "**").strip(), found.group(2))


def argument(kind, name, later, may_fail, structs, handles):
    arg = {"name": name, "type": kind}
    if kind == "reunify_error *" and name == "error" and later is None and may_fail:
        arg["role"] = "error"
    elif kind == "const char *" and later in (name + "_length", "length"):
        arg.update(role="text", length=later)
    elif kind == "size_t" and (name == "length" or name.endswith("_length")):
        arg["role"] = "length"
    elif kind.endswith("**") and not kind.startswith("const char"):
        arg["role"] = "out"
        arg["owns"] = "new"
    elif re.fullmatch(r"(?:const )?(\w+) \*", kind):
        base = re.fullmatch(r"(const )?(\w+) \*", kind)
        if base.group(2) in structs:
            arg["role"] = "options"
        elif base.group(2) in handles:
            arg["role"] = "handle"
        elif base.group(1):
            arg["role"] = "array"
        elif base.group(2) == "char":
            arg["role"] = "buffer"
        else:
            arg["role"] = "out"
    elif kind == "const char *const *":
        arg["role"] = "array"
    else:
        arg["role"] = "value"
    return arg


def result_role(kind, name, handles):
    if kind == "void":
        return "none"
    if kind == "reunify_status" and not name.endswith("_error_status"):
        return "status"
    if name.endswith("_ref"):
        return "shared"
    return "borrowed" if "*" in kind else "value"


def errors_of(doc, default):
    named = re.findall(r"REUNIFY_(%s)\b" % "|".join(STATUSES), doc or "")
    if re.search(r"[Ff]ails", doc or "") and named:
        return sorted(set(named), key=STATUSES.index), None
    like = re.search(r"(?:[Ff]ails|otherwise) (?:like|as) (reunify_\w+)\(\)", doc or "")
    return ((sorted(set(named), key=STATUSES.index) or None, like.group(1)) if like else (default, None))


def read_headers():
    functions, constants, structs, handles, scalars, callbacks = [], [], [], [], {}, []
    known, raw = {}, []
    for path in sorted((ROOT / "include/reunify").glob("*.h")):
        if path.name in ("export.h", "arrow_abi.h"):
            continue
        doc, threads, errors = None, None, None
        for m in PIECE.finditer(path.read_text()):
            if m.group("comment") is not None:
                text, is_doc = plain(m.group(0)), m.group(0).startswith("/**")
                if is_doc:
                    doc = text
                    continue
                if re.search(r"-{10,}$", text):
                    errors = None
                threads = sentence(text, r"\bThreads:") or threads
                named = re.findall(r"REUNIFY_(%s)\b" % "|".join(STATUSES), text)
                errors = sorted(set(named), key=STATUSES.index) if "Errors:" in text else errors
                continue
            if m.group("function"):
                raw.append((path.name, doc, threads, errors, " ".join(m.group("function").split())))
            elif m.group("enum"):
                constants += constants_of(m.group("enum"), path.name, doc, known)
            elif m.group("struct"):
                structs.append({"name": m.group("tag"), "header": path.name, "since": since_of(doc), "members": members_of(m.group("members"))})
            elif m.group("handle"):
                handles.append(m.group("opaque"))
            elif m.group("scalar"):
                scalars[m.group("alias")] = m.group("base")
            elif m.group("callback"):
                callbacks.append({"name": m.group("called"), "type": " ".join(m.group("callback").split())})
            elif m.group("define") and m.group("number")[0] != '"':
                constants.append({"name": m.group("macro"), "value": int(m.group("number").strip("()")), "header": path.name, "since": since_of(doc)})
            doc = None
    names = {s["name"] for s in structs}
    for header, doc, threads, errors, text in raw:
        functions.append(function_of(header, doc, threads, errors, text, names, set(handles)))
    return functions, constants, structs, handles, scalars, callbacks


def function_of(header, doc, threads, errors, text, structs, handles):
    found = re.fullmatch(r"REUNIFY_API(?:_CHECKED)? (.*?)(\breunify_\w+)\((.*)\);", text)
    name, kind = found.group(2), split_type(found.group(1) + " x")[0]
    pairs = [] if found.group(3) == "void" else [split_type(a) for a in found.group(3).split(", ")]
    out = {"name": name, "header": header, "since": since_of(doc), "result": {"type": kind, "role": result_role(kind, name, handles)}}
    out["arguments"] = [argument(t, n, pairs[i + 1][1] if i + 1 < len(pairs) else None, out["result"]["role"] == "status", structs, handles) for i, (t, n) in enumerate(pairs)]
    out["threads"] = sentence(words_of(doc), r"\b[Tt]hreads?\b") or (threads and threads.replace("Threads: ", ""))
    if out["result"]["role"] == "status":
        out["errors"], like = errors_of(doc, errors)
        if like:
            out["errors_like"] = like
    out["doc"] = words_of(doc)
    return out


def settle(functions, handles):
    """What a function says by naming another; and how what is new is given back."""
    by_name = {f["name"]: f for f in functions}
    for f in functions:
        like = f.pop("errors_like", None)
        if like:
            if like not in by_name:
                problems.append("%s fails like %s, which there is not" % (f["name"], like))
                continue
            f["errors"] = sorted(set(f["errors"] or []) | set(by_name[like].get("errors") or []), key=STATUSES.index)
    release = {}
    for h in handles:
        for ending in ("_unref", "_free"):
            if h + ending in by_name:
                release[h] = h + ending
    for f in functions:
        for a in f["arguments"]:
            if a.get("owns"):
                base = a["type"].replace("const ", "").replace("**", "").strip()
                a["release"] = release.get(base)
                if not a["release"]:
                    problems.append("%s gives a %s that nothing releases" % (f["name"], base))
        if not f["threads"]:
            problems.append("%s: %s does not say which threads may call it" % (f["header"], f["name"]))
        if f["result"]["role"] == "status" and not f.get("errors"):
            problems.append("%s: %s does not say how it fails" % (f["header"], f["name"]))
        if not f["since"]:
            problems.append("%s: %s has no @since" % (f["header"], f["name"]))
    return [{"name": h, "release": release.get(h), "shared": (release.get(h) or "").endswith("_unref")} for h in handles]


def make():
    functions, constants, structs, handles, scalars, callbacks = read_headers()
    version = re.search(r'REUNIFY_VERSION_STRING "([^"]+)"', (ROOT / "include/reunify/version.h").read_text()).group(1)
    return {"schema": "reunify/manifest/1", "version": version, "scalars": scalars, "handles": settle(functions, handles), "constants": constants,
            "structs": structs, "callbacks": callbacks, "functions": sorted(functions, key=lambda f: f["name"])}


def rows(items):
    return "[\n" + ",\n".join("    " + json.dumps(i, ensure_ascii=False) for i in items) + "\n  ]"


def written(manifest):
    """One line a thing, so that a difference can be read."""
    parts = ['  "%s": %s' % (k, rows(v) if isinstance(v, list) else json.dumps(v)) for k, v in manifest.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what not in ("write", "check"):
        sys.exit(__doc__)
    text = written(make())
    if what == "write":
        TARGET.write_text(text)
    elif not TARGET.exists() or TARGET.read_text() != text:
        problems.append("bindings/manifest.json is not what the headers say: bindings/manifest.py write")
    print("\n".join(problems))
    print("%d functions, %d problems" % (text.count('"result"'), len(problems)))
    sys.exit(bool(problems))


main()
