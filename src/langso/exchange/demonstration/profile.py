"""What each demonstration commune is like: how many rows it keeps, what share of them is well, what it declares.

The figures below make a lively picture and no law: thresholds are known to `langso/law` alone. A commune has a
reach (how many sets, from the easiest on, it surely meets) and a laxity (how often the rest is lacking).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langso.criteria.law import ColumnType, FactType, Law
from langso.exchange.demonstration.chance import ROW_DRAWS, Chance, Floats

Ints = NDArray[np.int64]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """How many rows the two large registers hold, on average for a commune."""

    case_files: int
    address_points: int


EVERYDAY = Scale(case_files=120, address_points=150)
FULL = Scale(case_files=1_870, address_points=2_500)


@dataclass(frozen=True, slots=True)
class Trait:
    """A share: in `well` for communes that reach `rung` and for a part `ease` of the others, else in `lacking`.

    `higher` is a second such step above the first.
    """

    rung: int
    ease: float
    lacking: Range
    well: Range = (1.0, 1.0)
    higher: "Trait | None" = None

    @property
    def top(self) -> int:
        """The reach from which nothing is lacking."""
        return self.higher.top if self.higher else self.rung


_NEVER = 9
_ALL: Range = (1.0, 1.0)
_REACH = (0.85, 0.92, 0.982)
_LAXITY: Range = (0.4, 1.6)
_GAP, _UNANSWERED, _OPEN = 0.035, 0.03, 0.04


def _varied(low: float, high: float) -> Trait:
    return Trait(_NEVER, 0.0, (low, high))


CELLS: Mapping[str, Mapping[str, Trait]] = {
    "villages": {
        "fixed_phone": _varied(0.3, 0.9),
        "mobile_phone": Trait(1, 0.97, (0.8, 0.95)),
        "fixed_broadband": _varied(0.5, 1.0),
        "mobile_broadband": Trait(1, 0.95, (0.7, 0.95)),
        "loudspeaker_working": Trait(1, 0.78, (0.7, 0.95)),
        "loudspeaker_regular": Trait(2, 0.55, (0.6, 0.95)),
        "tv_satellite": _varied(0.5, 0.9),
        "tv_cable": _varied(0.1, 0.6),
        "tv_terrestrial": Trait(2, 0.9, (0.75, 0.95)),
        "tv_internet": _varied(0.3, 0.9),
    },
    "post_points": {
        "premises_adequate": Trait(1, 0.93, (0.0, 0.3)),
        "signboard": Trait(1, 0.99, (0.0, 0.3)),
        "hours_posted": Trait(1, 0.97, (0.0, 0.3)),
        "services_posted": Trait(1, 0.96, (0.0, 0.3)),
        "hours_per_day": Trait(1, 0.95, (0.0, 0.2)),
        "letters_to_2kg": Trait(1, 0.99, (0.0, 0.3)),
        "parcels_to_5kg": Trait(1, 0.98, (0.0, 0.3)),
        "online_public_services": Trait(2, 0.6, (0.0, 0.2)),
    },
    "officials": {
        "trained_digital_skills": Trait(2, 0.4, (0.5, 0.95)),
        "trained_infosec": Trait(2, 0.4, (0.4, 0.95)),
    },
    "case_files": {
        "settled_online": Trait(1, 0.76, (0.08, 0.28), (0.4, 0.55), Trait(2, 0.4, (0.4, 0.55), (0.62, 0.95))),
    },
    "public_services": {"fully_online": Trait(3, 0.5, (0.3, 0.75), (0.96, 1.0))},
    "ocop_products": {"on_ecommerce": Trait(2, 0.6, (0.3, 0.8))},
    "farm_products": {"eligible": _varied(0.6, 0.9), "on_ecommerce": Trait(3, 0.3, (0.2, 0.7))},
    "business_households": {
        "trained_selling": Trait(3, 0.2, (0.3, 0.8)),
        "trained_infosec": Trait(3, 0.2, (0.2, 0.8)),
        "trained_epayment": Trait(3, 0.25, (0.3, 0.9)),
    },
    "public_places": {"free_wifi": Trait(2, 0.45, (0.3, 0.8))},
    "public_offices": {"fibre": Trait(3, 0.85, (0.6, 0.9))},
    "address_points": {
        "notified_on": Trait(2, 0.25, (0.0, 0.95)),
        "plate_on": Trait(2, 0.15, (0.0, 0.9)),
    },
}

SAME_ROWS_AS = {
    ("villages", "loudspeaker_regular"): "loudspeaker_working",
    ("address_points", "plate_on"): "notified_on",
}
"""Columns that can only be yes where another is, so that both share their draws."""

_ROWS: Mapping[str, tuple[int, int]] = {
    "villages": (6, 11),
    "post_points": (1, 2),
    "officials": (18, 24),
    "public_services": (20, 29),
    "farm_products": (2, 7),
    "business_households": (6, 18),
    "public_places": (5, 12),
    "public_offices": (5, 7),
}
_ROWS_IF_WELL = {
    "publication_outlets": Trait(2, 0.85, (0, 0), (1, 3)),
    "digital_models": Trait(3, 0.5, (0, 0), (1, 3)),
}
_ONE_WITHOUT_OCOP_IN = 90

_WHOLES: Mapping[str, tuple[int, int]] = {
    "procedure_results_valid": (800, 5_000),
    "work_files": (150, 900),
    "periodic_reports": (24, 120),
    "documents": (1_500, 6_000),
    "socioeconomic_reports": (12, 24),
}
_PER_HOUSEHOLD: Mapping[str, Range] = {
    "households": (1.0, 1.0),
    "residents": (3.3, 3.7),
    "working_age_residents": (1.9, 2.2),
    "adults": (2.4, 2.7),
    "farm_households": (0.3, 0.7),
}
_FACTS: Mapping[str, Trait] = {
    "telecom_meets_qcvn": Trait(1, 0.95, (0, 0)),
    "radio_station_per_guidance": Trait(1, 0.95, (0, 0)),
    "radio_station_uses_ict": Trait(3, 0.5, (0, 0)),
    "computers_in_use": Trait(1, 0.92, (0.25, 0.47), (0.7, 1.25)),
    "uses_document_system": Trait(1, 0.98, (0, 0)),
    "uses_official_email": Trait(1, 0.97, (0, 0)),
    "uses_one_stop_system": Trait(1, 0.98, (0, 0)),
    "portal_for_management": Trait(1, 0.94, (0, 0)),
    "portal_online_services": Trait(1, 0.88, (0, 0)),
    "uses_provincial_document_system": Trait(3, 0.95, (0, 0)),
    "uses_provincial_service_portal": Trait(3, 0.97, (0, 0)),
    "uses_provincial_one_stop": Trait(3, 0.97, (0, 0)),
    "uses_provincial_email": Trait(3, 0.95, (0, 0)),
    "uses_digital_signature": Trait(3, 0.9, (0, 0)),
    "records_digitised_in_archive": Trait(3, 0.35, (0, 0)),
    "procedure_results_digitised": Trait(3, 0.6, (0.02, 0.14), (0.16, 0.6)),
    "work_files_online": Trait(3, 0.6, (0.3, 0.69), (0.72, 0.99)),
    "periodic_reports_electronic": Trait(3, 0.7, (0.8, 0.98)),
    "documents_electronic": Trait(3, 0.6, (0.8, 0.999)),
    "socioeconomic_reports_on_system": Trait(3, 0.7, (0.5, 0.9)),
    "feedback_system": Trait(3, 0.5, (0, 0)),
    "conference_with_district": Trait(3, 0.97, (0, 0)),
    "conference_with_province": Trait(3, 0.93, (0, 0)),
    "conference_with_centre": Trait(3, 0.8, (0, 0)),
    "survey_uses_it": Trait(2, 0.6, (0, 0)),
    "address_map_database": Trait(3, 0.2, (0, 0)),
    "households_fibre_covered": Trait(3, 0.75, (0.5, 0.8), (0.82, 0.99)),
    "working_age_smartphone_subscribers": Trait(2, 0.65, (0.6, 0.79), (0.82, 0.97)),
    "working_age_reached_digital_skills": Trait(2, 0.6, (0.4, 0.69), (0.72, 0.95)),
    "residents_using_smartphone": Trait(3, 0.35, (0.6, 0.94), (0.955, 0.99)),
    "adults_with_epayment": Trait(3, 0.25, (0.4, 0.9), (0.955, 0.99)),
    "farm_households_with_epayment": Trait(3, 0.15, (0.3, 0.97)),
}
_OTHER = Trait(1, 0.8, (0.5, 0.9))
_OTHER_COUNT = (100, 1_000)


class Profile:
    """The communes of a package by chance alone, everything by arrays of shape (communes,)."""

    def __init__(self, law: Law, codes: list[str], seed: int, scale: Scale) -> None:
        self._law = law
        self._scale = scale
        self.chance = Chance(seed, codes)
        reach = self.chance.draw("reach")
        self._reach: Ints = np.searchsorted(_REACH, reach, side="right")
        self._laxity = self.chance.between(*_LAXITY, "laxity")
        self.households: Ints = self.chance.whole(1_200, 3_400, "households")

    def rows(self, register: str) -> Ints:
        """How many rows of a register each commune keeps."""
        if register in _ROWS_IF_WELL:
            return _down(self._share(_ROWS_IF_WELL[register], "rows", register) + 0.5)
        if register == "ocop_products":
            return self._ocop_products()
        if register in ("case_files", "address_points"):
            average = getattr(self._scale, register)
            return self.chance.whole(round(average * 0.6), round(average * 1.4), "rows", register)
        return self.chance.whole(*_ROWS.get(register, (2, 8)), "rows", register)

    def _ocop_products(self) -> Ints:
        products = self.chance.whole(1, 3, "rows", "ocop_products")
        without = max(1, len(products) // _ONE_WITHOUT_OCOP_IN)
        products[np.argsort(self.chance.draw("without ocop"), kind="stable")[:without]] = 0
        return products

    def cells(self, register: str) -> dict[str, tuple[Ints, Ints]]:
        """For each column that has a trait: below which draw of a row it is blank, from which on it is no."""
        bounds = {}
        for column in self._law.registers[register].columns:
            trait = CELLS.get(register, {}).get(column.name)
            if trait is None and column.type is not ColumnType.YES_NO:
                continue
            bounds[column.name] = self._bounds(trait or _OTHER, register, column.name)
        for (owner, column_name), other in SAME_ROWS_AS.items():
            if owner == register and column_name in bounds and other in bounds:
                blank, no = bounds[column_name]
                bounds[column_name] = (blank, np.minimum(no, bounds[other][1]))
        return bounds

    def open(self, register: str) -> NDArray[np.bool_]:
        """Which communes have not closed a register."""
        needed = min((trait.rung for trait in CELLS.get(register, {}).values()), default=1)
        return self._slips(_OPEN, needed, "open", register)

    def facts(self) -> dict[str, tuple[Ints, NDArray[np.bool_]]]:
        """Every declared fact of the law: its values (a yes is 1) and which communes answered."""
        values: dict[str, Ints] = {}
        for name in self._law.facts:
            self._fact(name, values)
        return {
            name: (value, ~self._slips(_UNANSWERED, _FACTS.get(name, _OTHER).top, "unanswered", name))
            for name, value in values.items()
        }

    def _fact(self, name: str, values: dict[str, Ints]) -> Ints:
        if name not in values:
            values[name] = self._made_up(name, values)
        return values[name]

    def _made_up(self, name: str, values: dict[str, Ints]) -> Ints:
        fact = self._law.facts[name]
        if name in _PER_HOUSEHOLD:
            return _down(self.households * self.chance.between(*_PER_HOUSEHOLD[name], "fact", name))
        share = self._share(_FACTS.get(name, _OTHER), "fact", name)
        if name == "computers_in_use":
            return _down(share * self.rows("officials") + 0.5)
        if fact.type is FactType.YES_NO:
            return _down(share)
        if fact.part_of:
            return _down(share * self._fact(fact.part_of, values))
        return self.chance.whole(*_WHOLES.get(name, _OTHER_COUNT), "fact", name)

    def _bounds(self, trait: Trait, register: str, column: str) -> tuple[Ints, Ints]:
        share = self._share(trait, register, column)
        gap = self._slips(_GAP, min(trait.top, len(_REACH)), "gap", register, column)
        blank = np.where(gap, self.chance.between(0.04, 0.15, "blank", register, column), 0.0)
        return _draws(blank), _draws(share)

    def _share(self, trait: Trait, *about: object) -> Floats:
        """A share a commune; which step of the trait it is on, and where in that step's range."""
        well = self._reach >= trait.rung
        if trait.ease:
            well |= self.chance.draw("well", trait.rung, *about) < 1 - (1 - trait.ease) * self._laxity
        higher = self._share(trait.higher, *about) if trait.higher else self._within(trait.well, *about)
        return np.where(well, higher, self._within(trait.lacking, *about))

    def _within(self, bounds: Range, *about: object) -> Floats:
        return self.chance.between(*bounds, "share", *about)

    def _slips(self, rate: float, needed: int, *about: object) -> NDArray[np.bool_]:
        return (self._reach < needed) & (self.chance.draw(*about) < rate * self._laxity)


def _draws(share: Floats) -> Ints:
    return _down(share * ROW_DRAWS + 0.5)


def _down(figures: Floats) -> Ints:
    return np.floor(figures).astype(np.int64)
