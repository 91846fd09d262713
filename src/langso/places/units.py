"""The units of Hải Dương as they stood in 2022, in December 2024 and since July 2025, and which became which.

The figures are data in `units/` (see its README for where each comes from); this module only reads them.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "units"


class Snapshot(StrEnum):
    """A moment at which the list of units was taken; the value is the name of its file."""

    HAI_DUONG_2022 = "hai-duong-2022"
    HAI_DUONG_2024_12 = "hai-duong-2024-12"
    HAI_DUONG_2025 = "hai-duong-2025"


class UnitKind(StrEnum):
    """The kind of a unit at the commune level; only `COMMUNE` is assessed."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWNSHIP = "thị trấn"
    SPECIAL_ZONE = "đặc khu"


class Extent(StrEnum):
    """How much of an old unit went to a new one; `UNKNOWN` where the sources do not say."""

    WHOLE = "whole"
    PART = "part"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the ground, in degrees (WGS 84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at the commune level: 5-digit code, name without its kind, district ("" where there is none).

    `position` is roughly its middle; a unit of before July 2025 has that of the unit which holds it since.
    """

    code: str
    name: str
    kind: UnitKind
    district: str = ""
    province: str = ""
    position: Position | None = None

    @property
    def full_name(self) -> str:
        """The name with its kind: "Xã An Bình"."""
        return f"{self.kind.value.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Succession:
    """An old unit and one that it went to; an old unit that was divided has several."""

    old: str
    new: str
    extent: Extent


@cache
def units_of(snapshot: Snapshot) -> tuple[Unit, ...]:
    """Every unit of a snapshot, by code."""
    positions = _positions(snapshot)
    return tuple(
        Unit(
            code=row["code"],
            name=row["name"],
            kind=UnitKind(row["kind"]),
            district=_district(row),
            province=row.get("province_name", "Hải Dương"),
            position=positions.get(row["code"]),
        )
        for row in _rows(snapshot.value)
    )


@cache
def successions(old: Snapshot, new: Snapshot) -> tuple[Succession, ...]:
    """What became of each unit of `old` in `new`. ValueError unless `new` is the later one."""
    try:
        name = _SUCCESSION_FILES[old, new]
    except KeyError as error:
        raise ValueError(f"there is no succession from {old} to {new}") from error
    return tuple(Succession(row["old_code"], row["new_code"], Extent(row["whole_or_part"])) for row in _rows(name))


def district_codes(snapshot: Snapshot) -> dict[str, str]:
    """The districts of a snapshot, as units name them, with their codes."""
    return {_district(row): row["district_code"] for row in _rows(snapshot.value) if _district(row)}


_SUCCESSION_FILES = {
    (Snapshot.HAI_DUONG_2022, Snapshot.HAI_DUONG_2024_12): "succession-2024-12",
    (Snapshot.HAI_DUONG_2024_12, Snapshot.HAI_DUONG_2025): "succession-2025-07",
    (Snapshot.HAI_DUONG_2022, Snapshot.HAI_DUONG_2025): "succession",
}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _district(row: Mapping[str, str]) -> str:
    name = row.get("district_name", "")
    return f"{row['district_kind']} {name}" if name else ""


def _positions(snapshot: Snapshot) -> dict[str, Position]:
    latest = {
        row["code"]: Position(float(row["lat"]), float(row["lon"])) for row in _rows(Snapshot.HAI_DUONG_2025.value)
    }
    if snapshot is Snapshot.HAI_DUONG_2025:
        return latest
    found: dict[str, Position] = {}
    for pair in successions(snapshot, Snapshot.HAI_DUONG_2025):
        found.setdefault(pair.old, latest[pair.new])
    return found
