"""Spark: a session on a master by its URL, and the two things the suite asks of it.

Spark is an optional extra (`pip install "lbdp[spark]"`) and needs Java 17. Nothing here is imported by a page. All data
cross as Arrow: Spark 4.3 warns that its pandas functions are not ready for pandas 3, and none of them is used.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, TypeVar

from lbdp_core.sources import DataError

MASTER = "local[2]"  # two cores of this machine
RETRIES = 4  # of a task whose worker dies; Spark's own default on a cluster, and by itself none on one machine
FEW = 8  # partitions after a shuffle on one machine, where 200 would be mostly waiting
T = TypeVar("T")
Batches = Iterator[Any]  # of pyarrow.RecordBatch


def session(master: str = MASTER) -> Any:
    """A Spark session. Under `spark-submit` the master and every setting are the ones it was given.

    Args:
        master: as Spark writes it: `local[2]`, `spark://HOST:7077`, `yarn`, `k8s://https://HOST:6443`.

    Raises:
        DataError: Spark or Java is not installed, or the master cannot be reached.
    """
    if lacking := missing():
        raise DataError(lacking)
    from pyspark.sql import SparkSession

    local = master.startswith("local")
    builder = SparkSession.builder.appName("lbdp").config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # spark-submit sets it
        builder = builder.master(master.replace("]", f",{RETRIES}]") if local and "," not in master else master)
    if local:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", str(FEW))
    try:
        made = builder.getOrCreate()
    except Exception as fault:
        raise DataError(f"Spark did not start on {master} ({type(fault).__name__}); check the master's URL.") from fault
    made.sparkContext.setLogLevel("ERROR")
    return made


def missing() -> str:
    """What keeps Spark from running here, in one sentence that says what to do; "" where nothing does."""
    if find_spec("pyspark") is None:
        return 'Spark is not installed; install it with `pip install "lbdp[spark]"`, or leave out --engine spark.'
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        return "Spark needs Java, and this machine has none; install Java 17 (Debian: openjdk-17-jre-headless)."
    return ""


def mapped(frame: Any, function: Callable[[Batches], Batches], schema: Any) -> Any:
    """What a function over Arrow batches makes of each partition of a Spark frame."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # that pandas is too new: no batch becomes a frame of Spark's
        return frame.mapInArrow(function, schema)


def arrow_schema(frame: Any) -> Any:
    """The pyarrow schema of a Spark frame."""
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(frame.schema)


def spark_schema(schema: Any) -> Any:
    """A pyarrow schema as Spark's."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def in_a_sentence(function: Callable[..., T]) -> Callable[..., T]:
    """The function, whose faults on Spark are one sentence: that of a worker where it has one, else the kind of fault.

    Raises:
        DataError: whatever went wrong.
    """

    def call(*args: Any) -> T:
        try:
            return function(*args)
        except DataError:
            raise
        except Exception as fault:
            said = re.search(r"DataError: (.+)", str(fault))
            kind = f"Spark stopped ({type(fault).__name__}); see its log, mend it, and run the command again."
            raise DataError(said[1].strip() if said else kind) from fault

    return call


def ask(spark: Any, expression: Any) -> Any:
    """The answer to an Ibis expression as an Arrow table with the types of the expression.

    Its tables are the views of the session that have their names.
    """
    import ibis

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        dialect = ibis.pyspark.name  # naming the back end is what sets its options
    found = spark.sql(str(ibis.to_sql(expression, dialect=dialect))).toArrow()
    return found.cast(expression.schema().to_pyarrow())
