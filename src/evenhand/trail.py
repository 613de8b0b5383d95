"""The way back: what a table of results was counted from, kept in ``table.attrs`` so that `evidence` can follow it."""

from __future__ import annotations

from typing import Any

KEY = "evenhand"


class Trail(dict[str, Any]):
    """How a table was made (plain values, so that Parquet can store them), and the tables it was made from.

    pandas copies ``attrs`` with every table it derives; the tables behind are shared, never copied, and not written to files.
    """

    def __init__(self, recipe: dict[str, Any], **tables: Any) -> None:
        super().__init__(recipe)
        self.tables = tables

    def __copy__(self) -> Trail:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> Trail:
        return self


def mark(table: Any, recipe: dict[str, Any], **tables: Any) -> Any:
    """Write into a table how it was made; return it."""
    table.attrs[KEY] = Trail(recipe, **tables)
    return table
