"""Where units are drawn: those that share one position are set apart, always in the same way.

Units that were merged bear the position of the unit that holds them since; at one point nobody could tell them apart.
"""

from collections.abc import Sequence
from math import cos, pi, radians, sin, sqrt

from langso.places.models import Unit

STEP = 0.012
"""How far apart units of one position are drawn, in degrees of latitude: about 1.3 km."""

_GOLDEN = pi * (3 - sqrt(5))

Drawn = tuple[float, float, bool]
"""Longitude, latitude, and whether it was moved aside."""


def drawn_at(units: Sequence[Unit]) -> dict[int, Drawn]:
    """By the units' numbers, where each is drawn; units without a position are left out."""
    shared: dict[tuple[float, float], list[Unit]] = {}
    for unit in units:
        if unit.lat is not None and unit.lon is not None:
            shared.setdefault((unit.lon, unit.lat), []).append(unit)
    found: dict[int, Drawn] = {}
    for (lon, lat), those in shared.items():
        for place, unit in enumerate(sorted(those, key=lambda one: one.code)):
            found[unit.pk] = _aside(lon, lat, place) if len(those) > 1 else (lon, lat, False)
    return found


def _aside(lon: float, lat: float, place: int) -> Drawn:
    """The place of one among several, on a spiral whose turns leave the same room to each."""
    reach, turn = STEP * sqrt(place), place * _GOLDEN
    return (
        round(lon + reach * cos(turn) / cos(radians(lat)), 6),
        round(lat + reach * sin(turn), 6),
        place > 0,
    )
