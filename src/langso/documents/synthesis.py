"""The synthesis of a cycle for a district or the province, as a letter with the list of dossiers."""

from collections.abc import Mapping

from langso import clock
from langso.accounts.door import Action, acting_for, demand
from langso.accounts.models import Person
from langso.documents.actions import content_of, version_of
from langso.documents.catalogue import DOCUMENTS
from langso.documents.fields import CountFields, DossierFields, SetFields, Synthesis
from langso.documents.filling import fill
from langso.documents.making import DOCX, Made, label
from langso.documents.of_dossier import ISSUERS
from langso.documents.office import Issuer, Office, Signing, in_full, in_sentence
from langso.dossiers.cycle_standing import CycleStanding, Listed, cycle_standing
from langso.dossiers.models import Cycle
from langso.journal.changes import change
from langso.language import Language, speaking
from langso.language import day as shown_day
from langso.places.models import Level, Organisation, OrganisationKind, Unit


def make_synthesis(
    person: Person | None, cycle: Cycle, unit: Unit, *, signing: Signing = Signing.HEAD, suffix: str = DOCX
) -> Made:
    """The synthesis as .docx, in Vietnamese, named as what it leaves as; its making is in the journal."""
    document = DOCUMENTS["tong-hop"]
    demand(person, document.action, unit)
    version = version_of(document)
    with speaking(Language.VI):
        fields = _fields(cycle_standing(cycle, unit, clock.today()), _office(person, unit, signing))
    content = fill(content_of(document, version), fields)
    name = f"{document.name}-{unit.code}-{clock.today()}{suffix}"
    note_synthesis(person, cycle, unit, name)
    return Made(content, name)


def note_synthesis(person: Person | None, cycle: Cycle, unit: Unit, name: str) -> None:
    """Say that a file with the synthesis left."""
    with change("export.made", person, subject=str(cycle.pk)) as made:
        made.details = {"file": name, "cycle": cycle.title, "unit": unit.full_name}


def _office(person: Person | None, unit: Unit, signing: Signing) -> Office:
    """The body for which a person asks, writing to the one that gathers what it sends."""
    body = next(iter(acting_for(person, Action.EXPORT, unit)), None) if person else None
    kind = OrganisationKind(body.kind) if body else OrganisationKind.OPERATOR
    province = unit if unit.level == Level.PROVINCE or unit.parent is None else unit.parent
    wanted = {
        OrganisationKind.DISTRICT_COMMITTEE: OrganisationKind.DEPARTMENT,
        OrganisationKind.DEPARTMENT: OrganisationKind.COORDINATION_OFFICE,
    }.get(kind, OrganisationKind.PROVINCE_COMMITTEE)
    today = clock.today()
    to = Organisation.objects.on(today).filter(kind=wanted, unit=province).first()
    return Office(
        kind=ISSUERS.get(kind, Issuer.OTHER),
        name=body.name if body else unit.full_name,
        place=unit.name,
        province=in_sentence(province.full_name),
        addressee=in_full(to.name) if to else f"Ủy ban nhân dân {in_sentence(province.full_name)}",
        signing=signing,
        label=label(),
        month=today.month,
        year=today.year,
    )


def _fields(told: CycleStanding, office: Office) -> Synthesis:
    lines = {each.dossier.pk: _line(each, told.titles) for each in told.listed}
    return Synthesis(
        **office.head(),
        cycle=told.cycle.title,
        unit=in_sentence(told.unit.full_name),
        as_of=shown_day(told.day),
        communes=len(told.communes),
        count=len(told.listed),
        sets=tuple(
            SetFields(
                set=title,
                count=len(told.of_set(name)),
                without=len(told.without(name)),
                states=tuple(CountFields(state=state.words, count=count) for state, count in told.states(name)),
            )
            for name, title in told.titles.items()
        ),
        dossiers=tuple(lines.values()),
        waiting=tuple(lines[each.dossier.pk] for each in told.waiting),
        heading="Phụ lục",
    )


def _line(listed: Listed, titles: Mapping[str, str]) -> DossierFields:
    dossier = listed.dossier
    return DossierFields(
        commune=in_sentence(dossier.commune.full_name),
        district=in_sentence(listed.district.full_name) if listed.district else "",
        set=titles[dossier.criteria_set],
        state=dossier.held.words,
        holder=listed.holder,
        since=shown_day(listed.since),
        short="; ".join(listed.short),
    )
