"""Administrative units through time: which communes there were, and what became of them.

Assessment of a commune is not here; nor are people, rights or the ledgers of a commune.
"""

from langso.places.units import Extent, Position, Snapshot, Succession, Unit, UnitKind, successions, units_of

__all__ = ["Extent", "Position", "Snapshot", "Succession", "Unit", "UnitKind", "successions", "units_of"]
