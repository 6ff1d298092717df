"""The page: one HTML file with its charts inside, for people who decide what to look at next. No figure of it is about one child."""
import base64
import html
import io

import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plot  # noqa: E402

HORIZONS = ("1 month", "3 months", "6 months", "12 months", "24 months", "5 years")
MONTHS = (1, 3, 6, 12, 24, 60)
YEAR = 3  # the place of 12 months
HEADINGS = {"exit": "How the return was recorded", "age": "Age at return", "legal_status": "Legal status before", "number": "Number of the return", "sex": "Sex",
            "authority": "Authority", "level": "Risk level at return", "gate": "Gate at return"}
WORDS = {"home_planned": "planned", "home_unplanned": "not planned", "home_undivided": "not told whether planned", "under_1": "under 1", "1_to_4": "1 to 4", "5_to_9": "5 to 9",
         "10_to_15": "10 to 15", "16_and_over": "16 and over", "third_or_later": "third or later", "not_known": "not known",
         "C1": "interim care order", "C2": "care order", "E1": "placement order", "V2": "section 20", "L1": "police protection", "L2": "emergency protection order"}
LEVELS = ("low", "medium", "high", "severe")
INK, BLUE, ORANGE, GREY, PALE = "#1d2733", "#1f5f99", "#c05a1b", "#8a94a0", "#d9e2ec"
STYLE = """
:root { color-scheme: light; --ink: #1d2733; --soft: #5a6673; --line: #dde3ea; --card: #f5f7fa; --blue: #1f5f99; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: var(--ink); background: #fff; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 48px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.2rem; margin: 36px 0 8px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 20px 0 4px; }
p { margin: 6px 0; max-width: 75ch; } .soft { color: var(--soft); font-size: .92rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 20px 0 4px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.tile b { display: block; font-size: 1.7rem; line-height: 1.2; font-weight: 650; } .tile span { color: var(--soft); font-size: .88rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 20px; align-items: start; }
img { width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: 8px 0; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 5px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } .words { text-align: left; } td.words { white-space: normal; min-width: 11rem; }
th { font-weight: 600; color: var(--soft); } tr.head td { font-weight: 600; background: var(--card); text-align: left; }
@media (max-width: 480px) { .pair { grid-template-columns: 1fr; } main { padding: 16px; } }
@media print { main { max-width: none; padding: 0; } h2, .pair > *, .tile { break-inside: avoid; } }
"""


# Words and numbers -------------------------------------------------------------------------------------------------------------


def say(word):
    return WORDS.get(word, str(word).replace("_", " "))


def number(value):
    return "c" if value == "suppressed" else "-" if value is None else format(value, ",") if isinstance(value, int) else "%g" % value


def percent(value):
    return "c" if value == "suppressed" else "-" if value is None else "%.1f%%" % (100 * value)


def limits(estimate):
    if isinstance(estimate["share"], str) or estimate["lower"] in (None, "suppressed"):
        return ""
    return "%.1f to %.1f%%" % (100 * estimate["lower"], 100 * estimate["upper"])


def told(value):
    return value is not None and value != "suppressed"


def known(lines, by):
    """The groups of a dimension, unless nothing is known of it."""
    found = [line for line in lines if line["by"] == by]
    if by == "level":
        found.sort(key=lambda line: LEVELS.index(line["group"]) if line["group"] in LEVELS else len(LEVELS))
    return [] if len(found) == 1 and found[0]["group"] == "not_known" else found


# Charts ------------------------------------------------------------------------------------------------------------------------


def picture(figure, words):
    data = io.BytesIO()
    figure.savefig(data, format="svg", metadata={"Date": None, "Creator": None})
    plot.close(figure)
    return '<img alt="%s" src="data:image/svg+xml;base64,%s">' % (html.escape(words), base64.b64encode(data.getvalue()).decode())


def axes(width, height):
    plot.rcParams.update({"font.family": "DejaVu Sans", "font.size": 10, "axes.edgecolor": GREY, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "text.color": INK,
                          "svg.hashsalt": "reunify", "svg.fonttype": "path"})
    figure, ax = plot.subplots(figsize=(width, height), constrained_layout=True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return figure, ax


def curve(lines):
    """How many come back within so long: all, planned and not planned."""
    figure, ax = axes(6.2, 4.4)
    drawn, highest = 0, 0.05
    for line, colour, label in [(line, {"home_planned": BLUE, "home_unplanned": ORANGE}.get(line["group"], INK), say(line["group"]) if line["by"] == "exit" else "all")
                                for line in lines if line["by"] == "all" or line["group"] in ("home_planned", "home_unplanned")]:
        points = [(i, w["estimate"]) for i, w in enumerate(line["within"]) if told(w["estimate"]["share"])]
        if not points:
            continue
        places, shares = [p for p, _ in points], [e["share"] for _, e in points]
        ax.plot(places, shares, marker="o", color=colour, label=label, linewidth=2, markersize=5, zorder=3)
        banded = [(p, e) for p, e in points if told(e["lower"])]
        if banded:
            ax.fill_between([p for p, _ in banded], [e["lower"] for _, e in banded], [e["upper"] for _, e in banded], color=colour, alpha=0.13, linewidth=0)
        highest, drawn = max([highest] + [e["upper"] for _, e in banded] + shares), drawn + 1
    ax.set_xticks(range(len(HORIZONS)))
    ax.set_xticklabels(HORIZONS)
    ax.set_ylim(0, min(1, highest * 1.12))
    ax.set_xlim(-0.2, len(HORIZONS) - 0.8)
    ax.yaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1, decimals=0))
    ax.grid(axis="y", color=PALE, linewidth=0.8)
    ax.set_axisbelow(True)
    if drawn:
        ax.legend(frameon=False, loc="upper left")
    return picture(figure, "Share of returns after which the child came back into care, by time since the return")


def bars(lines, horizon=YEAR):
    """The groups beside each other, with their limits."""
    rows = []
    for by in ("exit", "age", "legal_status", "level", "gate"):
        groups = [line for line in known(lines, by) if told(line["within"][horizon]["estimate"]["share"]) and line["group"] != "not_known"]
        rows += [(HEADINGS[by], None)] * bool(groups) + [(say(line["group"]), line["within"][horizon]["estimate"]) for line in groups]
    if not rows:
        return ""
    figure, ax = axes(6.2, min(7.5, 0.6 + 0.27 * len(rows)))
    for at, (label, estimate) in enumerate(rows):
        if estimate is None:
            continue
        ax.barh(at, estimate["share"], color=BLUE, height=0.62, zorder=2)
        end = estimate["share"]
        if told(estimate["lower"]):
            ax.plot([estimate["lower"], estimate["upper"]], [at, at], color=INK, linewidth=1.3, zorder=3)
            end = max(end, estimate["upper"])
        ax.text(end + 0.012, at, "%.0f%%" % (100 * estimate["share"]), va="center", fontsize=9)
    total = lines[0]["within"][horizon]["estimate"]["share"]
    if told(total):
        ax.axvline(total, color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
        ax.text(total, -0.75, "all %.0f%%" % (100 * total), color=ORANGE, ha="center", va="bottom", fontsize=9)
    ax.set_yticks(range(len(rows)))
    ax.set_yticklabels([label for label, _ in rows])
    for tick, (_, estimate) in zip(ax.get_yticklabels(), rows):
        tick.set_fontweight("normal" if estimate else "bold")
    ax.set_ylim(len(rows) - 0.4, -0.8)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1, decimals=0))
    ax.set_xlim(0, min(1.08, ax.get_xlim()[1] + 0.05))
    return picture(figure, "Share that came back into care within 12 months, by group")


def years(leavers):
    """Who left care, and how many of them went home."""
    rows = [y for y in leavers if told(y["left_care"])][-12:]
    if not rows:
        return ""
    figure, ax = axes(6.2, 3.2)
    places = range(len(rows))
    ax.bar(places, [y["left_care"] for y in rows], color=PALE, width=0.7, label="left care")
    home = [(i, y) for i, y in enumerate(rows) if told(y["went_home"])]
    ax.bar([i for i, _ in home], [y["went_home"] for _, y in home], color=BLUE, width=0.7, label="of these, went home")
    for i, y in home:
        if told(y["share"]) and y["went_home"]:
            ax.text(i, y["went_home"], "%.0f%%" % (100 * y["share"]), ha="center", va="bottom", fontsize=9)
    ax.set_xticks(places)
    ax.set_xticklabels([str(y["year"]) for y in rows])
    ax.set_ylim(0, max(y["left_care"] for y in rows) * 1.22)
    ax.yaxis.set_major_formatter(matplotlib.ticker.StrMethodFormatter("{x:,.0f}"))
    ax.legend(frameon=False, loc="upper left", ncol=2)
    return picture(figure, "Children who left care by year that ends on 31 March, and how many went home")


def ways(document):
    """How periods of care ended."""
    rows = sorted([(count, name) for name, count in document["exits"].items() if told(count) and count], reverse=True)
    if not rows:
        return ""
    figure, ax = axes(6.2, 0.5 + 0.3 * len(rows))
    for at, (count, name) in enumerate(rows):
        ax.barh(at, count, color=BLUE if name.startswith("home") else GREY, height=0.66)
        ax.text(count, at, " " + format(count, ","), va="center", fontsize=9)
    ax.set_yticks(range(len(rows)))
    ax.set_yticklabels([name.replace("_", " ") for _, name in rows])
    ax.set_ylim(len(rows) - 0.5, -0.6)
    ax.set_xlim(0, rows[0][0] * 1.15)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(matplotlib.ticker.StrMethodFormatter("{x:,.0f}"))
    return picture(figure, "How periods of care ended")


# Tables ------------------------------------------------------------------------------------------------------------------------


def table(head, rows, words=()):
    """Rows of cells; a row of one cell is a heading. `words` are the columns that are not numbers."""
    def cell(tag, at, text):
        return "<%s%s>%s</%s>" % (tag, ' class="words"' if at in words else "", html.escape(text), tag)

    def row(cells):
        if len(cells) == 1:
            return '<tr class="head"><td colspan="%d">%s</td></tr>' % (len(head), html.escape(cells[0]))
        return "<tr>%s</tr>" % "".join(cell("td", at, text) for at, text in enumerate(cells))
    return '<div class="scroll"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>' % ("".join(cell("th", at, h) for at, h in enumerate(head)), "".join(map(row, rows)))


def cohort_table(lines):
    head = ["Returns", "returns", "came back", "median days", "known 12 months", "back in 12 months", "estimate", "95% limits"]
    rows = []
    for by in ("all",) + tuple(HEADINGS):
        groups = known(lines, by) if by != "all" else lines[:1]
        rows += [[HEADINGS[by]]] if by != "all" and groups else []
        for line in groups:
            w = line["within"][YEAR]
            rows.append([say(line["group"]), number(line["returns"]), number(line["reentered"]), number(line["median_days_to_reentry"]), number(w["fully_followed"]["returns"]),
                         number(w["fully_followed"]["reentered"]), percent(w["estimate"]["share"]), limits(w["estimate"])])
    return table(head, rows)


def horizon_table(line):
    return table(["Within", "known for so long", "came back", "share", "estimate", "95% limits"],
                 [[name, number(w["fully_followed"]["returns"]), number(w["fully_followed"]["reentered"]), percent(w["fully_followed"]["share"]), percent(w["estimate"]["share"]),
                   limits(w["estimate"])] for name, w in zip(HORIZONS, line["within"])])


def cost_part(cost):
    if not cost:
        return ""
    rows = [[line["id"].replace("_", " "), "£{:,.2f}".format(line["amount"] / 100), line["text"]] for line in cost["lines"]]
    notes = "".join("<p class=soft>%s</p>" % html.escape(n["text"]) for n in cost["notes"])
    return "<h2>Costs</h2><p>What follows from these numbers if support changed what the estimate says; it is no forecast.</p>%s%s" % (table(["", "amount", "calculation"], rows, (2,)), notes)


def anomalies_part(answer, texts):
    rows = [[kind.replace("_", " "), number(count), texts.get(kind, "")] for kind, count in answer.document["anomalies"].items() if count]
    made = table(["What is odd", "rows", "what it means"], rows, (2,)) if rows else "<p>Nothing.</p>"
    cut = answer.about["left_cut"]
    if cut != 0:
        made += "<p>%s of care began before the data: their first row does not say that the child came into care. Time in care is too short for them, and " \
                "how many returns came before is not known.</p>" % ("Few periods" if cut is None else "%s periods" % number(cut))
    if answer.unknown:
        shown = [[u["written"][:80], u["column"], number(u["rows"])] for u in sorted(answer.unknown, key=lambda u: -u["rows"])[:20]]
        made += "<h3>Written without a code that is known</h3><p>Add them to the table <code>reunify_spellings</code>; until then they count as none.</p>" + table(["written", "column", "rows"], shown, (1,))
    return made


# The page ----------------------------------------------------------------------------------------------------------------------


def tiles(answer):
    document, total = answer.document, answer.document["cohort"]["lines"][0]
    year = total["within"][YEAR]["estimate"]
    found = [(number(document["children"]), "children with episodes"), (number(total["returns"]), "returns home in the window"),
             (number(total["reentered"]), "of these came back so far"), (percent(year["share"]), "back within 12 months" + (", %s" % limits(year) if limits(year) else "")),
             (number(total["median_days_to_reentry"]), "days until then, the middle one")]
    return '<div class="tiles">%s</div>' % "".join('<div class="tile"><b>%s</b><span>%s</span></div>' % (html.escape(a), html.escape(b)) for a, b in found)


def subtitle(answer):
    cohort, options = answer.document["cohort"], answer.document["options"]
    window = "%s to %s" % (cohort["from"] or "the first day", cohort["to"])
    breaks = {"keep": "short breaks kept", "drop-rows": "short breaks left out", "drop-periods": "periods of short breaks left out"}[options["short_breaks"]]
    return "Returns from %s, known up to %s. Rows joined by %s, %s, ends are %s%s." % (
        window, cohort["observed_to"], options["rule"], breaks, "last days in care" if options["end"] == "inclusive" else "days of leaving",
        ", numbers below %d not told (c)" % options["suppress_below"] if options["suppress_below"] else "")


def before_part(about):
    rows = [[row["what"], number(row["returns"]) if row["returns"] is not None else "c", number(row["had"]) if row["had"] is not None else "c",
             percent(row["had"] / row["returns"]) if row["had"] is not None and row["returns"] else "c" if row["had"] is None else "-"] for row in about["before"]]
    return table(["Before the return", "returns", "had", "share"], rows)


def page(answer, title, texts):
    document, lines, about = answer.document, answer.document["cohort"]["lines"], answer.about
    judged = "" if not about["cases"] else "<p class=soft>Levels and the gate “%s” are those of %s case records under %s, each on the day of the return.</p>" % (
        html.escape(about["gate"].replace("_", " ")), format(about["cases"], ","), html.escape(about["profile"]))
    parts = [
        "<h1>%s</h1><p class=soft>%s</p>" % (html.escape(title), html.escape(subtitle(answer))), tiles(answer),
        "<h2>Who came back into care</h2><div class=pair><div><h3>By time since the return</h3>%s</div><div><h3>Within 12 months, by group</h3>%s</div></div>%s" % (
            curve(lines), bars(lines), horizon_table(lines[0])),
        "<p class=soft>The estimate counts every return for as long as it is known (Kaplan and Meier); bands are limits of 95 per cent. "
        "The share is of those alone who are known for so long.</p>",
        "<h2>Returns by group</h2>%s%s" % (judged, cohort_table(lines)),
        "<h2>Who left care</h2><div class=pair><div><h3>By year that ends on 31 March</h3>%s</div><div><h3>How periods of care ended, all years</h3>%s</div></div>" % (
            years(document["cohort"]["leavers"]), ways(document)),
        "<h2>Work before the return</h2>" + before_part(about),
        cost_part(answer.cost),
        "<h2>What is odd in the rows</h2>" + anomalies_part(answer, texts),
        "<h2>How to read this</h2><p>A return is a period of care that ended with a return home (E4, E4A, E4B). A re-entry is the next period of the child, whatever kind it is. A child is "
        "followed up to the last day known or to the eighteenth birthday. Groups differ in more than what they are named after: a difference is a question, not an "
        "effect. The figures inform; what is done about them is for people to decide.</p><p class=soft>libreunify %s; docs/outcomes.md defines every figure.</p>" % html.escape(document["library"]),
    ]
    return '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>%s</style></head><body><main>%s</main></body></html>\n' % (
        html.escape(title), STYLE, "\n".join(p for p in parts if p))
