"""What documents say of the law: what it is issued by, as a sentence names it after "Căn cứ"; texts and rulings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from langso.criteria import CriteriaSet, Law, Node
from langso.criteria.law import Document
from langso.language import gettext as _

_KINDS = {
    "decision": "Quyết định",
    "official_letter": "Công văn",
    "resolution": "Nghị quyết",
    "decree": "Nghị định",
    "law": "Luật",
    "circular": "Thông tư",
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "notice": "Thông báo",
}


def grounds_of(law: Law, sets: Iterable[CriteriaSet]) -> Iterator[str]:
    """The decision that issued each set, then the letters that guide it."""
    chosen = list(sets)
    for name in dict.fromkeys([*(s.document for s in chosen), *(s.guidance for s in chosen if s.guidance)]):
        document = law.documents.get(name)
        yield cited(document) if document else name


def cited(document: Document) -> str:
    """A document in full: kind, number and sign, day, issuer, subject."""
    number = document.id.split(" ", 1)[-1]
    issued = document.issued_on
    dated = f" ngày {issued.day:02d} tháng {month_of(issued.month)} năm {issued.year}" if issued else ""
    subject = document.subject.vi
    return f"{_KINDS[document.kind]} số {number}{dated} của {document.issuer.vi} về việc {lowered(subject)}"


def month_of(month: int) -> str:
    """A month as documents write it: January and February with a zero before them."""
    return f"{month:02d}" if month < 3 else str(month)


@dataclass(frozen=True)
class Readings:
    """The rulings that an annex applies, numbered from 1 in the order in which its rows come to them."""

    law: Law
    names: tuple[str, ...]

    @classmethod
    def among(cls, law: Law, names: Iterable[str]) -> "Readings":
        """Rulings of a law, each once."""
        return cls(law, tuple(dict.fromkeys(names)))

    def basis(self, node: Node, names: Iterable[str]) -> str:
        """Where a node stands in the law, and the numbers of the rulings that decide it."""
        numbers = ", ".join(f"({self.names.index(name) + 1})" for name in names)
        return "; ".join(filter(None, (node.place.vi if node.place else "", numbers and f"cách hiểu {numbers}")))

    def words(self) -> Iterator[str]:
        """Each with its number and its words."""
        for number, name in enumerate(self.names, start=1):
            ruling = self.law.rulings[name]
            state = _("provisional") if ruling.provisional else _("confirmed")
            yield f"({number}) {ruling.question} {ruling.ruling} ({state})"


def text_of(node: Node) -> str:
    """The text as it was published, and beside it how it reads where a letter slipped."""
    return f"{node.text} (đọc là: {node.reads})" if node.reads else node.text or node.title.vi


def lowered(text: str) -> str:
    """A text that goes on within a sentence."""
    return text[:1].lower() + text[1:]
