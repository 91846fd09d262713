"""What an option of a command may be."""

from enum import StrEnum


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
