"""What the law asks of the registers, asked of an engine: one flat grouped query a register."""

from langso.facts.collecting import Asked, Code, Counted, asked_of, tally_registers
from langso.facts.engines import DuckDBEngine, Engine, PostgreSQLEngine, SparkEngine, SQLiteEngine
from langso.facts.failing import FailingRows, failing_rows

__all__ = [
    "Asked",
    "Code",
    "Counted",
    "DuckDBEngine",
    "Engine",
    "FailingRows",
    "PostgreSQLEngine",
    "SQLiteEngine",
    "SparkEngine",
    "asked_of",
    "failing_rows",
    "tally_registers",
]
