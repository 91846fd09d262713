"""The changes of guidance: sent to organisations, confirmed by them, opened by them."""

from langso import problems
from langso.accounts.door import Action, may
from langso.accounts.models import Person
from langso.directives.bodies import bodies_of, body_of, demanded
from langso.directives.given import Addressed, Texts
from langso.directives.library import Entry, key_of
from langso.directives.models import Dispatch, LegalDocument, Recipient
from langso.journal.changes import change
from langso.language import gettext as _
from langso.places.models import OrganisationKind
from langso.problems import Where, refuse


def publish(person: Person | None, entry: Entry, addressed: Addressed, note: str = "") -> Dispatch:
    """Send a document of the library to organisations of one's territory, each for a purpose."""
    person = demanded(person, Action.KEEP_DIRECTIVES)
    texts = Texts()
    words = texts.text("note", _("Words to the recipients"), note, required=False)
    texts.check()
    if not addressed:
        raise refuse(problems.RECIPIENTS_MISSING, Where(column="recipients"))
    for organisation in addressed:
        if not may(person, Action.KEEP_DIRECTIVES, organisation.unit):
            raise refuse(problems.RECIPIENT_ELSEWHERE, Where(column="recipients"), organisation.name)
    with change("guidance.published", person, subject=key_of(entry)) as made:
        held = LegalDocument.objects.get(pk=entry.document.pk) if entry.document else None
        if held is not None and held.withdrawn_at is not None:
            raise refuse(problems.DOCUMENT_WITHDRAWN, value=str(held))
        dispatch = Dispatch.objects.create(
            document=held, cited=entry.cited, organisation=body_of(person, Action.KEEP_DIRECTIVES), note=words,
            person_name=person.name, at=made.at, event=made.number,
        )  # fmt: skip
        Recipient.objects.bulk_create(
            Recipient(dispatch=dispatch, organisation=organisation, purpose=purpose)
            for organisation, purpose in addressed.items()
        )
        made.details = {
            "name": dispatch.name, "subject": dispatch.subject,
            "recipients": {organisation.name: purpose.value for organisation, purpose in addressed.items()},
        }  # fmt: skip
    return dispatch


def confirm(person: Person | None, recipient: Recipient) -> None:
    """Confirm that one's organisation has received a document. Done twice, the first time counts."""
    person = demanded(person, Action.ANSWER_DIRECTIVES)
    if recipient.organisation not in bodies_of(person, Action.ANSWER_DIRECTIVES):
        raise refuse(problems.NOT_ALLOWED, reason=_("it was not sent to your organisation"))
    with change(
        "guidance.received", person, commune=_commune_of(recipient), subject=str(recipient.dispatch_id)
    ) as made:
        marked = Recipient.objects.filter(pk=recipient.pk, received_at__isnull=True)
        made.cancelled = not marked.update(received_at=made.at, received_by=person.name)
        made.details = {"name": recipient.dispatch.name, "organisation": recipient.organisation.name}


def note_reading(person: Person, recipient: Recipient) -> None:
    """Note that somebody of the organisation has opened a document that was sent to it; the first time counts."""
    if recipient.read_at is not None or recipient.organisation not in bodies_of(person):
        return
    with change("guidance.read", person, commune=_commune_of(recipient), subject=str(recipient.dispatch_id)) as made:
        marked = Recipient.objects.filter(pk=recipient.pk, read_at__isnull=True)
        made.cancelled = not marked.update(read_at=made.at, read_by=person.name)
        made.details = {"name": recipient.dispatch.name, "organisation": recipient.organisation.name}


def _commune_of(recipient: Recipient) -> int | None:
    """The commune whose journal tells of it."""
    body = recipient.organisation
    return body.unit_id if body.kind == OrganisationKind.COMMUNE_COMMITTEE else None
