"""Writes the workbook of verdicts, sheet by sheet; that of a package whole or not at all."""

from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from langso.assessments.assessed import Assessed
from langso.exchange.assessing import AssessedPackage
from langso.exchange.look import AUTHOR, Look, workbook_options
from langso.exchange.reading.ledgers import PackageInfo
from langso.exchange.reading.sources import Progress
from langso.exchange.verdict_workbook import wording
from langso.exchange.verdict_workbook.conditions import has_sheet, write_condition
from langso.exchange.verdict_workbook.frame import Book, Listed
from langso.exchange.verdict_workbook.matrix import write_matrix
from langso.exchange.verdict_workbook.summary import write_summary
from langso.files import put_in_place


def write_verdicts_xlsx(
    assessed: AssessedPackage, target: Path, progress: Progress | None = None, *, overwrite: bool = False
) -> None:
    """The verdicts of every commune of a package as a workbook in the current language.

    BadInputError where `target` is there already (unless `overwrite`) or cannot be written.
    """
    communes = assessed.communes
    listed = Listed(communes.codes, communes.names, communes.districts)
    with put_in_place(target, overwrite=overwrite) as unfinished:
        write_book(assessed, listed, assessed.package.info, unfinished, progress)


def write_book(
    assessed: Assessed, communes: Listed, info: PackageInfo, target: Path | BinaryIO, progress: Progress | None = None
) -> None:
    """The verdicts of some communes as a workbook, into a file or a stream."""
    with Workbook(str(target) if isinstance(target, Path) else target, workbook_options()) as workbook:
        workbook.set_properties({"title": info.title, "author": AUTHOR, "comments": info.source})
        book = Book(workbook, Look(workbook), assessed, communes, info)
        _name_sheets(book)
        write_summary(book)
        _write_sets(book, progress)


def _name_sheets(book: Book) -> None:
    """Names first: the summary, which opens the workbook, links to all others."""
    book.name("summary", str(wording.SUMMARY))
    for assessment in book.assessed.assessments:
        book.name(assessment.criteria_set.id, str(wording.MATRIX).format(set=assessment.criteria_set.id))
    for assessment in book.assessed.assessments:
        for row, node in enumerate(assessment.nodes):
            if has_sheet(assessment, row):
                book.name(node.id, node.id)


def _write_sets(book: Book, progress: Progress | None) -> None:
    """Matrices first, then the conditions; the sentences of a node are put together once for both."""
    assessed = book.assessed
    total = sum(len(assessment.nodes) for assessment in assessed.assessments)
    said = {}
    done = 0
    for assessment in assessed.assessments:
        sentences = {}
        for row in range(len(assessment.nodes)):
            sentences[row] = assessed.worded(assessment, row, lambda _commune, sentence: sentence)
            done += 1
            if progress:
                progress(str(wording.STAGE), done, total)
        said[assessment.criteria_set.id] = sentences
        write_matrix(book, assessment, sentences)
    for assessment in assessed.assessments:
        for row in range(len(assessment.nodes)):
            if has_sheet(assessment, row):
                write_condition(book, assessment, row, said[assessment.criteria_set.id][row])
