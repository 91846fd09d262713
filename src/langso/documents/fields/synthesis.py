"""What the synthesis of a round of assessment says: the dossiers by state, and what each one lacks."""

from dataclasses import dataclass
from typing import Annotated

from langso.documents.fields.letter import Letter
from langso.language import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFields:
    """How many dossiers of a set are in a state."""

    state: Annotated[str, _("the state")]
    count: Annotated[int, _("how many dossiers")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFields:
    """The dossiers of a set."""

    set: Annotated[str, _("the criteria set: Xã nông thôn mới")]
    count: Annotated[int, _("how many dossiers")]
    without: Annotated[int, _("how many communes have none")]
    states: Annotated[tuple[CountFields, ...], _("those in each state")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFields:
    """A dossier in the list."""

    commune: Annotated[str, _("the commune with its kind: xã An Bình")]
    district: Annotated[str, _("the district with its kind; nothing where there is none")]
    set: Annotated[str, _("the criteria set: Xã nông thôn mới")]
    state: Annotated[str, _("how far it has come")]
    holder: Annotated[str, _("who has it in hand")]
    since: Annotated[str, _("since which day")]
    short: Annotated[str, _("what is still short")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis(Letter):
    """The synthesis of a round, for a district or the province."""

    cycle: Annotated[str, _("the round of assessment")]
    unit: Annotated[str, _("the district or province with its kind")]
    as_of: Annotated[str, _("the day on which this was so")]
    communes: Annotated[int, _("how many communes there are")]
    count: Annotated[int, _("how many dossiers")]
    sets: Annotated[tuple[SetFields, ...], _("by criteria set")]
    dossiers: Annotated[tuple[DossierFields, ...], _("every dossier, by district and name")]
    waiting: Annotated[tuple[DossierFields, ...], _("those that still lack something")]
    heading: Annotated[str, _("“Phụ lục”, above the list")]
