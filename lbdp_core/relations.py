"""Relations: steps of a build that join and add up tables, each one Ibis expression for DuckDB and for Spark.

`spark.ask` runs the same expressions on a cluster. Ibis and DuckDB are imported when one is made or run: a page does
neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def table(name: str, **columns: str) -> Any:
    """A table that is bound to no place: column -> Ibis type."""
    import ibis

    return ibis.table(columns, name=name)


def ask(connection: Any, expression: Any) -> pd.DataFrame:
    """The answer to an expression whose tables a DuckDB connection has by their names."""
    import ibis

    found = connection.sql(str(ibis.to_sql(expression, dialect="duckdb"))).to_arrow_table()
    answer: pd.DataFrame = found.cast(expression.schema().to_pyarrow()).to_pandas()
    return answer


def run(expression: Any, **frames: pd.DataFrame) -> pd.DataFrame:
    """The answer to an expression about frames.

    >>> fires = pd.DataFrame({"lsoa": ["B", "A", "B", None]})
    >>> run(counted(table("fires", lsoa="string"), "lsoa"), fires=fires).values.tolist()
    [['A', 1], ['B', 2]]
    """
    import duckdb

    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        return ask(connection, expression)


def counted(rows: Any, *by: str, what: str = "fires") -> Any:
    """How many rows have each combination of some columns, in their order; rows that lack one are left out."""
    known = rows.filter(*(rows[name].notnull() for name in by))  # noqa: PD004
    return known.group_by(list(by)).agg(known.count().name(what)).order_by(list(by))


def shares(counts: Any, categories: Mapping[str, Sequence[str]]) -> Any:
    """For each code the share of its count that lies in some categories, by the column they make, and the `whole`.

    counts: code, category, n.
    """
    sums = {column: counts.n.sum(where=counts.category.isin(list(names))) for column, names in categories.items()}
    by_code = counts.group_by("code").agg(**sums, whole=counts.n.sum())
    made = {column: by_code[column].fill_null(0.0) / by_code.whole for column in categories}
    return by_code.mutate(**made).order_by("code")
