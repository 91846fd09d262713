"""For which communes a file may speak, and how a cell of it names one of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from langso import clock, problems
from langso.accounts.door import Action, visible_to
from langso.cells.reading import Cell, Refused
from langso.exchange.models import Import
from langso.exchange.reading import Communes
from langso.exchange.reading.communes import CommuneReader
from langso.exchange.reading.sources import is_blank
from langso.places.models import Level, Unit

_NAMED = 3


@dataclass(frozen=True)
class Scope:
    """The communes that an import may change, by code; `sole` is the one it is for, None where it is for many."""

    units: dict[str, Unit]
    sole: Unit | None = None

    @classmethod
    def of(cls, made: Import) -> "Scope":
        """The communes of an import: its one, or all that its person may edit today."""
        if made.unit is not None:
            unit = Unit.objects.select_related("parent__parent").get(pk=made.unit_id)
            return cls({unit.code: unit}, unit)
        editable = visible_to(made.person, Action.EDIT_REGISTERS).filter(level=Level.COMMUNE)
        return cls({unit.code: unit for unit in editable.on(clock.today()).select_related("parent__parent")})

    @cached_property
    def communes(self) -> Communes:
        """The communes as readers of packages know them."""
        units = self.units.values()
        names, kinds = tuple(unit.name for unit in units), tuple(unit.kind for unit in units)
        districts = tuple(unit.parent.name if unit.parent else "" for unit in units)
        return Communes(tuple(self.units), names, kinds, districts, np.zeros(len(self.units), dtype=np.int8))

    @cached_property
    def _reader(self) -> CommuneReader:
        return CommuneReader(tuple(self.units))

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        found = Unit.objects.filter(level=Level.COMMUNE).on(clock.today())
        return {unit.code: unit.full_name for unit in found}

    def read(self, cell: Cell) -> str | Refused:
        """The code of the commune that a cell names; blank is the one commune where there is but one."""
        if self.sole is not None and is_blank(cell):
            return self.sole.code
        code = self._reader.read(cell)
        if isinstance(code, Refused) and code.kind is problems.COMMUNE_UNKNOWN:
            text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
            name = self._elsewhere.get(text.zfill(5))
            if name:
                return Refused(problems.IMPORT_OTHER_COMMUNE, {"name": name, "names": self._named()})
        return code

    def _named(self) -> str:
        named = [f"{code} ({unit.full_name})" for code, unit in list(self.units.items())[:_NAMED]]
        return ", ".join([*named, *(["…"] if len(self.units) > _NAMED else [])])
