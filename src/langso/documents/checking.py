"""Checks a template before it may be used: every field known, every block begun and ended; each fault with its place.

It is judged by what it says, paragraph by paragraph, and then tried with a specimen.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from jinja2 import TemplateSyntaxError, nodes

from langso.documents.asking import Asking, Scope, WrongError
from langso.documents.fields import Shape
from langso.documents.fields.shape import specimen
from langso.documents.filling import ENVIRONMENT, FILTERS, fill
from langso.documents.parts import Paragraph, paragraphs_of
from langso.language import gettext as _
from langso.problems import (
    TEMPLATE_CROSSES,
    TEMPLATE_FORBIDDEN,
    TEMPLATE_NO_BEGINNING,
    TEMPLATE_NO_END,
    TEMPLATE_NOT_WELL_FORMED,
    BadInputError,
    Kind,
    Problem,
    Where,
)

_TAG = re.compile(r"\{%(?P<block>.*?)%\}|\{\{(?P<field>.*?)\}\}|\{#.*?#\}", re.DOTALL)
_LEVEL = re.compile(r"(tr|tc|p|r)\s")
_BROKEN = re.compile(r"\{[{%#]|[}%#]\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_EXCERPT, _MOST = 60, 50
Judged = TypeVar("Judged")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag where it stands. `level`: what docxtpl takes away with it, a row (tr), a paragraph (p), or nothing."""

    shown: str
    word: str
    rest: str
    level: str
    at: Paragraph

    @property
    def place(self) -> str:
        return f"{self.at.place}: {self.shown}"


@dataclass(slots=True)
class _Block:
    """A block that has been begun, and what was known before it."""

    begun: _Tag
    outside: Scope


def check(template: bytes, name: str, shape: Shape) -> None:
    """BadInputError with everything that is wrong in a template for fields of a shape."""
    checked = _Checked(name, Scope(dict(shape.inner or {})))
    found = paragraphs_of(template, name)
    beside: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in found:
        beside[paragraph.row].append(paragraph)
    for paragraph in found:
        checked.read(paragraph, beside[paragraph.row] if paragraph.row else [paragraph])
    checked.end()
    if checked.problems:
        raise BadInputError(checked.problems[:_MOST])
    try:
        fill(template, specimen(shape), strict=True)
    except BadInputError as error:
        raise BadInputError(replace(problem, where=Where(name)) for problem in error.problems) from error


@dataclass
class _Checked:
    """A template on its way through the check: what is known at this place, the blocks that are open, the faults."""

    name: str
    scope: Scope
    open: list[_Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, paragraph: Paragraph, row: Sequence[Paragraph]) -> None:
        """One paragraph; `row` are those that docxtpl would take away with a tag of its row."""
        text, left = paragraph.text, _TAG.sub("", paragraph.text)
        if broken := _BROKEN.search(left):
            shown = text[max(0, text.find(broken.group())) :]
            self._say(TEMPLATE_NOT_WELL_FORMED, self._where(paragraph, shown), reason=_("a tag that is not closed"))
            return
        for match in _TAG.finditer(text):
            if (said := match["field"]) is not None:
                self._field(_Tag(match.group(), "", said.strip(" -"), "", paragraph))
            elif (said := match["block"]) is not None:
                level = _LEVEL.match(said)
                word, _space, rest = said[level.end() if level else 0 :].strip(" -\n").partition(" ")
                tag = _Tag(match.group(), word, rest.strip(), level.group(1) if level else "", paragraph)
                self._alone(tag, left, row)
                self._block(tag)

    def end(self) -> None:
        """The template is over; what is open now has no end."""
        for block in self.open:
            tag = block.begun
            self._say(TEMPLATE_NO_END, self._where(tag.at, tag.shown), tag.shown, end=f"{{% end{tag.word} %}}")

    def _say(self, kind: Kind, where: Where, value: str = "", **details: str) -> None:
        self.problems.append(Problem(kind, where, value[:_EXCERPT], details))

    def _where(self, paragraph: Paragraph, shown: str) -> Where:
        return Where(self.name, None, f"{paragraph.place}: {shown.strip()[:_EXCERPT]}")

    def _alone(self, tag: _Tag, left: str, row: Sequence[Paragraph]) -> None:
        """What stands beside a tag that takes its row or paragraph away would be lost without a word."""
        if tag.level == "tr" and not tag.at.row:
            reason = _("{{%tr %}} stands outside a table")
        elif tag.level == "tr" and any(_BROKEN.search(p.text) or p.text.strip() for p in row if p is not tag.at):
            reason = _(
                "the row of {{%tr %}} says something besides, which would be lost; give the tag a row of its own"
            )
        elif tag.level in ("tr", "p") and (left.strip() or len(_TAG.findall(tag.at.text)) > 1):
            reason = _("something stands beside the tag and would be lost; give the tag a line of its own")
        else:
            return
        self._say(TEMPLATE_NOT_WELL_FORMED, self._where(tag.at, tag.shown), reason=reason.format())

    def _field(self, tag: _Tag) -> None:
        self._ask(tag, f"{{{{ {tag.rest} }}}}", lambda asking, tree: asking.shown(tree))

    def _block(self, tag: _Tag) -> None:
        match tag.word:
            case "for" | "if":
                self.open.append(_Block(tag, self.scope))
                self._begin(tag)
            case "elif" | "else":
                self._go_on(tag)
            case "endfor" | "endif":
                self._close(tag)
            case "vm" if "loop" in self.scope.known and tag.at.row:
                pass
            case "colspan" | "cellbg" if tag.at.row:
                self._ask(tag, f"{{{{ {tag.rest} }}}}", lambda asking, tree: asking.shown(tree))
            case _:
                self._say(TEMPLATE_FORBIDDEN, self._where(tag.at, tag.shown), tag.shown, names=", ".join(FILTERS))

    def _begin(self, tag: _Tag) -> None:
        if tag.word == "if":
            self._ask(tag, f"{{% if {tag.rest} %}}{{% endif %}}", lambda asking, tree: asking.asked(tree))
            return
        inner = self._ask(tag, f"{{% for {tag.rest} %}}{{% endfor %}}", lambda asking, tree: asking.repeated(tree))
        # A list that is not known is told of once; what is said of each of it is not judged.
        self.scope = self.scope.within(*inner) if inner else self.scope.unsure()

    def _go_on(self, tag: _Tag) -> None:
        if not self.open:
            self._say(TEMPLATE_NO_BEGINNING, self._where(tag.at, tag.shown), tag.shown)
            return
        block = self.open[-1]
        self._together(block.begun, tag)
        self.scope = block.outside
        if tag.word == "elif":
            self._ask(tag, f"{{% if {tag.rest} %}}{{% endif %}}", lambda asking, tree: asking.asked(tree))

    def _close(self, tag: _Tag) -> None:
        if not self.open or self.open[-1].begun.word != tag.word.removeprefix("end"):
            self._say(TEMPLATE_NO_BEGINNING, self._where(tag.at, tag.shown), tag.shown)
            return
        block = self.open.pop()
        self.scope = block.outside
        self._together(block.begun, tag)

    def _together(self, begun: _Tag, ended: _Tag) -> None:
        """A block begins and ends where docxtpl can cut it out."""
        levels = {begun.level or "r", ended.level or "r"}
        here, there = begun.at, ended.at
        if levels == {"tr"}:
            fits = here.table == there.table and here.row != there.row
        elif levels == {"tc"}:
            fits = here.row == there.row
        else:
            fits = len(levels) == 1 and here.cell == there.cell
        if not fits:
            self._say(TEMPLATE_CROSSES, self._where(here, begun.shown), begun.shown, other=ended.place)

    def _ask(self, tag: _Tag, text: str, judge: Callable[[Asking, nodes.Template], Judged]) -> Judged | None:
        """Parse what a tag says and judge it by what is known here."""
        where = self._where(tag.at, tag.shown)
        try:
            return judge(Asking(self.scope), ENVIRONMENT.parse(text.translate(_QUOTES)))
        except TemplateSyntaxError as error:
            self._say(TEMPLATE_NOT_WELL_FORMED, where, tag.shown, reason=error.message or "")
        except WrongError as wrong:
            self._say(wrong.kind, where, wrong.value, **wrong.details)
        return None
