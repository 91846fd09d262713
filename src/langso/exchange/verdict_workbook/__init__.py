"""The answer as a workbook: a summary, a matrix for each set, and for each condition who is short and by how much."""

from langso.exchange.verdict_workbook.writing import write_verdicts_xlsx

__all__ = ["write_verdicts_xlsx"]
