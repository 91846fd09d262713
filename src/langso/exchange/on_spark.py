"""A package's registers laid before Spark: its own Parquet files where they are plain, else copies of the tables."""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from langso.exchange.reading import Package
from langso.facts import SparkEngine
from langso.problems import SPARK_MISSING, refuse

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def spark_engine(package: Package) -> SparkEngine:
    """An engine over the package's registers on Spark: the cluster SPARK_MASTER names, else this machine.

    BadInputError when Spark or Java is not there.
    """
    session = _session()
    copies = Path(tempfile.mkdtemp(prefix="langso-spark-"))
    # Spark reads the copies whenever it is asked, and they may hold personal data: they go when the program ends.
    atexit.register(shutil.rmtree, copies, ignore_errors=True)
    for register in sorted(package.registers):
        session.read.parquet(str(_parquet(package, register, copies))).createOrReplaceTempView(register)
    return SparkEngine(session)


def _session() -> "SparkSession":
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 - Spark is an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise refuse(SPARK_MISSING, value=str(error)) from error
    try:
        builder = SparkSession.builder.appName("langso").config("spark.ui.enabled", "false")
        session: SparkSession = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise refuse(SPARK_MISSING, value=str(error).split("\n", maxsplit=1)[0]) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _parquet(package: Package, register: str, copies: Path) -> Path:
    plain = package.database.execute(
        "SELECT count(*) FROM duckdb_views() WHERE view_name = ? AND NOT internal", [register]
    ).fetchone()
    own = package.path / f"{register}.parquet"
    if plain and plain[0] and own.is_file():
        return own
    copy = copies / f"{register}.parquet"
    package.database.execute(f"""COPY "{register}" TO '{copy}' (FORMAT parquet)""")
    return copy
