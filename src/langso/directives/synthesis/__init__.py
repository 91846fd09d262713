"""Texts written from the data: the difficulties and recommendations of a letter, and the synthesis of a period.

They are structured texts; a page shows them and a document lays them out.
"""

from langso.directives.synthesis.difficulties import difficulties_and_recommendations
from langso.directives.synthesis.period import synthesis
from langso.directives.synthesis.text import Section, Table, Text

__all__ = ["Section", "Table", "Text", "difficulties_and_recommendations", "synthesis"]
