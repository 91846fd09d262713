"""A cycle as a workbook: every dossier with what it lacks, and how many are in each state."""

from io import BytesIO

from xlsxwriter import Workbook

from langso.dossiers.cycle_standing import CycleStanding, Listed
from langso.exchange.look import Look, workbook_options
from langso.exchange.sheets import Content, Head, Sheets
from langso.language import day as day_words
from langso.language import gettext as _


def cycle_workbook(told: CycleStanding, source: str) -> bytes:
    """The workbook, in the current language."""
    written = BytesIO()
    with Workbook(written, workbook_options()) as workbook:
        said = f"{told.unit.full_name} · {day_words(told.day)}"
        sheets = Sheets(workbook, Look(workbook), told.cycle.title, said, source)
        sheets.add(_("Dossiers"), _heads(), [_row(each, told) for each in told.listed])
        sheets.add(_("By state"), _state_heads(), _states(told))
        sheets.add(_("Without a dossier"), _without_heads(), _without(told))
    return written.getvalue()


def _heads() -> list[Head]:
    return [
        (_("Code"), 9), (_("Commune"), 24), (_("District"), 22), (_("Set"), 28), (_("State"), 20),
        (_("In whose hands"), 26), (_("Since"), 12), (_("What is short"), 70),
    ]  # fmt: skip


def _row(listed: Listed, told: CycleStanding) -> list[Content]:
    dossier = listed.dossier
    district = listed.district.full_name if listed.district else ""
    named = [dossier.commune.code, dossier.commune.full_name, district, told.titles[dossier.criteria_set]]
    return [*named, dossier.held.words, listed.holder, listed.since, "; ".join(listed.short)]


def _state_heads() -> list[Head]:
    return [(_("Set"), 32), (_("State"), 28), (_("Dossiers"), 12)]


def _states(told: CycleStanding) -> list[list[Content]]:
    return [[title, state.words, n] for name, title in told.titles.items() for state, n in told.states(name)]


def _without_heads() -> list[Head]:
    return [(_("Set"), 32), (_("Code"), 9), (_("Commune"), 26)]


def _without(told: CycleStanding) -> list[list[Content]]:
    return [
        [title, commune.code, commune.full_name]
        for name, title in told.titles.items()
        for commune in told.without(name)
    ]
