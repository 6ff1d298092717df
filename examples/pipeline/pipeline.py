#!/usr/bin/env python3
"""
From a database of the Standard Safeguarding Dataset to who went home and who came back: result tables and a page.

  pipeline.py invent DATABASE [--children N] [--seed N] [--codes] [--window-years N]     fills empty tables with an invented authority
  pipeline.py run DATABASE [--report PAGE.html] [options]                                reads the tables, writes reunify_* tables and the page
  pipeline.py records DATABASE [--out RECORDS.jsonl]                                     writes case records with their dated part

DATABASE is a file of SQLite, or a connection string of PostgreSQL such as postgresql://user@host/name. --help after a command shows its options.
"""
import argparse
import datetime
import json
import sys

import figures
import invent
import records
import report
import store

import reunify as ru


def day(text):
    return datetime.date.fromisoformat(text).isoformat()


def said(words):
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K" + words)
        sys.stderr.flush()


def options_of(arguments):
    found = {"from_": arguments.from_, "to": arguments.to, "observed_to": arguments.observed_to}
    return dict({n: v for n, v in found.items() if v}, rule=arguments.rule, short_breaks=arguments.short_breaks, end=arguments.end, suppress_below=arguments.suppress_below)


def do_invent(arguments):
    with store.Store(arguments.database) as tables:
        episodes = invent.invent(tables, arguments.children, arguments.seed, not arguments.codes, arguments.window_years, arguments.moves, lambda n: said("%d children" % n))
    said("")
    print("%d children with %d episodes" % (arguments.children, episodes))


def do_run(arguments):
    with store.Store(arguments.database) as tables:
        answer = figures.work_out(tables, options_of(arguments), lambda *given: records.from_tables(tables, *given, with_case=True), arguments.profile, arguments.gate, said)
    said("")
    if arguments.with_support is not None:
        answer.cost = answer.outcomes.cost(arguments.with_support, within=arguments.within)
    if arguments.report:
        with open(arguments.report, "w", encoding="utf-8") as file:
            file.write(report.page(answer, arguments.title, ru.anomaly_kinds()))
    print(answer.outcomes)


def do_records(arguments):
    with store.Store(arguments.database) as tables:
        episodes, _, children, _ = figures.read(tables)
        dated = records.from_tables(tables, episodes, children, options_of(arguments))
        kept = {person: json.loads(record) for person, record in tables.rows("SELECT person_id, record FROM reunify_cases")}
    with (open(arguments.out, "w", encoding="utf-8") if arguments.out else sys.stdout) as file:
        for person, parts in dated.items():
            case = kept.get(person, {"schema": "reunify/case/1", "id": person})
            file.write(json.dumps(figures.merged(case, parts)) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("invent", help="fill empty tables with an invented authority")
    made.add_argument("--children", type=int, default=2000)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--codes", action="store_true", help="codes alone, without their descriptions")
    made.add_argument("--window-years", type=int, help="leave out what ended longer ago, as extracts do")
    made.add_argument("--moves", type=float, default=1.0, help="how many times as many placements")
    run = commands.add_parser("run", help="work out, and write result tables and a page")
    out = commands.add_parser("records", help="write case records with their dated part, a line each")
    for command in (run, out):
        command.add_argument("--from", dest="from_", type=day, help="first day of the returns that are followed")
        command.add_argument("--to", type=day, help="last day of them")
        command.add_argument("--observed-to", type=day, help="the day up to which is known (default: the latest in the tables)")
        command.add_argument("--rule", choices=("dates", "codes"), default="dates")
        command.add_argument("--short-breaks", choices=("keep", "drop-rows", "drop-periods"), default="drop-rows")
        command.add_argument("--end", choices=("inclusive", "exclusive"), default="inclusive", help="what ends are: last days (default), or days of leaving")
        command.add_argument("--suppress-below", type=int, default=0, help="do not tell numbers from 1 to one less")
    run.add_argument("--report", help="the page, an HTML file that needs no other")
    run.add_argument("--title", default="Children who went home from care")
    run.add_argument("--profile", default="herefordshire-2023", help="the profile that case records are evaluated under")
    run.add_argument("--gate", default="identification", help="the stage whose gate is looked at on the day of a return")
    run.add_argument("--with", dest="with_support", type=float, help="the share of returns thought to fail with support: then costs are calculated")
    run.add_argument("--within", type=int, default=24, help="months after a return, for costs")
    out.add_argument("--out", help="a file (default: standard output)")
    for command in (made, run, out):
        command.add_argument("database")
    arguments = parser.parse_args()
    try:
        {"invent": do_invent, "run": do_run, "records": do_records}[arguments.command](arguments)
    except ru.ReunifyError as error:
        said("")
        sys.exit("pipeline: %s" % error)


if __name__ == "__main__":
    main()
