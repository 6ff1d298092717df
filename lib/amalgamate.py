#!/usr/bin/env python3
"""Makes the library one file: reunify.c, with jansson inside, and reunify.h.

amalgamate.py FOLDER JANSSON PACKS-C SOURCE...     JANSSON: its source; PACKS-C: the packs as embed.py writes them; SOURCE: the files of lib/, and others that
the build made

A host compiles reunify.c as it compiles its own files: any C11 compiler, no options, no other file but reunify.h beside it.

What stands in one file may not have one name twice. So
  - headers come once, in front of the first file that wants them; includes of them go, but of those that have no guard, which come each time;
  - what is internal and used in several files is made `static` where its header declares it, which holds for the definition too; variables,
    which cannot be, and jansson's functions get the prefix `reunify_private_`, and are hidden;
  - what is private to a file and has a name that something else at file scope has too is renamed, with the name of its file in front;
  - macros of a file end with it.
Names are told from others by their place alone: what follows a dot or an arrow, or is a member in the body of a struct, is none of ours. A
name that is missed does not compile; a test does so with several compilers and has the results compared with those of the usual build.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
JANSSON_FILES = ["dump.c", "error.c", "hashtable.c", "hashtable_seed.c", "load.c", "memory.c", "pack_unpack.c", "strbuffer.c", "strconv.c", "utf.c", "value.c", "version.c"]
JANSSON_CONFIG = {"json_inline": "inline", "json_have_long_long": "1", "json_have_localeconv": "1", "json_have_atomic_builtins": "REUNIFY_GNU", "json_have_sync_builtins": "REUNIFY_GNU"}

# Headers of the C library: all of them come before anything is hidden.
STANDARD = ["assert.h", "ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h", "locale.h", "math.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
            "stdlib.h", "string.h"]

TOKEN = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[A-Za-z_]\w*|\s+|->|.', re.S)
WORD = re.compile(r"[A-Za-z_]\w*$")

HEAD = """/*
 * libreunify {version} in one file: the rules of reunification practice, computed, explained and auditable. Made by its build; do not
 * change it here. Compile it as C11, with reunify.h beside it. For a DLL on Windows define REUNIFY_BUILD here, REUNIFY_DLL for who uses it.
 *
 * {licence}
 */
#if defined(__MINGW32__) && !defined(__USE_MINGW_ANSI_STDIO)
#define __USE_MINGW_ANSI_STDIO 1
#endif
#if !defined(_POSIX_C_SOURCE) && !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L /* the locale of one thread, where there is such a thing */
#endif
#define REUNIFY_PRIVATE_JANSSON
#include "reunify.h"

#if defined(__GNUC__)
#define REUNIFY_GNU 1
#else
#define REUNIFY_GNU 0
#endif
{includes}
#if defined(__MINGW_PRINTF_FORMAT)
#define REUNIFY_PRINTF __MINGW_PRINTF_FORMAT
#else
#define REUNIFY_PRINTF printf
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif
"""

HEADER_HEAD = """/* The public headers of libreunify in one; reunify.c is the library. Made by its build; do not change it here. */
#if !defined(REUNIFY_BUILD) && !defined(REUNIFY_DLL) && !defined(REUNIFY_STATIC)
#define REUNIFY_STATIC
#endif
"""

# What only pages would call is still there.
WITHOUT_TEXT = """#define REUNIFY_WITHOUT_TEXT
#if REUNIFY_GNU
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
"""

TAIL = """
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif
"""

# In place of jansson's file, which asks the system for a number: the library gives one before there is a table.
SEED = """#include "jansson_private.h"

volatile uint32_t hashtable_seed = 0;

void json_object_seed(size_t seed)
{
#if REUNIFY_GNU
    uint32_t none = 0;
    __atomic_compare_exchange_n(&hashtable_seed, &none, (uint32_t)seed, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
#else
    if (!hashtable_seed)
        hashtable_seed = (uint32_t)seed;
#endif
}
"""

# Warnings in jansson are jansson's, and so are its names for what Windows calls otherwise.
QUIET = """
#if REUNIFY_GNU
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-function"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wformat-truncation"
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif
#endif
"""
LOUD = """
#if REUNIFY_GNU
#pragma GCC diagnostic pop
#endif
#if defined(_WIN32)
#undef snprintf
#undef vsnprintf
#endif
"""


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


# Names --------------------------------------------------------------------------------------------------------------------------


def private_names(text):
    """What a file defines for itself alone: (functions and variables, types, constants)."""
    text = without_comments(text)
    text = re.sub(r"\\\n", " ", text)
    values = set(re.findall(r"^static\b[^;={(]*?\b(\w+)\s*\(", text, re.M))
    values |= set(re.findall(r"^static\b[^;={(]*?\b(\w+)\s*(?:\[[^\]]*\]\s*)*(?:=|;)", text, re.M))
    types = set(re.findall(r"^\} (\w+);", text, re.M)) | set(re.findall(r"^typedef [^;{]*?\b(\w+);", text, re.M)) | set(re.findall(r"^typedef [^;{]*?\(\*?(\w+)\)\(", text, re.M))
    types |= set(re.findall(r"^typedef [^;{(]*?\b(\w+)\(", text, re.M))
    types |= set(re.findall(r"^(?:typedef )?(?:struct|union|enum) (\w+) \{", text, re.M))
    constants = set()
    for body in re.findall(r"^(?:typedef )?enum(?: \w+)? ?\{(.*?)\}", text, re.M | re.S):
        constants |= {part.split("=")[0].strip() for part in body.split(",") if part.strip()}
    return {n for n in values | types | constants if WORD.match(n)}


def rename(text, names):
    """Gives names new ones wherever they stand for what is at file scope."""
    if not names:
        return text
    out, tokens, depth, bodies, last = [], TOKEN.findall(text), 0, [], ""
    for i, token in enumerate(tokens):
        if token == "{":
            depth += 1
            if re.search(r"\b(?:struct|union)(?: \w+)?\s*$", "".join(tokens[max(0, i - 6):i])):
                bodies.append(depth)
        elif token == "}":
            if bodies and bodies[-1] == depth:
                bodies.pop()
            depth -= 1
        new = names.get(token)
        if new and last not in (".", "->"):
            after = "".join(tokens[i + 1:i + 3]).lstrip()[:1]
            member = bodies and bodies[-1] == depth and after in (";", ",", "[", ":")
            token = token if member else new
        out.append(token)
        if not token.isspace() and not token.startswith("/*"):
            last = token
    return "".join(out)


# Pieces -------------------------------------------------------------------------------------------------------------------------


def plain_includes(text, seen, resolve):
    """The text with each header of ours in place of its first include, and none in place of others."""
    def one(match):
        name = match.group(1)
        path = resolve(name)
        if path is None:
            return match.group(0)
        if path in seen and re.search(r"^#ifndef \w+_H$", path.read_text() if path.is_file() else "#ifndef X_H", re.M):
            return ""  # one without a guard is meant to come again
        seen.add(path)
        return plain_includes(header_text(path), seen, resolve)
    return re.sub(r'^[ \t]*#\s*include ["<]([^">]+)[">].*$', one, text, flags=re.M)


def header_text(path):
    """A header in which functions are static and variables have the prefix."""
    text = path.read_text()
    if path.parent.name == "src" or "include/reunify" in path.as_posix():
        return text
    text = re.sub(r"^(?!static\b|typedef\b|enum\b|extern\b|return\b|else\b)((?:const )?[A-Za-z_]\w*(?: \w+)*[ *\n]+\w+\([^;{}]*\);)", r"static \1", text, flags=re.M)
    return re.sub(r"(#define \w+\(NAME, name\) )(truth|date_value)\b", r"\1static \2", text)


def variables_of(headers):
    """What headers declare `extern`."""
    found = set()
    for path in headers:
        for declaration in re.findall(r"^extern ([^;]*);", without_comments(path.read_text()), re.M):
            found |= set(re.findall(r"\b(\w+)\s*(?=\[|,|$)", re.sub(r"\[[^\]]*\]", "[", declaration)))
    return found


def functions_of(text):
    """What jansson's files define for each other and for all."""
    text = re.sub(r"^#.*(?:\\\n.*)*$", "", without_comments(text), flags=re.M)
    return set(re.findall(r"^(?!static\b|typedef\b|return\b)[A-Za-z_][\w \t*]*?\b(\w+)\s*\([^;{}]*\)\s*\n?\{", text, re.M))


def macros_of(text):
    return list(dict.fromkeys(re.findall(r"^[ \t]*#[ \t]*define (\w+)", text, re.M)))


def jansson_configs(folder):
    config = (folder / "jansson_config.h.in").read_text()
    config = re.sub(r"@(\w+)@", lambda m: JANSSON_CONFIG.get(m.group(1), m.group(1)), config)
    config = re.sub(r"^#define (JSON_HAVE_\w+) REUNIFY_GNU$", r"#define \1 REUNIFY_GNU", config, flags=re.M)
    private = "".join("#define HAVE_%s 1\n" % n for n in ("LOCALECONV", "LOCALE_H", "STDINT_H"))
    private += "#if REUNIFY_GNU\n#define HAVE_ATOMIC_BUILTINS 1\n#define HAVE_SYNC_BUILTINS 1\n#endif\n"
    return config, private


def place_of(source):
    """A file by its place in lib/; one that the build made by a folder of its own."""
    return str(source.relative_to(ROOT / "lib")) if ROOT / "lib" in source.parents else "made/" + source.name


class Whole:
    def __init__(self, jansson, packs, sources):
        self.jansson = pathlib.Path(jansson) / "src"
        self.files = [(name, SEED if name == "hashtable_seed.c" else (self.jansson / name).read_text()) for name in JANSSON_FILES]
        self.files += [(place_of(pathlib.Path(s).resolve()), pathlib.Path(s).read_text()) for s in sources]
        self.files.append(("packs.c", pathlib.Path(packs).read_text()))
        self.headers = sorted((ROOT / "lib").glob("*/*.h"))
        self.config, self.private = jansson_configs(self.jansson)
        self.seen = set()

    def resolve(self, name):
        if name.startswith("reunify/"):
            return ROOT / "include" / name
        for folder in (ROOT / "lib", self.jansson):
            if (folder / name).is_file():
                return folder / name
        return {"jansson_config.h": self.jansson / "jansson_config.h", "jansson_private_config.h": self.jansson / "jansson_private_config.h"}.get(name)

    def shared_names(self):
        """Names that files share: prefixed where they cannot be static."""
        jansson = set().union(*(functions_of(text) for name, text in self.files if "/" not in name and name != "packs.c"))
        jansson |= {"jsonp_strtod", "hashtable_seed"} | set(re.findall(r"^(?:extern )?volatile \w+ (\w+);", (self.jansson / "hashtable.c").read_text(), re.M))
        return {n: "reunify_private_" + n for n in jansson | variables_of(self.headers)}

    def own_names(self, shared):
        """Of each file: its private names that something else has too, and what they become."""
        opaque = set(re.findall(r"typedef struct (\w+) \1;", "".join(p.read_text() for p in self.headers + sorted((ROOT / "include/reunify").glob("*.h")))))
        opaque |= {n for n in functions_of("".join(p.read_text() for p in self.headers))}
        private = {name: private_names(text) - opaque for name, text in self.files}
        users = collections.Counter(n for names in private.values() for n in names)
        header_names = set()
        for path in self.headers + sorted(self.jansson.glob("*.h")):
            header_names |= set(re.findall(r"[A-Za-z_]\w*", without_comments(path.read_text())))
        return {name: {n: "%s_%s" % (pathlib.Path(name).with_suffix("").as_posix().replace("/", "_"), n) for n in names
                       if users[n] > 1 or n in header_names and n not in shared} for name, names in private.items()}

    def piece(self, name, text, shared, own):
        text = re.sub(r"^#define _POSIX_C_SOURCE.*$", "", text, flags=re.M)
        macros = macros_of(text)
        text = plain_includes(text, self.seen, self.resolve)
        text = rename(text, dict(shared, **own)).replace("format(printf,", "format(REUNIFY_PRINTF,")
        return "\n/* %s %s */\n%s%s" % (name, "-" * (90 - len(name)), text, "".join("#undef %s\n" % m for m in macros))

    def source(self, version, licence):
        shared = self.shared_names()
        own = self.own_names(shared)
        self.seen |= {path for path in (ROOT / "include/reunify").glob("*.h")}
        every = "".join(text for _, text in self.files) + "".join(p.read_text() for p in self.headers + sorted(self.jansson.glob("*.h")))
        includes = sorted(set(re.findall(r"^[ \t]*#[ \t]*include <(\w+\.h)>", every, re.M)) & set(STANDARD))
        parts = [HEAD.replace("{includes}", "".join("#include <%s>\n" % i for i in includes)).replace("{version}", version).replace("{licence}", licence.replace("\n", "\n * "))]
        config = self.jansson / "jansson_config.h"
        parts += [WITHOUT_TEXT] * any(name.endswith("text/absent.c") for name, _ in self.files)
        parts.append(self.config + "\n" + self.private)
        self.seen |= {config, self.jansson / "jansson_private_config.h"}
        for name, text in self.files:
            foreign = name in JANSSON_FILES
            parts += [QUIET] * foreign
            parts.append(self.piece(name, text, shared, own[name]))
            parts += [LOUD] * foreign
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(parts) + TAIL))

    def header(self):
        seen = set()
        text = plain_includes((ROOT / "include/reunify/reunify.h").read_text(), seen, lambda name: ROOT / "include" / name if name.startswith("reunify/") else None)
        return HEADER_HEAD + re.sub(r"\n{3,}", "\n\n", text)


def main():
    folder, jansson, packs, *sources = sys.argv[1:]
    version = re.search(r'REUNIFY_VERSION_STRING "([^"]+)"', (ROOT / "include/reunify/version.h").read_text()).group(1)
    licence = "Apache License 2.0. The part of jansson is under this licence:\n\n" + (pathlib.Path(jansson) / "LICENSE").read_text().strip()
    whole = Whole(jansson, packs, sources)
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / "reunify.h").write_text(whole.header())
    (target / "reunify.c").write_text(whole.source(version, licence.replace("*/", "")))


main()
