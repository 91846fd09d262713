"""Counts of ledgers, kept by the ledger's version: a ledger is counted again only once it has changed."""

import hashlib
from collections.abc import Sequence
from functools import partial

import numpy as np

from langso.assessments.models import Counted as Kept
from langso.criteria.formula import Tally
from langso.criteria.table import Tallied
from langso.facts import Asked, Counted, tally_registers
from langso.journal.in_passing import write_in_passing
from langso.registers.models import ROWS, Ledger
from langso.registers.tables import LedgerEngine

_BATCH = 500


def counted_of(asked: Asked, communes: Sequence[int]) -> Counted:
    """What the registers of many communes answer now. Ledgers that changed since they were counted are counted anew."""
    tallies: dict[Tally, Tallied] = {}
    rows: dict[str, np.ndarray] = {}
    versions = _versions()
    known = _known()
    for register, wanted in asked.tallies.items():
        counts = _register(register, wanted, communes, versions.get(register, {}), known.get(register, {}))
        rows[register] = counts[:, 0]
        for place, tally in enumerate(wanted):
            tallies[tally] = Tallied(*(counts[:, 1 + 4 * place + part] for part in range(4)))
    return Counted(tallies, rows)


Versions = dict[int, int]
Known = dict[int, tuple[int, str, list[int]]]


def _versions() -> dict[str, Versions]:
    found: dict[str, Versions] = {}
    for register, commune, version in Ledger.objects.values_list("register", "commune", "version"):
        found.setdefault(register, {})[commune] = version
    return found


def _known() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for register, commune, *kept in Kept.objects.values_list("register", "commune", "version", "asked", "counts"):
        found.setdefault(register, {})[commune] = (kept[0], kept[1], kept[2])
    return found


def _register(
    register: str, tallies: tuple[Tally, ...], communes: Sequence[int], versions: Versions, known: Known
) -> np.ndarray:
    """The counts of one register, of shape (communes, 1 + 4 x tallies): its rows, then each tally's four counts."""
    digest = hashlib.sha256(repr(tallies).encode()).hexdigest()
    counts = np.zeros((len(communes), 1 + 4 * len(tallies)), dtype=np.int64)
    stale: list[int] = []
    for place, commune in enumerate(communes):
        version = versions.get(commune)
        kept = known.get(commune)
        if version is None:
            continue
        if kept and kept[:2] == (version, digest):
            counts[place] = kept[2]
        else:
            stale.append(place)
    if stale:
        anew = [communes[place] for place in stale]
        counts[stale] = _count(register, tallies, anew, all_of_them=len(stale) * 2 > len(communes))
        _keep(register, digest, anew, counts[stale], versions)
    return counts


def _count(register: str, tallies: tuple[Tally, ...], communes: Sequence[int], *, all_of_them: bool) -> np.ndarray:
    engine = LedgerEngine(None if all_of_them else communes)
    counted = tally_registers(engine, Asked({register: tallies}, frozenset()), communes, ROWS)
    columns = [counted.rows[register]]
    for tally in tallies:
        found = counted.tallies[tally]
        columns += [found.true, found.blank, found.false, found.rows]
    return np.stack(columns, axis=1)


def _keep(register: str, digest: str, communes: Sequence[int], counts: np.ndarray, versions: Versions) -> None:
    kept = [
        Kept(commune_id=commune, register=register, version=versions[commune], asked=digest, counts=row)
        for commune, row in zip(communes, counts.tolist(), strict=True)
    ]
    write = partial(
        Kept.objects.bulk_create, kept, batch_size=_BATCH, update_conflicts=True,
        unique_fields=["commune", "register"], update_fields=["version", "asked", "counts"],
    )  # fmt: skip
    write_in_passing(write)
