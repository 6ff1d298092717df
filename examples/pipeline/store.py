"""The database: SQLite in a file, or PostgreSQL by a connection string. Columns come out coded, so that many rows need little room."""
import os
import pathlib
import sqlite3

import numpy
import pandas

HERE = pathlib.Path(__file__).resolve().parent
CHUNK = 200000  # rows in hand at once


class Store:
    """`where` is the path of a file, or what begins with postgresql:// or has a = in it, which goes to psycopg2 as it stands."""

    def __init__(self, where):
        self.postgres = where.startswith(("postgresql://", "postgres://")) or ("=" in where and not os.path.exists(where))
        if self.postgres:
            import psycopg2
            self.connection = psycopg2.connect(where)
        else:
            self.connection = sqlite3.connect(where)
            self.connection.execute("PRAGMA cache_size = -200000")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.connection.commit()
        self.connection.close()

    def script(self, text):
        with_comments = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
        cursor = self.connection.cursor()
        for statement in "\n".join(with_comments).split(";"):
            if statement.strip():
                cursor.execute(statement)
        cursor.close()

    def tables(self):
        query = ("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()" if self.postgres
                 else "SELECT name FROM sqlite_master WHERE type = 'table'")
        return {row[0] for row in self.rows(query)}

    def prepare(self):
        """Makes the tables where they are not there."""
        if "ssd_person" not in self.tables():
            self.script((HERE / "tables.sql").read_text(encoding="utf-8"))

    def rows(self, query, values=()):
        cursor = self.connection.cursor()
        cursor.execute(query.replace("?", "%s") if self.postgres else query, values)
        found = cursor.fetchall()
        cursor.close()
        return found

    def insert(self, table, rows):
        """Adds rows, tuples of one length, in the order of the table's columns."""
        rows = list(rows)
        if not rows:
            return
        cursor = self.connection.cursor()
        if self.postgres:
            from psycopg2.extras import execute_values
            execute_values(cursor, "INSERT INTO %s VALUES %%s" % table, rows, page_size=1000)
        else:
            cursor.executemany("INSERT INTO %s VALUES (%s)" % (table, ", ".join("?" * len(rows[0]))), rows)
        cursor.close()

    def read(self, query, ids=None):
        """
        The answer as a DataFrame of categories: each value once, and numbers that count in them. The column `ids`, of which no two are alike, is an array
        of bytes instead, and comes beside it.
        """
        cursor = self.connection.cursor("reading") if self.postgres else self.connection.cursor()
        if self.postgres:
            cursor.itersize = CHUNK
        cursor.execute(query)
        names, parts, known = None, {}, {}
        while True:
            rows = cursor.fetchmany(CHUNK)
            names = names or [d[0] for d in cursor.description]
            for name, column in zip(names, zip(*rows) if rows else [()] * len(names)):
                if name == ids:
                    parts.setdefault(name, []).append(numpy.asarray([str(v).encode() for v in column], dtype="S"))
                    continue
                values = numpy.empty(len(column), dtype=object)
                values[:] = column
                codes, found = pandas.factorize(values)
                numbers = known.setdefault(name, {})
                place = numpy.asarray([numbers.setdefault(value, len(numbers)) for value in found] + [-1], dtype=numpy.int32)
                parts.setdefault(name, []).append(place[codes])
            if not rows:
                break
        cursor.close()
        made = pandas.DataFrame({n: pandas.Categorical.from_codes(numpy.concatenate(parts[n]), categories=list(known[n])) for n in names if n != ids})
        return (made, numpy.concatenate(parts[ids])) if ids else made

    def write(self, table, frame):
        """A DataFrame as a table, in place of one of this name."""
        kinds = {"i": "BIGINT", "f": "DOUBLE PRECISION", "M": "DATE", "b": "INTEGER"}
        columns = ", ".join('"%s" %s' % (n, kinds.get(getattr(frame[n].dtype, "kind", "O"), "TEXT")) for n in frame.columns)
        cursor = self.connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS %s" % table)
        cursor.execute("CREATE TABLE %s (%s)" % (table, columns))
        cursor.close()
        for start in range(0, len(frame), CHUNK):
            part = frame.iloc[start:start + CHUNK]
            lists = [self.column(part[n]) for n in frame.columns]
            self.insert(table, zip(*lists))

    @staticmethod
    def column(series):
        kind = getattr(series.dtype, "kind", "O")
        if kind == "M":
            codes, values = pandas.factorize(series)  # few days, many rows
            days = [str(v)[:10] for v in values] + [None]
            return [days[c] for c in codes]
        if kind == "b":
            return series.astype(int).tolist()
        return [None if v is None or v is pandas.NA or v != v else v for v in series.astype(object).tolist()]
