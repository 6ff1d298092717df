"""Tables: rows that pandas, polars and whatever speaks Arrow can take."""
import datetime
import html
import importlib
import importlib.util
import json
import re
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, TypeVar, Union, overload

from . import _lib
from ._handle import Handle, library, make, text, text_of

Row = TypeVar("Row")
_MOST_SHOWN = 50


def pandas_or_none() -> Any:
    """pandas where it is installed, else None."""
    try:
        return importlib.import_module("pandas")
    except ImportError:
        return None


def module_for(what: str, name: str) -> Any:
    """A module that something needs; ImportError says what, and which package has it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError("%s by %s, which is not installed here" % (what, name.partition(".")[0])) from None


def html_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    def cell(value: Any) -> str:
        return html.escape(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value))
    head = "".join("<th>%s</th>" % cell(c) for c in columns)
    body = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % cell(v) for v in row) for row in rows)
    return "<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>" % (head, body)


class Exported:
    """What goes out: as dicts, to pandas, to pyarrow, and by Arrow's own protocol to whatever takes that (polars, DuckDB)."""

    columns: List[str]

    def to_dicts(self) -> List[Dict[str, Any]]:
        """The rows as dicts."""
        raise NotImplementedError

    def to_arrow(self) -> Any:
        """The rows as a table of pyarrow; ImportError where that is not installed."""
        raise NotImplementedError

    def to_pandas(self) -> Any:
        """The rows as a DataFrame; ImportError where there is no pandas."""
        raise NotImplementedError

    @property
    def __arrow_c_stream__(self) -> Callable[..., object]:
        """Arrow's PyCapsule protocol; there where pyarrow is installed, which lays the columns out."""
        if importlib.util.find_spec("pyarrow") is None:
            raise AttributeError("__arrow_c_stream__ needs pyarrow")
        stream: Callable[..., object] = self.to_arrow().__arrow_c_stream__
        return stream

    def _first(self, count: int) -> Sequence[Sequence[Any]]:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        more = "<p>the first %d rows</p>" % _MOST_SHOWN if len(self._first(_MOST_SHOWN + 1)) > _MOST_SHOWN else ""
        return html_table(self.columns, self._first(_MOST_SHOWN)) + more


class Table(Exported, List[Row]):
    """A list of typed rows."""

    def __init__(self, kind: Any, rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self.columns: List[str] = list(kind._fields)

    def to_dicts(self) -> List[Dict[str, Any]]:
        return [dict(zip(self.columns, row)) for row in self]  # type: ignore[call-overload]

    def _first(self, count: int) -> Sequence[Sequence[Any]]:
        return self[:count]  # type: ignore[return-value]

    def to_pandas(self) -> Any:
        return module_for("this is made", "pandas").DataFrame(self.to_dicts(), columns=self.columns)

    def to_arrow(self) -> Any:
        return module_for("this is made", "pyarrow").Table.from_pylist(self.to_dicts())


# Tidy tables -------------------------------------------------------------------------------------------------------------------


class Column(NamedTuple):
    """A column of a tidy table."""

    name: str
    kind: int
    meaning: str


# The columns that hold a level: in pandas they are ordered categories.
_LEVELS = {"level", "classified_level", "at_least", "level_before", "level_after", "indicated", "engine", "held_level", "judged_level"}
# A cell of what the library writes: empty, or a text in quotes, or plain.
_CELL = re.compile(r'("[^"]*(?:""[^"]*)*"|[^,\r\n]*)(?:,|\r\n)')
_READ: Dict[int, Callable[[str], Any]] = {
    _lib.REUNIFY_COLUMN_TEXT: str,
    _lib.REUNIFY_COLUMN_DATE: datetime.date.fromisoformat,
    _lib.REUNIFY_COLUMN_INTEGER: int,
    _lib.REUNIFY_COLUMN_BOOLEAN: lambda cell: cell == "true",
    _lib.REUNIFY_COLUMN_JSON: json.loads,
}


def tidy_names() -> List[str]:
    """The names of the tables that there are."""
    lib = library()
    return [text_of(lib.reunify_table_name(i)) for i in range(lib.reunify_table_count())]


def tidy_columns(table: int) -> List[Column]:
    """The columns of a table."""
    lib = library()
    return [Column(text_of(lib.reunify_table_column_name(table, i)), lib.reunify_table_column_type(table, i), text_of(lib.reunify_table_column_meaning(table, i)))
            for i in range(lib.reunify_table_column_count(table))]


def _cell(raw: str) -> Optional[str]:
    return None if not raw else raw[1:-1].replace('""', '"') if raw[0] == '"' else raw


def tidy_cells(evaluation: Handle, table: int) -> List[Optional[str]]:
    """The cells of a table of one evaluation, row after row."""
    lib = library()
    with evaluation as e:
        rows = make(_lib.reunify_table_rows, "reunify_table_rows_new", e, table)
        try:
            written = text("reunify_table_rows_to_csv", rows, 0) if lib.reunify_table_rows_count(rows) else ""
        finally:
            lib.reunify_table_rows_free(rows)
    return [_cell(raw) for raw in _CELL.findall(written)]


class TidyTable(Exported):
    """A table of docs/tables.md, a dict a row. Dates are `datetime.date`, lists and objects are lists and dicts, and what is empty is None.

    `to_pandas()` has dates as time stamps and levels as ordered categories. `to_arrow()` and `to_polars()` have lists and objects as text of JSON.
    """

    def __init__(self, table: int, cells: List[Optional[str]], levels: Sequence[str]) -> None:
        self.name = text_of(library().reunify_table_name(table))
        self._columns, self._cells, self._levels = tidy_columns(table), cells, list(levels)
        self.columns = [c.name for c in self._columns]

    def _column(self, at: int) -> List[Optional[str]]:
        return self._cells[at::len(self._columns)]

    def _row(self, at: int) -> Dict[str, Any]:
        start = at * len(self._columns)
        cells = self._cells[start:start + len(self._columns)]
        return {c.name: None if cell is None else _READ[c.kind](cell) for c, cell in zip(self._columns, cells)}

    def __len__(self) -> int:
        return len(self._cells) // len(self._columns)

    @overload
    def __getitem__(self, at: int) -> Dict[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> List[Dict[str, Any]]: ...

    def __getitem__(self, at: Union[int, slice]) -> Any:
        if isinstance(at, slice):
            return [self._row(i) for i in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError("the table %s has %d rows" % (self.name, len(self)))
        return self._row(at % len(self))

    def __iter__(self) -> Iterator[Dict[str, Any]]:
        return (self._row(i) for i in range(len(self)))

    def _first(self, count: int) -> Sequence[Sequence[Any]]:
        return [list(row.values()) for row in self[:count]]

    def to_dicts(self) -> List[Dict[str, Any]]:
        return list(self)

    def to_pandas(self) -> Any:
        np, pandas = module_for("this is made", "numpy"), module_for("this is made", "pandas")

        def made(column: Column, cells: List[Optional[str]]) -> Any:
            if column.kind == _lib.REUNIFY_COLUMN_DATE:
                return np.array(cells, dtype="datetime64[D]").astype("datetime64[s]")
            if column.name in _LEVELS:
                return pandas.Categorical(cells, categories=self._levels, ordered=True)
            if column.kind == _lib.REUNIFY_COLUMN_TEXT:
                return cells
            values = [None if cell is None else _READ[column.kind](cell) for cell in cells]
            dtype = {_lib.REUNIFY_COLUMN_INTEGER: "Int64", _lib.REUNIFY_COLUMN_BOOLEAN: "boolean"}.get(column.kind, object)
            return pandas.Series(values, dtype=dtype)
        return pandas.DataFrame({c.name: made(c, self._column(i)) for i, c in enumerate(self._columns)})

    def to_arrow(self) -> Any:
        pa = module_for("this is made", "pyarrow")
        kinds = {_lib.REUNIFY_COLUMN_DATE: pa.date32(), _lib.REUNIFY_COLUMN_INTEGER: pa.int64(), _lib.REUNIFY_COLUMN_BOOLEAN: pa.bool_()}
        return pa.table({c.name: pa.array(self._column(i), pa.string()).cast(kinds.get(c.kind, pa.string())) for i, c in enumerate(self._columns)})

    def to_polars(self) -> Any:
        """The rows as a DataFrame of polars, which needs no pyarrow for it; ImportError where there is no polars."""
        pl = module_for("this is made", "polars")

        def made(column: Column, cells: List[Optional[str]]) -> Any:
            texts = pl.Series(column.name, cells, dtype=pl.String)
            if column.kind == _lib.REUNIFY_COLUMN_BOOLEAN:
                return texts == "true"
            if column.kind == _lib.REUNIFY_COLUMN_DATE:
                return texts.str.to_date("%Y-%m-%d")
            return texts.cast(pl.Int64) if column.kind == _lib.REUNIFY_COLUMN_INTEGER else texts
        return pl.DataFrame([made(c, self._column(i)) for i, c in enumerate(self._columns)])

    def __repr__(self) -> str:
        return "<reunify.TidyTable %s: %d rows>" % (self.name, len(self))
