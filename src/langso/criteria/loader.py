"""Loads the law from YAML with every error at once: file, line, column, what is wrong, what was expected.

The sets that ship with the product are loaded exactly as a province's own would be. Beside `rulings.yaml` and
`documents.yaml` may stand folders of the same names with what was published later; a later entry takes the place of an
earlier one. `endings/` says which version of a set ended earlier than its text says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from langso.criteria.catalogue import read_documents, read_endings, read_facts, read_registers, read_rulings
from langso.criteria.law import CriteriaSet, Law, Ruling
from langso.criteria.set_reader import SetReader
from langso.criteria.shapes import Reporter
from langso.criteria.source import Source, parse_source, read_source
from langso.criteria.versions import Ending, arranged, clash, ended, with_rulings
from langso.language import gettext
from langso.problems import LAW_DUPLICATE_ID, LAW_UNKNOWN_NAME, BadInputError, Problem, Where

LAW_FOLDER = Path(__file__).parent.parent / "law"

Read = Callable[[Reporter], Mapping[str, Any]]


@cache
def load_law(folder: Path = LAW_FOLDER) -> Law:
    """The law in `folder`: registers.yaml, facts.yaml, documents.yaml, rulings.yaml and sets/*.yaml.

    Raises BadInputError with every problem of every file.
    """
    problems: list[Problem] = []
    shipped = {
        name: _read(folder / f"{name}.yaml", f"{name}.yaml", read, problems) for name, read in _CATALOGUES.items()
    }
    later = {name: _later(folder, name, read, problems) for name, read in _LATER.items()}
    law = Law(
        shipped["registers"],
        shipped["facts"],
        {**shipped["documents"], **later["documents"]},
        {**shipped["rulings"], **later["rulings"]},
        {},
    )
    versions = _sets(law, sorted((folder / "sets").glob("*.yaml")), "sets/", problems, later["endings"])
    if problems:
        raise BadInputError(problems)
    return arranged(law, [with_rulings(version, later["rulings"].values()) for version in versions])


def extend_law(law: Law, files: Sequence[Path]) -> Law:
    """`law` with the criteria sets of some files added; a set of the same id takes the place of the law's own.

    Raises BadInputError with every problem of every file.
    """
    problems: list[Problem] = []
    named = {file.name for file in files}
    found = _sets(law, files, "" if len(named) == len(files) else None, problems)
    if problems:
        raise BadInputError(problems)
    replaced = {version.id for version in found}
    return arranged(law, [*(version for version in law.versions if version.id not in replaced), *found])


def check_file(file: Path, law: Law) -> CriteriaSet:
    """The criteria set in `file`, read against the law's registers, facts and rulings; BadInputError otherwise."""
    return _checked(read_source(file, str(file)), law)


def check_text(text: str, name: str, law: Law) -> CriteriaSet:
    """As `check_file`, of a text that problems call `name`."""
    return _checked(parse_source(text, name), law)


def check_rulings(text: str, name: str) -> Mapping[str, Ruling]:
    """The rulings in a text that problems call `name`; BadInputError otherwise."""
    reporter = Reporter(parse_source(text, name))
    found = read_rulings(reporter)
    if reporter.problems:
        raise BadInputError(reporter.in_order())
    return found


def _checked(source: Source, law: Law) -> CriteriaSet:
    reporter = Reporter(source)
    found = SetReader(law, reporter).read()
    if reporter.problems or found is None:
        raise BadInputError(reporter.in_order())
    return found


_CATALOGUES: Mapping[str, Read] = {
    "registers": read_registers,
    "facts": read_facts,
    "documents": read_documents,
    "rulings": read_rulings,
}
_LATER: Mapping[str, Read] = {"documents": read_documents, "rulings": read_rulings, "endings": read_endings}


def _read(file: Path, name: str, read: Read, problems: list[Problem]) -> Mapping[str, Any]:
    reporter = _open(file, name, problems)
    found = read(reporter) if reporter else {}
    problems += reporter.in_order() if reporter else []
    return found


def _later(folder: Path, name: str, read: Read, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted((folder / name).glob("*.yaml")):
        found |= _read(file, f"{name}/{file.name}", read, problems)
    return found


def _open(file: Path, name: str, problems: list[Problem]) -> Reporter | None:
    try:
        return Reporter(read_source(file, name))
    except BadInputError as error:
        problems += error.problems
        return None


def _sets(
    law: Law,
    files: Iterable[Path],
    prefix: str | None,
    problems: list[Problem],
    endings: Mapping[str, Ending] | None = None,
) -> list[CriteriaSet]:
    """The versions of sets in some files, each ended as it was; two that claim one day are a problem."""
    found: list[CriteriaSet] = []
    places: list[Where] = []
    for file in files:
        reporter = _open(file, str(file) if prefix is None else prefix + file.name, problems)
        if reporter is None:
            continue
        version = SetReader(law, reporter).read()
        if version:
            version = ended(version, (endings or {}).values())
            twice = [at for at, other in enumerate(found) if other.id == version.id and clash(other, version)]
            if twice:
                reporter.report(LAW_DUPLICATE_ID, ("set",), version.id, first=reporter.told(places[twice[0]]))
            found.append(version)
            places.append(reporter.source.where(("set",)))
        problems += reporter.in_order()
    for ending in (endings or {}).values():
        if not any(ending.ends(version) for version in found):
            told = f"{ending.set_id} {ending.file}"
            details = {"sort": gettext("version of a set"), "nearest": ""}
            problems.append(Problem(LAW_UNKNOWN_NAME, Where("endings"), told, details))
    return found


__all__ = ["LAW_FOLDER", "check_file", "check_rulings", "check_text", "extend_law", "load_law"]
