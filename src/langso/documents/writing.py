"""Fills a template with a report and puts the document in its place; names the place of what is wrong in a template.

What fields there are is known to `fields`; a template may do nothing but use them.
"""

import difflib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from langso.documents.fields import Fields, fields_of, names_of
from langso.documents.report import CommuneReport
from langso.files import put_in_place
from langso.problems import (
    TEMPLATE_NOT_READABLE,
    TEMPLATE_NOT_WELL_FORMED,
    TEMPLATE_UNKNOWN_FIELD,
    BadInputError,
    Where,
    refuse,
)

TEMPLATE = Path(__file__).parent / "templates" / "commune_report.docx"
"""The template that is used unless another is given; `scripts/report_template.py` makes it."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r"'([^']*)'$|^'([^']*)' is undefined")
_EXCERPT = 60
_LINES_BEFORE = 4
"""The lines that docxtpl shows of a template up to and with the one where it stumbled."""


def write_report(report: CommuneReport, target: Path, *, template: Path | None = None, overwrite: bool = False) -> None:
    """The report as a .docx file, whole or not at all.

    BadInputError where the template cannot be read or asks for what a report does not have (with the place), where
    `target` is there already (unless `overwrite`) or cannot be written.
    """
    chosen = template or TEMPLATE
    with put_in_place(target, overwrite=overwrite) as unfinished:
        _filled(chosen, fields_of(report)).save(str(unfinished))


def _filled(template: Path, fields: Fields) -> DocxTemplate:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    _read(template)
    document = DocxTemplate(str(template))
    try:
        document.render(fields, environment, autoescape=True)
    except UndefinedError as error:
        raise _unknown_field(template, fields, str(error)) from error
    except TemplateSyntaxError as error:
        raise _ill_formed(template, error) from error
    except (TemplateError, TypeError) as error:
        raise refuse(TEMPLATE_NOT_WELL_FORMED, Where(template.name), reason=str(error)) from error
    return document


def _read(template: Path) -> Docx:
    try:
        return Document(str(template))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise refuse(TEMPLATE_NOT_READABLE, Where(template.name), reason=type(error).__name__) from error


def _unknown_field(template: Path, fields: Fields, said: str) -> BadInputError:
    """The field that a template asks for in vain, the paragraph in which it does, and the nearest that there is."""
    match = _QUOTED.search(said)
    name = next((group for group in match.groups() if group), said) if match else said
    names = names_of(fields)
    bare = {known.split(".")[-1]: known for known in names}
    near = difflib.get_close_matches(name, list(bare), n=1, cutoff=0.0)
    return refuse(
        TEMPLATE_UNKNOWN_FIELD,
        _place(template, name),
        name,
        names=", ".join(names),
        nearest=bare[near[0]] if near else "",
    )


def _ill_formed(template: Path, error: TemplateSyntaxError) -> BadInputError:
    context = [re.sub(r"<[^>]+>", "", str(line)).strip() for line in getattr(error, "docx_context", [])]
    up_to_error = context[: min(error.lineno, _LINES_BEFORE)]
    near = next((line for line in reversed(up_to_error) if "{" in line), "")
    where = Where(template.name, None, near[:_EXCERPT])
    return refuse(TEMPLATE_NOT_WELL_FORMED, where, reason=error.message or "")


def _place(template: Path, name: str) -> Where:
    """The first paragraph of a template with a tag that uses a name: its number and what it says."""
    uses = re.compile(rf"\b{re.escape(name)}\b")
    for number, text in enumerate(_paragraphs(_read(template)), start=1):
        if any(uses.search(tag) for tag in _TAG.findall(text)):
            return Where(template.name, number, text.strip()[:_EXCERPT])
    return Where(template.name)


def _paragraphs(document: Docx) -> Iterator[str]:
    """The texts of a document in the order in which it is read, tables in their place, heads and feet last."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.paragraphs)
        else:
            yield block.text
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer):
            yield from (paragraph.text for paragraph in part.paragraphs)
