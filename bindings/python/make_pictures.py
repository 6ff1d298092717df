#!/usr/bin/env python3
"""The pictures of docs/analysts.md, of invented children: make_pictures.py FOLDER writes them there. Needs matplotlib.

The pictures that are committed lie in docs/pictures; whoever changes how they are drawn makes them anew, and looks at them.
"""
import pathlib
import sys
from typing import Any, Callable, Dict

import matplotlib

matplotlib.use("Agg")

import reunify as ru  # noqa: E402

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent / "examples/data/high-risk-to-closing.json"


def timeline(profile: ru.Profile) -> Any:
    return profile.evaluate(EXAMPLE, "2024-06-30")["C-2004"].plot()


def cohort(profile: ru.Profile) -> Any:
    return profile.plot(profile.levels(ru.datasets.assessments(200)))


PICTURES: Dict[str, Callable[[ru.Profile], Any]] = {"timeline": timeline, "cohort": cohort}


def main(folder: str) -> None:
    profile = ru.profile("herefordshire-2023")
    for name, draw in PICTURES.items():
        path = pathlib.Path(folder) / (name + ".png")
        draw(profile).figure.savefig(path, dpi=120, metadata={"Software": None})
        print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
