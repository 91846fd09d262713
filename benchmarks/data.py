"""The data that everything is measured on: made from a seed, kept under var/bench until what makes it changes."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import duckdb
import xlsxwriter

from langso.criteria import Law
from langso.exchange.demonstration import FULL, FileFormat, invented_units, write_demonstration

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "var" / "bench"
COUNTRY = 10_600

_BYTES_A_COMMUNE = 70_000
_SPARE = 2_000_000_000

WORKBOOK_COMMUNES = 100
WORKBOOK_ROWS = 100_000
_EXPLAINING = "(ghi chú)"


@dataclass(frozen=True, slots=True)
class Country:
    """A package in Parquet and how much is in it."""

    folder: Path
    communes: int
    rows: int
    size: int


def communes_that_fit(wanted: int) -> int:
    """As many communes as wanted, or as the disk has room for beside what must stay free."""
    if _folder(wanted).exists():
        return wanted
    KEPT.mkdir(parents=True, exist_ok=True)
    room = max(shutil.disk_usage(KEPT).free - _SPARE, 0) // _BYTES_A_COMMUNE
    return min(wanted, int(room))


def country(law: Law, communes: int) -> Country:
    """The package of a country of that many communes at full scale."""
    folder = _folder(communes)
    if not folder.exists():
        for outdated in KEPT.glob("country-*"):
            shutil.rmtree(outdated)
        write_demonstration(folder, law, invented_units(communes), scale=FULL, format=FileFormat.PARQUET)
    counts = [duckdb.sql(f"SELECT count(*) FROM '{folder / name}.parquet'").fetchall()[0][0] for name in law.registers]
    return Country(folder, communes, sum(counts), sum(file.stat().st_size for file in folder.iterdir()))


def workbook(law: Law) -> Path:
    """A workbook with a sheet of 100 000 rows and 15 columns: villages, and a column of notes that is read over."""
    path = KEPT / f"villages-{_fingerprint()}.xlsx"
    if path.exists():
        return path
    for outdated in KEPT.glob("villages-*"):
        outdated.unlink()
    making = path.with_suffix(".part")
    register = law.registers["villages"]
    names = [column.name for column in register.columns]
    book = xlsxwriter.Workbook(making, {"constant_memory": True})
    units = invented_units(WORKBOOK_COMMUNES)
    _write(book, "communes", ["code", "name", "kind"], [[u.code, u.name, u.kind.value] for u in units])
    each = WORKBOOK_ROWS // WORKBOOK_COMMUNES
    rows = [
        [unit.code, f"{i:05d}", f"Thôn {i}", 100 + i % 90, *("có" if (i + c) % 7 else "không" for c in range(10)), ""]
        for unit in units
        for i in range(1, each + 1)
    ]
    _write(book, "villages", ["commune", *names, _EXPLAINING], rows)
    book.worksheets()[1].activate()
    book.close()
    making.rename(path)
    return path


def _folder(communes: int) -> Path:
    return KEPT / f"country-{communes}-{_fingerprint()}"


def _write(book: xlsxwriter.Workbook, sheet: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    page = book.add_worksheet(sheet)
    for number, row in enumerate([header, *rows]):
        page.write_row(number, 0, row)


def _fingerprint() -> str:
    """Of everything that decides what is written."""
    source = ROOT / "src" / "langso"
    makers = [*sorted((source / "exchange" / "demonstration").glob("*.py")), Path(__file__)]
    makers += [source / "law" / "registers.yaml", source / "law" / "facts.yaml"]
    return blake2b(b"".join(path.read_bytes() for path in makers), digest_size=4).hexdigest()
