"""Empty packages: a folder of CSV files, or a workbook that an official can fill without other guidance."""

from langso.exchange.workbook.choosing import choose_units
from langso.exchange.workbook.empty import write_empty_package

__all__ = ["choose_units", "write_empty_package"]
