"""The issuing office by decree 30/2020/NĐ-CP: its name over two lines, its sign, its place, the capacity of who signs.

Names of bodies are read as the workplace keeps them: "UBND xã An Bình", "Sở Thông tin và Truyền thông tỉnh Hải Dương".
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from langso.documents.law_words import month_of
from langso.language import gettext
from langso.language import mark as _

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNIT_KINDS = ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "tỉnh", "phường", "đặc khu", "xã")
_COMMITTEE = re.compile(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(.+)$", re.IGNORECASE)
_SMALL = {"và", "của", "các", "về"}
_DOTS = "…" * 10
_WIDE = 24
"""Capitals that fit on a line of the head."""


class Signing(StrEnum):
    """In which capacity a document is signed."""

    HEAD = "head"
    ACTING = "q"
    DEPUTY = "kt"
    ORDER = "tl"
    AUTHORISED = "tuq"

    @property
    def words(self) -> str:
        """As people read it, in the current language."""
        return gettext(_CAPACITIES[self])


_CAPACITIES = {
    Signing.HEAD: _("the head"),
    Signing.ACTING: _("the acting head (Q.)"),
    Signing.DEPUTY: _("a deputy for the head (KT.)"),
    Signing.ORDER: _("by order of the head (TL.)"),
    Signing.AUTHORISED: _("by authority of the head (TUQ.)"),
}

_IN_PERSON = (Signing.HEAD, Signing.ACTING)
"""Who leads the body signs; a deputy, or who signs by order, is somebody else and writes the own name."""


class Issuer(StrEnum):
    """What sort of body issues: a committee signs together, the others through their head."""

    COMMITTEE = "committee"
    DEPARTMENT = "department"
    COORDINATION_OFFICE = "coordination_office"
    COUNCIL = "council"
    OTHER = "other"


_HEADS = {
    Issuer.COMMITTEE: "CHỦ TỊCH",
    Issuer.DEPARTMENT: "GIÁM ĐỐC",
    Issuer.COORDINATION_OFFICE: "CHÁNH VĂN PHÒNG",
    Issuer.COUNCIL: "CHỦ TỊCH HỘI ĐỒNG",
    Issuer.OTHER: "THỦ TRƯỞNG",
}


_WITHIN_PROVINCE = (Issuer.DEPARTMENT, Issuer.COORDINATION_OFFICE, Issuer.COUNCIL)


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues a document, to whom it goes, who signs it; `place` is bare, `province` has its kind.

    Month and year are those of issue, where they are known.
    """

    kind: Issuer
    name: str
    place: str
    province: str = ""
    addressee: str = ""
    signing: Signing = Signing.HEAD
    signer: str = ""
    label: str = ""
    month: int | None = None
    year: int | None = None

    def head(self) -> dict[str, Any]:
        """The fields of every letter."""
        return {
            "label": self.label,
            "authority": f"UBND {self.province}".upper() if self._is_within_province else "",
            "issuer": self.issuer,
            "sign": self.sign,
            "body": self.name,
            "place": self.place,
            "month": month_of(self.month) if self.month else "",
            "year": str(self.year) if self.year else "",
            "addressee": self.addressee,
            "signing": self.signing_lines,
            "signer": self.signer if self.signing in _IN_PERSON else "",
        }

    @property
    def _is_within_province(self) -> bool:
        return bool(self.province) and self.kind in _WITHIN_PROVINCE

    @property
    def issuer(self) -> tuple[str, ...]:
        """The name in capitals: a committee over two lines, a department without the province that stands above it."""
        if committee := _COMMITTEE.match(self.name):
            return ("ỦY BAN NHÂN DÂN", committee.group(1).upper())
        return _balanced(self._bare.upper())

    @property
    def _bare(self) -> str:
        for tail in (self.province, split_unit(self.province)[1]):
            if self._is_within_province and self.name.lower().endswith(f" {tail.lower()}"):
                return self.name[: -len(tail)].strip()
        return self.name

    @property
    def sign(self) -> str:
        """The abbreviation in the sign of a document: UBND, STTTT."""
        if _COMMITTEE.match(self.name):
            return "UBND"
        return "".join(word[0] for word in self._bare.split() if word.lower() not in _SMALL).upper()

    @property
    def signing_lines(self) -> tuple[str, ...]:
        """What stands above the signature."""
        head = _HEADS[self.kind]
        collective = ("TM. ỦY BAN NHÂN DÂN",) if self.kind is Issuer.COMMITTEE else ()
        match self.signing:
            case Signing.HEAD:
                return (*collective, head)
            case Signing.ACTING:
                return (*collective, f"Q. {head}")
            case Signing.DEPUTY:
                return (*collective, f"KT. {head}", f"PHÓ {head}")
            case Signing.ORDER:
                return (f"TL. {head}", _DOTS)
            case Signing.AUTHORISED:
                return (f"TUQ. {head}", _DOTS)


def _balanced(name: str) -> tuple[str, ...]:
    """A name on one line, or where it is long on two, broken before "và" or else as near to its middle as it goes."""
    if len(name) <= _WIDE:
        return (name,)
    breaks = [place for place, sign in enumerate(name) if sign == " "]
    fitting = [place for place in breaks if name.startswith(" VÀ ", place)] or breaks
    if not fitting:
        return (name,)
    place = min(fitting, key=lambda each: abs(len(name) - 2 * each))
    return name[:place], name[place + 1 :]


def in_full(name: str) -> str:
    """A body as a letter to it names it: Ủy ban nhân dân huyện Nam Sách."""
    committee = _COMMITTEE.match(name)
    return f"Ủy ban nhân dân {committee.group(1)}" if committee else name


def split_unit(full_name: str) -> tuple[str, str]:
    """A unit's kind in small letters, and its bare name."""
    for kind in _UNIT_KINDS:
        if full_name.lower().startswith(f"{kind} "):
            return kind, full_name[len(kind) + 1 :]
    return "", full_name


def in_sentence(full_name: str) -> str:
    """A unit within a sentence: xã An Bình."""
    kind, name = split_unit(full_name)
    return f"{kind} {name}".strip()


def roman(number: int) -> str:
    """A small number as annexes are numbered: I, II, III, IV."""
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said
