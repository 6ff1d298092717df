"""Tables: lists of rows that pandas can take."""
import html
import importlib
from typing import Any, Dict, Iterable, List, Sequence, TypeVar

Row = TypeVar("Row")


def pandas_or_none() -> Any:
    """pandas where it is installed, else None."""
    try:
        return importlib.import_module("pandas")
    except ImportError:
        return None


def html_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    def cell(value: Any) -> str:
        return html.escape(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value))
    head = "".join("<th>%s</th>" % cell(c) for c in columns)
    body = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % cell(v) for v in row) for row in rows)
    return "<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>" % (head, body)


class Table(List[Row]):
    """A list of typed rows."""

    def __init__(self, kind: Any, rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self.columns: List[str] = list(kind._fields)

    def to_dicts(self) -> List[Dict[str, Any]]:
        """The rows as dicts."""
        return [dict(zip(self.columns, row)) for row in self]  # type: ignore[call-overload]

    def to_pandas(self) -> Any:
        """The rows as a DataFrame; ImportError where there is no pandas."""
        return importlib.import_module("pandas").DataFrame(self.to_dicts(), columns=self.columns)

    def _repr_html_(self) -> str:
        return html_table(self.columns, self)  # type: ignore[arg-type]
