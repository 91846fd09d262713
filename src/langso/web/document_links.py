"""The documents of a dossier as its page shows them: what there is, in which capacity it is signed, as what file."""

from dataclasses import dataclass

from langso.accounts.models import Person
from langso.documents.making import Offered, documents_of
from langso.documents.office import Signing
from langso.documents.printing import can_print
from langso.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Links:
    """What the page needs. `signings`: value and words. `forms`: the endings of the files that can be had."""

    offered: list[Offered]
    signings: list[tuple[str, str]]
    forms: list[str]

    @property
    def any_there(self) -> bool:
        """Whether one of them can be had now, if only as a draft."""
        return any(each.is_there or each.has_draft for each in self.offered)


def document_links(dossier: Dossier, person: Person | None) -> Links:
    """The documents of a dossier for a person."""
    return Links(documents_of(dossier, person), signing_options(), ["docx", *(["pdf"] if can_print() else [])])


def signing_options() -> list[tuple[str, str]]:
    """The capacities in which a document can be signed."""
    return [(each.value, each.words) for each in Signing]
