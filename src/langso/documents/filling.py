"""Fills a template with fields: compiled once, within bounds, and with nothing in it but fields, for, if and filters.

Whoever wrote a template may be mistaken, or mean harm: none can reach into the program or grow without end.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from langso.documents.fields import plain
from langso.language import gettext as _
from langso.language import whole
from langso.problems import TEMPLATE_GROWS, TEMPLATE_NOT_WELL_FORMED, refuse

MOST_REPEATED = 100_000
"""So often something may be repeated in one document, all lists together."""

LARGEST = 20 * 1024 * 1024
"""Letters that a part of a document may have, as XML."""

FILTERS = ("default", "first", "join", "last", "length", "lower", "trim", "upper")
"""The filters that a template may use."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name."""

_FAULTS = (TemplateError, etree.XMLSyntaxError, TypeError, ValueError, KeyError, AttributeError)
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg,
)  # fmt: skip


def forbidden(tree: nodes.Template) -> nodes.Node | None:
    """The first thing in a parsed template that may not stand there."""
    return next((node for node in tree.find_all(nodes.Node) if not _is_allowed(node)), None)


def _is_allowed(node: nodes.Node) -> bool:
    if not isinstance(node, _ALLOWED):
        # What a list is indexed with, and loads and stores, are no nodes of their own.
        return False
    if isinstance(node, nodes.Filter):
        return node.name in FILTERS
    if isinstance(node, nodes.Getitem):
        return isinstance(node.arg, nodes.Const)
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.For):
        return not node.recursive and isinstance(node.target, nodes.Name)
    return True


class _BoundedTemplate(Template):
    """A template whose text is given up when it grows too long."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text."""
        pieces, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > LARGEST:
                raise _grows(f"{LARGEST >> 20} MB")
            pieces.append(piece)
        return "".join(pieces)


class _Environment(SandboxedEnvironment):
    """What a template is compiled in. Each text is compiled once."""

    template_class = _BoundedTemplate

    def from_string(self, source: Any, *_args: Any, **_kwargs: Any) -> Template:
        """The template of a text; TemplateSyntaxError for what may not stand in one."""
        return _compiled(source)


ENVIRONMENT = _Environment(undefined=StrictUndefined, autoescape=True)
ENVIRONMENT.filters = {name: ENVIRONMENT.filters[name] for name in FILTERS}
ENVIRONMENT.globals = {}


@lru_cache(maxsize=128)
def _compiled(source: str) -> Template:
    found = forbidden(ENVIRONMENT.parse(source))
    if found is not None:
        raise TemplateSyntaxError(type(found).__name__, found.lineno)
    return SandboxedEnvironment.from_string(ENVIRONMENT, source)


class Counted(list[Any]):
    """A list that counts how often one of it is asked for, together with the other lists of its document."""

    def __init__(self, held: list[Any], count: Callable[[], None]) -> None:
        super().__init__(held)
        self._count = count

    def __iter__(self) -> Iterator[Any]:
        for each in super().__iter__():
            self._count()
            yield each


class _Form(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl that takes a template apart once, and does not look for tabs and line breaks where there are none."""

    def __init__(self, content: bytes, *, strict: bool = False) -> None:
        super().__init__(BytesIO(content))
        self._strict = strict

    def patch_xml(self, src_xml: str) -> str:
        """See the class."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """See the class."""
        return super().resolve_listing(xml) if any(sign in xml for sign in "\t\n\a\f") else xml

    def fix_tables(self, xml: str) -> Any:
        """docxtpl mends XML that is not well-formed without a word; where a template is tried that is to be seen."""
        if self._strict:
            etree.fromstring(xml.encode())
        return super().fix_tables(xml)


@lru_cache(maxsize=128)
def _patched(src_xml: str) -> str:
    return str(DocxTemplate.patch_xml(_NOTHING, src_xml))


_NOTHING = DocxTemplate(BytesIO())


def fill(template: bytes, fields: Any, *, strict: bool = False) -> bytes:
    """The document as .docx. BadInputError where the template cannot be filled, or grows without end.

    With `strict` also where what comes of it is not well-formed.
    """
    left = [MOST_REPEATED]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise _grows(_("{n} repetitions").format(n=whole(MOST_REPEATED)))

    form = _Form(template, strict=strict)
    try:
        form.render(plain(fields, lambda held: Counted(held, count)), ENVIRONMENT, autoescape=True)
    except _FAULTS as error:
        raise refuse(TEMPLATE_NOT_WELL_FORMED, reason=(str(error) or type(error).__name__)[:200]) from error
    written = BytesIO()
    form.save(written)
    return _timeless(written)


def _timeless(written: BytesIO) -> bytes:
    """The same file to the byte whenever it is made: no entry bears the time of its making."""
    made = BytesIO()
    with ZipFile(written) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            timeless = ZipInfo(entry.filename, date_time=_EARLIEST)
            timeless.compress_type = ZIP_DEFLATED
            target.writestr(timeless, source.read(entry))
    return made.getvalue()


def _grows(most: str) -> Exception:
    return refuse(TEMPLATE_GROWS, most=most)
