"""Pictures, where matplotlib is: one case as time goes on, and the levels of many.

Levels go from light to dark in one colour, so that they are told apart by everybody and on grey paper; what else is told apart has a shape too.
A picture shows what was recorded and what is due. It has no forecast.
"""
import datetime
import importlib
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from ._columns import _adapted, _coded, _needed, _plain, spells
from ._handle import date_of, wrong
from ._tables import module_for

_INK, _GREY, _HOME, _BEFORE = "#222222", "#767676", "#E69F00", "#D9D9D9"
_LINE = "#08519C"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
# Of an obligation: how a status is marked, and what it is called.
_MARKS = {"done": ("o", _INK, "done"), "upcoming": ("o", "white", "to come"), "due": ("s", "white", "due now"), "overdue": ("D", "white", "past its date")}


def _axes(ax: Any, size: Tuple[float, float]) -> Any:
    if ax is not None:
        return ax
    return module_for("pictures are drawn", "matplotlib.pyplot").subplots(figsize=size, layout="constrained")[1]


def _shades(count: int) -> List[Any]:
    """From light to dark."""
    blues = importlib.import_module("matplotlib").colormaps["Blues"]
    return [blues(0.22 + 0.73 * i / max(1, count - 1)) for i in range(count)]


def _plain_frame(ax: Any) -> None:
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(_GREY)
    ax.tick_params(colors=_INK, length=0)


def _dates_below(ax: Any) -> None:
    dates = importlib.import_module("matplotlib.dates")
    locator = dates.AutoDateLocator(minticks=4, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.tick_params(axis="x", length=3, color=_GREY)


# A cohort ----------------------------------------------------------------------------------------------------------------------


def _steps(table: Sequence[Mapping[str, Any]], levels: Sequence[str], until: Optional[datetime.date]) -> Tuple[List[datetime.date], List[List[int]]]:
    """Days on which something changes, and of each level how many children were at it from then on."""
    change: Dict[datetime.date, Dict[str, int]] = {}
    for spell in spells(table, until=until):
        if spell["level"] not in levels:
            raise wrong("a row has a level that the profile does not know; there are %s" % ", ".join(levels), "unknown_level", status="invalid")
        change.setdefault(spell["start"], {}).setdefault(spell["level"], 0)
        change[spell["start"]][spell["level"]] += 1
        if spell["event"]:
            change.setdefault(spell["stop"], {}).setdefault(spell["level"], 0)
            change[spell["stop"]][spell["level"]] -= 1
    days, counts = sorted(change), [[0] for _ in levels]
    for day in days:
        for at, level in enumerate(levels):
            counts[at].append(counts[at][-1] + change[day].get(level, 0))
    return days, [c[1:] for c in counts]


def _rows(table: Any, child: str, date: str, level: str) -> List[Dict[str, Any]]:
    """The columns that a picture needs, of whatever kind of table."""
    frame = _adapted(table)
    columns = []
    for name in (child, date):
        codes, values = _needed(frame, name)
        columns.append([values[c] for c in _plain(codes)])
    if level not in frame.names:
        raise wrong("there is no column %r; levels() makes it" % level, "missing_column", status="not_found")
    codes, values = _coded(frame, level)
    columns.append([None if c < 0 else values[c] for c in _plain(codes)])
    return [{"child": c, "date": date_of(d, "the column %r" % date), "level": v} for c, d, v in zip(*columns)]


def cohort(table: Any, levels: Sequence[str], child: str, date: str, level: str, until: Any, ax: Any) -> Any:
    """How many children were at each level, day by day: see `Profile.plot`."""
    rows = _rows(table, child, date, level)
    end = date_of(until, "until") if until is not None else max((r["date"] for r in rows), default=None)
    days, counts = _steps(rows, levels, end)
    ax = _axes(ax, (8, 3.8))
    _plain_frame(ax)
    if not days or end is None:
        ax.set_axis_off()
        ax.text(0.5, 0.5, "no level is recorded", transform=ax.transAxes, ha="center", color=_INK)
        return ax
    days, counts = days + [max(end, days[-1])], [c + c[-1:] for c in counts]
    below = [0] * len(days)
    for name, shade, count in zip(levels, _shades(len(levels)), counts):
        above = [a + b for a, b in zip(below, count)]
        ax.fill_between(days, below, above, step="post", color=shade, edgecolor="white", linewidth=0.4, label=name)
        below = above
    _name_bands(ax, levels, counts, days[-1])
    _dates_below(ax)
    ax.set_xlim(days[0], days[-1])
    ax.set_ylim(0, max(below) * 1.02)
    ax.set_title("Children by level of risk; a level stands until the next assessment", loc="left", fontsize="medium", color=_INK)
    ax.set_ylabel("children assessed so far")
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(axis="y", color="white", linewidth=0.6, alpha=0.6)
    return ax


def _name_bands(ax: Any, levels: Sequence[str], counts: Sequence[Sequence[int]], last: datetime.date) -> None:
    """Each band's name and its count on the last day, beside it and apart from the next."""
    total = sum(c[-1] for c in counts)
    gap, below, lowest = total / 14, 0, float("-inf")
    for name, count in zip(levels, counts):
        middle = max(below + count[-1] / 2, lowest + gap)
        below, lowest = below + count[-1], middle
        ax.annotate(" %s  %d" % (name, count[-1]), (last, middle), va="center", color=_INK, annotation_clip=False)


# A case ------------------------------------------------------------------------------------------------------------------------


def _day(value: Optional[str]) -> Optional[datetime.date]:
    return None if value is None else datetime.date.fromisoformat(value)


def _stretches(document: Mapping[str, Any], end: datetime.date) -> Iterator[Tuple[datetime.date, datetime.date, str]]:
    """Of each attempt the time before the return, and the time at home."""
    for attempt in document["attempts"]:
        back = attempt["return"] or {}
        start, home = _day(attempt["from"]), _day(back.get("date"))
        until = _day(attempt["to"]) or end
        if start:
            yield start, min(home or until, end), "before"
        if home and home <= end:
            yield home, _day(back.get("ended_on")) or end, "home"


def _draw_levels(ax: Any, document: Mapping[str, Any], levels: Sequence[str], base: int, end: datetime.date) -> None:
    """A line from assessment to assessment, in the row of the level that stood."""
    history = [h for h in document["risk"]["history"] if h["to"] in levels]
    days = [datetime.date.fromisoformat(h["date"]) for h in history]
    places = [base + levels.index(h["to"]) for h in history]
    for row in range(len(levels)):
        ax.axhspan(base + row - 0.5, base + row + 0.5, color=_shades(len(levels))[row], alpha=0.35, linewidth=0)
    if not history:
        ax.text(end, base + len(levels) / 2 - 0.5, "no level yet  ", ha="right", va="center", color=_INK)
        return
    ax.step(days + [end], places + places[-1:], where="post", color=_LINE, linewidth=2.2, solid_capstyle="butt", zorder=3)
    for judged, held, shape, face, label in ((False, False, "o", _LINE, "assessed"), (False, True, "o", "white", "assessed, and a change held back"), (True, None, "s", _LINE, "judged by a person")):
        chosen = [i for i, h in enumerate(history) if (h["basis"] == "judgement") == judged and held in (None, h["held"] is not None)]
        if chosen:
            ax.plot([days[i] for i in chosen], [places[i] for i in chosen], shape, markerfacecolor=face, markeredgecolor=_LINE, markersize=7, zorder=4, label=label)


def _draw_lanes(ax: Any, document: Mapping[str, Any], end: datetime.date) -> None:
    for start, stop, what in _stretches(document, end):
        ax.barh(2, stop - start, left=start, height=0.55, color=_HOME if what == "home" else _BEFORE, edgecolor="white", zorder=2)
        word = "at home" if what == "home" else "before the return"
        if (stop - start).days > _span(ax) * len(word) / 100:
            ax.text(start + (stop - start) / 2, 2, word, ha="center", va="center", fontsize="small", color=_INK, zorder=3)
    _draw_stages(ax, document)
    _draw_due(ax, document)


def _lines(days: Sequence[datetime.date], near: float) -> List[int]:
    """A line for each of some days, in which those that are near to each other do not stand on the same."""
    last: List[datetime.date] = []
    lines = []
    for day in days:
        line = next((i for i, d in enumerate(last) if (day - d).days > near), len(last))
        last[line:line + 1] = [day]
        lines.append(line)
    return lines


def _passed(document: Mapping[str, Any]) -> List[Tuple[datetime.date, int]]:
    """When which stage was passed; an evaluation that explains less does not say."""
    return sorted((datetime.date.fromisoformat(g["passed_on"]), int(g["number"])) for g in document["gates"] if g.get("passed_on"))


def _due(document: Mapping[str, Any]) -> List[Tuple[datetime.date, Mapping[str, Any]]]:
    """When which obligation was done, or else is due."""
    dated = [(_day(o.get("done_on") or o["due"]), o) for o in document["schedule"] if o["status"] in _MARKS]
    return sorted(((day, o) for day, o in dated if day), key=lambda pair: pair[0])


def _draw_stages(ax: Any, document: Mapping[str, Any]) -> None:
    passed = _passed(document)
    for (day, number), line in zip(passed, _lines([d for d, _ in passed], _span(ax) / 35)):
        place = 0.75 if line % 2 else 1.22
        ax.plot([day], [place], "o", markersize=14, markerfacecolor="white", markeredgecolor=_INK, zorder=3)
        ax.annotate(str(number), (day, place), ha="center", va="center_baseline", fontsize="small", color=_INK, zorder=4)


def _draw_due(ax: Any, document: Mapping[str, Any]) -> None:
    dated, told = _due(document), set()
    for (day, one), line in zip(dated, _lines([d for d, _ in dated], _span(ax) / 7)):
        shape, face, label = _MARKS[one["status"]]
        ax.plot([day], [0], shape, markersize=8, markerfacecolor=face, markeredgecolor=_INK, markeredgewidth=1.4, zorder=3, label=None if label in told else label)
        ax.annotate(one["id"].replace("_", " "), (day, 0), xytext=(0, -9 - 12 * line), textcoords="offset points", ha="center", va="top", fontsize="small", color=_INK)
        told.add(label)


def _span(ax: Any) -> float:
    """Days from the left to the right."""
    left, right = ax.get_xlim()
    return float(right - left)


def timeline(document: Mapping[str, Any], levels: Sequence[str], ax: Any) -> Any:
    """One case as time goes on: see `Evaluation.plot`."""
    ax = _axes(ax, (9, 4.2))
    _plain_frame(ax)
    end, base = datetime.date.fromisoformat(document["as_of"]), 3
    _limit_days(ax, document, end)
    _draw_levels(ax, document, levels, base, end)
    _draw_lanes(ax, document, end)
    ax.axvline(end, color=_GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    ax.set_yticks(range(base + len(levels)), ["due", "stages passed", "return home"] + list(levels))
    ax.set_ylim(-1.1, base + len(levels) - 0.5)
    _dates_below(ax)
    ax.set_title("Case %s, as recorded on %d %s %d (the broken line)" % (document["case"], end.day, _MONTHS[end.month - 1], end.year), loc="left", fontsize="medium", color=_INK)
    if ax.get_legend_handles_labels()[0]:
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.08), ncols=6, frameon=False, fontsize="small", handletextpad=0.4, columnspacing=1.4)
    return ax


def _limit_days(ax: Any, document: Mapping[str, Any], end: datetime.date) -> None:
    """From the first to the last day of anything, with some room."""
    told = [_day(h["date"]) for h in document["risk"]["history"]] + [_day(a["from"]) for a in document["attempts"]]
    days = [end, end - datetime.timedelta(180)] + [d for d in told if d] + [d for d, _ in _passed(document)] + [d for d, _ in _due(document)]
    room = (max(days) - min(days)) * 0.04
    ax.set_xlim(min(days) - room, max(days) + 2 * room)
