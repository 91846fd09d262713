"""A package assessed: its communes of kind xã against the criteria sets of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from langso.assessments.assessed import Assessed, RowNames
from langso.criteria import CriteriaSet, Law, evaluate
from langso.criteria.shapes import nearest
from langso.criteria.table import Bools, FactTable, Figures, Ints
from langso.exchange.reading import Communes, Package
from langso.facts import DuckDBEngine, Engine, asked_of, tally_registers
from langso.problems import COMMUNE_NOT_ASSESSED, COMMUNE_NOT_IN_PACKAGE, BadInputError, Where, refuse

ASSESSED_KIND = "xã"


@dataclass(frozen=True)
class AssessedPackage(Assessed):
    """The assessments of a package on a day. Columns of every assessment are `communes`, in that order."""

    package: Package
    communes: Communes

    def only(self, codes: Sequence[str]) -> "AssessedPackage":
        """The same for some communes. BadInputError for a code that the package does not have or does not assess."""
        for code in codes:
            if code not in self._index:
                raise self._unassessed(code)
        indices = np.array([self._index[code] for code in dict.fromkeys(codes)], dtype=np.int64)
        return replace(
            self,
            codes=tuple(self.codes[i] for i in indices),
            communes=self.communes.take(indices),
            assessments=tuple(assessment.take(indices) for assessment in self.assessments),
        )

    def _unassessed(self, code: str) -> BadInputError:
        known = self.package.communes
        if code not in known.codes:
            return refuse(COMMUNE_NOT_IN_PACKAGE, Where("--commune"), code, nearest=nearest(code, self.communes.codes))
        index = known.codes.index(code)
        return refuse(COMMUNE_NOT_ASSESSED, Where("--commune"), code, name=known.names[index], sort=known.kinds[index])


def assess(
    package: Package, law: Law, sets: Iterable[CriteriaSet], on: date, engine: Engine | None = None
) -> AssessedPackage:
    """The communes of kind xã in a package against some sets (as they read on the day `on`), on an engine."""
    chosen = tuple(sets)
    engine = engine or DuckDBEngine(package.database)
    where = np.flatnonzero([kind == ASSESSED_KIND for kind in package.communes.kinds])
    communes = package.communes.take(where)
    asked = asked_of(chosen)
    counted = tally_registers(engine, asked, communes.codes, package.registers)
    table = FactTable(
        communes=communes.codes,
        groups=communes.groups,
        tallies=counted.tallies,
        closed={register: _closed(package, register, counted.rows[register], where) for register in asked.tallies},
        declared={
            name: Figures(figures.lo[where], figures.hi[where], figures.decimals)
            for name, figures in package.declared.items()
            if name in asked.facts
        },
    )
    names = RowNames(engine, law, package.registers)
    assessments = tuple(evaluate(s, table) for s in chosen)
    return AssessedPackage(law, on, communes.codes, assessments, names, package, communes)


def _closed(package: Package, register: str, rows: Ints, where: Ints) -> Bools:
    """Closed where the package says so, or where it does not say and there are rows. Without its file, never."""
    if register not in package.registers:
        return np.zeros(len(where), dtype=np.bool_)
    stated = package.stated[register][where]
    return np.asarray((stated == 1) | ((stated == -1) & (rows > 0)), dtype=np.bool_)
