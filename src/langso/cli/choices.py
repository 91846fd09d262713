"""What an option of a command may be, and how a command that was refused ends."""

from enum import StrEnum

BAD_INPUT = 2
"""The exit status after bad input."""


class OutputFormat(StrEnum):
    """What `assess` writes."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


class EngineName(StrEnum):
    """What counts the rows."""

    DUCKDB = "duckdb"
    SPARK = "spark"
