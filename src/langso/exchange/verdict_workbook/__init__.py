"""The answer as a workbook: a summary, a matrix for each set, and for each condition who is short and by how much."""

from langso.exchange.verdict_workbook.frame import Listed
from langso.exchange.verdict_workbook.writing import write_book, write_verdicts_xlsx

__all__ = ["Listed", "write_book", "write_verdicts_xlsx"]
