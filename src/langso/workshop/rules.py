"""What a draft says, what is wrong with it, and what its publication would end. Pure: nothing asks the database."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from langso import problems
from langso.criteria import CriteriaSet, Law, check_examples, check_rulings, check_text
from langso.criteria.law import Node, Ruling, SetStatus
from langso.criteria.shapes import nearest
from langso.criteria.source import parse_source
from langso.criteria.versions import Ending, clash, newest_first, version_from, version_on, with_rulings
from langso.language import day as day_words
from langso.language import gettext as _
from langso.problems import BadInputError, Problem, Where

SET, RULINGS = "set", "rulings"
"""What problems call the two texts of a draft."""

LARGEST = 1024 * 1024
"""Bytes that one text may have."""

_LONGEST_NAME = 24
_NAME = re.compile(rf"[A-Za-z][A-Za-z0-9.-]{{0,{_LONGEST_NAME - 1}}}")


@dataclass(frozen=True, slots=True)
class Read:
    """A draft as it reads: its set and its rulings as far as they can be read, every problem, what to know besides.

    `law` is the law with the draft's rulings; the draft's set is not in it. `set_text` is what the set was read from.
    """

    law: Law
    criteria_set: CriteriaSet | None = None
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    set_text: str = ""

    def of(self, text: str) -> list[Problem]:
        """The problems of one of the two texts."""
        return [problem for problem in self.problems if problem.where.file == text]

    @property
    def sound(self) -> bool:
        """Whether it can be previewed and published."""
        return not self.problems


def read(set_text: str, rulings_text: str, law: Law) -> Read:
    """Read the texts of a draft against a law, as the law's own files are read."""
    found: list[Problem] = []
    rulings = _rulings(rulings_text, found)
    before, law = law, replace(law, rulings={**law.rulings, **rulings})
    criteria_set = _set(set_text, law, found)
    found += _unfit_rulings(rulings_text, rulings)
    if criteria_set:
        found += _unfit(criteria_set)
        criteria_set = with_rulings(criteria_set, rulings.values())
    if not found:
        found += _out_of_scope(rulings_text, rulings, law, criteria_set)
    if not set_text.strip() and not rulings_text.strip():
        found.append(Problem(problems.DRAFT_EMPTY, Where(SET)))
    return Read(
        law, criteria_set, rulings, tuple(found), (*_replacing(rulings, before), *_notes(criteria_set, law)), set_text
    )


def _rulings(text: str, found: list[Problem]) -> Mapping[str, Ruling]:
    try:
        return check_rulings(text, RULINGS) if text.strip() else {}
    except BadInputError as error:
        found += error.problems
        return {}


def _set(text: str, law: Law, found: list[Problem]) -> CriteriaSet | None:
    if not text.strip():
        return None
    try:
        criteria_set = check_text(text, SET, law)
    except BadInputError as error:
        found += error.problems
        return None
    found += check_examples(criteria_set, law, SET)
    return criteria_set


def _unfit(criteria_set: CriteriaSet) -> Iterable[Problem]:
    """Names that would not fit into an address or a file name."""
    places = [(1, criteria_set.id), *((node.line, node.id) for node in criteria_set.nodes())]
    for line, name in places:
        if not _NAME.fullmatch(name):
            details = {"most": str(_LONGEST_NAME)}
            yield Problem(problems.SET_NAME_UNFIT, Where(SET, line, "1"), name, details)


def _unfit_rulings(text: str, rulings: Mapping[str, Ruling]) -> Iterable[Problem]:
    """Rulings whose names could not be cited or addressed."""
    unfit = [(index, name) for index, name in enumerate(rulings) if not _NAME.fullmatch(name)]
    source = parse_source(text, RULINGS) if unfit else None
    for index, name in unfit:
        where = source.where(("rulings", index, "id")) if source else Where(RULINGS)
        yield Problem(problems.SET_NAME_UNFIT, where, name, {"most": str(_LONGEST_NAME)})


def _replacing(rulings: Iterable[str], law: Law) -> Iterable[str]:
    """What is to be known of rulings that take the place of others."""
    for name in rulings:
        if known := law.rulings.get(name):
            said = _("The ruling {id} takes the place of the one published before: {question}")
            yield said.format(id=name, question=known.question)


def _out_of_scope(
    text: str, rulings: Mapping[str, Ruling], law: Law, criteria_set: CriteriaSet | None
) -> Iterable[Problem]:
    versions = [*law.versions, *([criteria_set] if criteria_set else [])]
    known = {node.id for version in versions for node in version.nodes()}
    source = parse_source(text, RULINGS) if rulings else None
    for index, ruling in enumerate(rulings.values()):
        for place, node in enumerate(ruling.scope):
            if node not in known and source:
                where = source.where(("rulings", index, "scope", place))
                yield Problem(problems.RULING_SCOPE, where, node, {"nearest": nearest(node, known)})


def _notes(criteria_set: CriteriaSet | None, law: Law) -> Iterable[str]:
    if criteria_set is None:
        return
    for document in dict.fromkeys((criteria_set.document, criteria_set.guidance)):
        if document and document not in law.documents:
            yield _("{name} is not among the documents listed in the law.").format(name=document)
    if gap := _gap(criteria_set, law):
        said = _("From {since} to {until} no version of {set} holds: nothing is assessed by it on those days.")
        since, until = (day_words(each) for each in gap)
        yield said.format(set=criteria_set.id, since=since, until=until)
    without = [node.id for node in criteria_set.nodes() if node.is_condition and not node.examples]
    if without:
        said = _("Conditions without a worked example, which would prove that they read as meant: {listed}.")
        yield said.format(listed=", ".join(without))


def _gap(criteria_set: CriteriaSet, law: Law) -> tuple[date, date] | None:
    """The days between the last version before one and its own first day on which none of its name holds."""
    before = [v for v in law.versions if v.id == criteria_set.id and v.criterion and not v.never_held]
    since = criteria_set.valid_from
    ends = [v.valid_until for v in before if since and v.valid_from and v.valid_from < since]
    if since is None or not ends or None in ends:
        return None
    first, last = max(day for day in ends if day) + timedelta(days=1), since - timedelta(days=1)
    return (first, last) if first <= last else None


def copied_document(found: Read, law: Law) -> str:
    """The document that issued the version before and that a draft's text still names; empty where it may do so.

    It gives way to the one that decides the new version. Where a ruling decides how the text is read, the text itself
    is still what that document issued.
    """
    wanted = found.criteria_set
    before = predecessor(wanted, law) if wanted else None
    if wanted is None or before is None or before.document != wanted.document or found.rulings:
        return ""
    return wanted.document


def predecessor(criteria_set: CriteriaSet, law: Law) -> CriteriaSet | None:
    """What a version is held against: the one of its name that was before it, or what it replaces."""
    if criteria_set.valid_from is None:
        return None
    for name in (criteria_set.id, criteria_set.replaces):
        before = [
            version
            for version in newest_first(v for v in law.versions if v.id == name and v.criterion)
            if version.valid_from and version.valid_from < criteria_set.valid_from and not version.never_held
        ]
        if before:
            return before[0]
    return None


def endings(criteria_set: CriteriaSet, law: Law, today: date) -> list[Ending]:
    """What ends when a version is published: the versions whose days it would overlap, each by the day before.

    One that has not begun and would begin on a day of the new one never comes to hold. BadInputError where a version
    that has begun stands in the way.
    """
    since = criteria_set.valid_from
    if since is None:
        return []
    found = []
    for version in law.versions:
        if version.status is not SetStatus.PUBLISHED or version.valid_from is None or not clash(version, criteria_set):
            continue
        if version.id not in (criteria_set.id, criteria_set.replaces):
            continue
        if version.valid_from < since:
            found.append(Ending(version.id, version.file, since - timedelta(days=1)))
        elif version.valid_from > today and version.id == criteria_set.id:
            found.append(Ending(version.id, version.file, version.valid_from - timedelta(days=1)))
        else:
            since_ = day_words(version.valid_from)
            raise BadInputError([Problem(problems.VERSIONS_OVERLAP, Where(SET), version.id, {"since": since_})])
    return found


def fit(found: Read, law: Law, today: date) -> tuple[Problem, ...]:
    """Why a draft that reads well cannot be published: it replaces what is not there, or days that have begun."""
    wanted = found.criteria_set
    if wanted is None:
        return ()
    if wanted.replaces and wanted.replaces not in law.sets:
        details = {"sort": _("criteria set"), "nearest": nearest(wanted.replaces, law.sets)}
        return (Problem(problems.LAW_UNKNOWN_NAME, _where(found, "replaces"), wanted.replaces, details),)
    try:
        endings(wanted, law, today)
    except BadInputError as error:
        return tuple(replace(problem, where=_where(found, "valid", "from")) for problem in error.problems)
    return ()


def _where(found: Read, *path: str) -> Where:
    return parse_source(found.set_text, SET).where(path) if found.set_text.strip() else Where(SET)


def as_published(text: str, *, copied: str = "", decision: str = "") -> str:
    """The text of a set as it is published: no longer a draft, and issued by its own decision.

    `copied`: the document that issued the version before it; a text that still names that one is given `decision`.
    """
    text = _put(text, ("status",), SetStatus.DRAFT.value, SetStatus.PUBLISHED.value)
    return _put(text, ISSUED, copied, json.dumps(decision, ensure_ascii=False)) if copied and decision else text


def as_draft(text: str) -> str:
    """The text of a published version as a draft of another begins with it."""
    return _put(text, ("status",), SetStatus.PUBLISHED.value, SetStatus.DRAFT.value)


ISSUED = ("issued", "document")
"""Where the text of a set says which document issued it."""


def _put(text: str, path: tuple[str, ...], old: str, new: str) -> str:
    """A text with a word in its place, the rest as it stands; the same text where another word stands there."""
    source = parse_source(text, SET)
    data: object = source.data
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    if data != old:
        return text
    place = source.where(path)
    lines = text.split("\n")
    at, column = (place.row or 1) - 1, int(place.column) - 1
    rest = lines[at][column:]
    quoted = next((each for each in (f"'{old}'", f'"{old}"') if rest.startswith(each)), old)
    lines[at] = lines[at][:column] + rest.replace(quoted, new, 1)
    return "\n".join(lines)


def name_of(set_text: str, rulings_text: str) -> str:
    """What a draft is called: the set and its first day, or its rulings; as far as that can be seen in a text."""
    told = []
    if named := re.search(r"^set:\s*([\w.-]+)", set_text, re.MULTILINE):
        since = re.search(r"^valid:[ \t]*(?:\{|\n)\s*from:[ \t]*(\d{4}-\d{2}-\d{2})", set_text, re.MULTILINE)
        told.append(f"{named[1]} {since[1]}" if since else named[1])
    told += re.findall(r"^\s*-?\s*id:\s*([\w.-]+)", rulings_text, re.MULTILINE)[:3]
    return ", ".join(told)[:100]


def day_to_compare(criteria_set: CriteriaSet, today: date) -> date:
    """The day on which a version and the one before it are read to be held against each other: today where it holds."""
    since, until = criteria_set.valid_from or today, criteria_set.valid_until or date.max
    return min(max(today, since), until)


def find(law: Law, set_id: str, since: date | None) -> CriteriaSet | None:
    """A version by its set's name and its first day, as addresses name it; without a day, the one that is shown."""
    return version_from(law, set_id, since) if since else law.sets.get(set_id)


def next_ruling(law: Law, prefix: str = "AMB-") -> str:
    """A name for a new ruling: the next number."""
    numbers = [int(name[len(prefix) :]) for name in law.rulings if name.startswith(prefix) and name[4:].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def nodes_of(versions: Sequence[CriteriaSet], ruling: str) -> list[tuple[CriteriaSet, Node]]:
    """The nodes that a ruling decides, of some versions."""
    return [
        (version, node)
        for version in versions
        for node in version.nodes()
        if ruling in node.rulings or any(ruling in change.rulings for change in node.changes)
    ]


__all__ = [
    "LARGEST", "RULINGS", "SET", "Read", "as_draft", "as_published", "copied_document", "day_to_compare", "endings",
    "find", "fit", "name_of", "next_ruling", "nodes_of", "predecessor", "read", "version_on",
]  # fmt: skip
