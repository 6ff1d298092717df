#!/usr/bin/env python3
"""The source of the R package, with the library in it.

make_package.py ONE-FILE-FOLDER FOLDER     writes FOLDER/reunify, which `R CMD build` and `R CMD INSTALL` take; ONE-FILE-FOLDER has reunify.c and
                                           reunify.h (ninja -C build single makes them)

Beside what lies in reunify/ here, it has the library in src/, the licence, and invented children in inst/extdata: the same as those of
the Python package. The same bytes for the same input. The name of what was written is printed.
"""
import csv
import io
import json
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def versions_agree():
    said = [re.search(pattern, (ROOT / path).read_text(encoding="utf-8"), re.M).group(1)
            for path, pattern in (("bindings/r/reunify/DESCRIPTION", r"^Version: (.+)$"), ("bindings/python/reunify/_lib.py", r'^VERSION = "(.+)"$'))]
    if said[0] != said[1]:
        sys.exit("DESCRIPTION has the version %s, the library %s" % tuple(said))


def invented():
    """What inst/extdata has: a table of assessments, and cases a line."""
    sys.path.insert(0, str(ROOT / "bindings/python"))
    sys.dont_write_bytecode = True
    from reunify import datasets
    rows = datasets.assessments(200)
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({k: str(v).lower() if isinstance(v, bool) else v for k, v in row.items()})
    cases = "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in datasets.caseload(30))
    return {"assessments.csv": out.getvalue(), "cases.jsonl": cases}


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    versions_agree()
    single, package = pathlib.Path(arguments[0]), pathlib.Path(arguments[1]) / "reunify"
    if package.exists():
        sys.exit("%s is there already" % package)
    shutil.copytree(HERE / "reunify", package, ignore=shutil.ignore_patterns("*.o", "*.so", "__pycache__"))
    for name in ("reunify.c", "reunify.h"):
        shutil.copyfile(single / name, package / "src" / name)
    for folder in ("extdata", "licence"):
        (package / "inst" / folder).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", package / "inst/licence/LICENSE")
    for name, text in invented().items():
        (package / "inst/extdata" / name).write_text(text, encoding="utf-8")
    print(package)


main(sys.argv[1:])
