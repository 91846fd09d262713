"""Dossiers of every commune, sealed as a submission seals them, and their reports written by both."""

from io import BytesIO
from typing import Any

from benchmarks.timing import OURS, in_turn

_PEER = "docxtpl alone"
_SET = "NTM"


def documents(rounds: str) -> dict[str, Any]:
    """The seconds for all reports, the middle of the ratios, how many reports there are, and how many rows in one."""
    from docxtpl import DocxTemplate

    from langso.accounts.models import Person
    from langso.documents.catalogue import DOCUMENTS
    from langso.documents.fields import plain
    from langso.documents.making import fields_of, make
    from langso.documents.sealed import Sealed
    from langso.documents.shipped import FOLDER

    document = DOCUMENTS["tu-danh-gia"]
    person = Person.objects.get(email="so@langso.example")
    stages = _sealed(person)
    fields = [plain(fields_of(document, Sealed.of(stage.dossier, stage))) for stage in stages]
    template = FOLDER / "tu-danh-gia.docx"

    def theirs(given: dict[str, Any]) -> bytes:
        form, written = DocxTemplate(str(template)), BytesIO()
        form.render(given, autoescape=True)
        form.save(written)
        return written.getvalue()

    assert _text(make(person, stages[0].dossier, document).content) == _text(theirs(fields[0]))
    works = {
        OURS: lambda: [make(person, stage.dossier, document) for stage in stages],
        _PEER: lambda: [theirs(each) for each in fields],
    }
    timings = in_turn(works, int(rounds))
    return {
        "seconds": {name: timings.median(name) for name in works},
        "ratio": timings.ratio(OURS, _PEER),
        "count": len(stages),
        "rows": sum(len(part["rows"]) for part in fields[0]["annexes"][0]["parts"]),
    }


def _sealed(reader: Any) -> list[Any]:
    """A submission of every commune, whatever its verdict: what it seals is of the same size."""
    from datetime import date

    from langso import clock
    from langso.accounts.door import Action, acting_for
    from langso.accounts.models import Membership, Person, Role
    from langso.dossiers.actions import open_cycle, open_dossier
    from langso.dossiers.content import gathered
    from langso.dossiers.kinds import OPEN, Move, State
    from langso.dossiers.models import Dossier
    from langso.dossiers.sealing import seal
    from langso.journal.changes import change
    from langso.places.models import Unit
    from langso.registers.law import law

    day = clock.today()
    Dossier.objects.filter(criteria_set=_SET, state__in=OPEN).update(state=State.TAKEN_BACK)
    cycle = open_cycle(Person.objects.get(email="lanhdaoso@langso.example"), "P12", date(day.year, 1, 1))
    held = Membership.objects.on(day).filter(role=Role.COMMUNE_OFFICER).select_related("person")
    officers = {membership.organisation.unit_id: membership.person for membership in held}
    criteria_set = law().sets[_SET].on(day)
    stages = []
    for unit in Unit.objects.assessed().on(day).select_related("parent__parent"):
        officer = officers[unit.pk]
        dossier = open_dossier(officer, unit, _SET, cycle)
        with change("dossier.submitted", officer, commune=unit.pk, subject=str(dossier.pk)) as made:
            dossier.state, dossier.round = State.SUBMITTED, 1
            dossier.save()
            decided = gathered(unit, criteria_set, law(), day, made.number)
            body = acting_for(officer, Action.PREPARE_DOSSIER, unit)[0]
            stages.append(seal(made, dossier, Move.SUBMIT, body, {**decided, "replies": [], "attestations": []}))
    assert all(acting_for(reader, Action.EXPORT, stage.dossier.commune) for stage in stages)
    return stages


def _text(content: bytes) -> list[str]:
    """What a document says, paragraph by paragraph, tables too."""
    from docx import Document
    from docx.oxml.ns import qn

    body = Document(BytesIO(content)).element.body
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]
