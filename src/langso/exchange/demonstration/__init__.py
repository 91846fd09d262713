"""Demonstration packages: invented data at any scale, labelled as such, the same for the same seed everywhere.

Nothing here is a figure of any commune, and nothing outside tests, benchmarks and demonstrations may use it.
"""

from langso.exchange.demonstration.names import TITLE, invented_units
from langso.exchange.demonstration.profile import EVERYDAY, FULL, Scale
from langso.exchange.demonstration.writing import FileFormat, write_demonstration

__all__ = ["EVERYDAY", "FULL", "TITLE", "FileFormat", "Scale", "invented_units", "write_demonstration"]
