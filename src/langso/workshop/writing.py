"""Texts of the law that are written from what was filled in: a ruling, and a version of a set that reads by it.

The words around stay as they stand; only what is new is put in. What comes out is read like any other text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import yaml

from langso.criteria.source import Path_, Source, parse_source
from langso.workshop.rules import SET

_ROOT: Path_ = ("criterion",)


@dataclass(frozen=True, slots=True)
class Settled:
    """A ruling as it was filled in. English words may be left out."""

    id: str
    question: tuple[str, str]
    ruling: tuple[str, str]
    source: tuple[str, str]
    status: str
    day: date
    scope: tuple[str, ...]
    on_nothing: bool = False


def ruling_text(settled: Settled) -> str:
    """The text of a ruling."""
    told: dict[str, object] = {
        "id": settled.id,
        "question": _both(settled.question),
        "ruling": _both(settled.ruling),
        "status": settled.status,
        "date": settled.day,
        "source": _both(settled.source),
    }
    if settled.on_nothing:
        told["on_nothing"] = True
    if settled.scope:
        told["scope"] = list(settled.scope)
    text: str = yaml.safe_dump({"rulings": [told]}, allow_unicode=True, sort_keys=False, width=120)
    return text


def _both(words: tuple[str, str]) -> dict[str, str]:
    vi, en = (text.strip() for text in words)
    return {"vi": vi, "en": en} if en else {"vi": vi}


def beginning_on(text: str, since: date) -> str:
    """The text of a set with another first day, and with none as its last where that is before it."""
    source = parse_source(text, SET)
    before, until = (_at(source.data, ("valid", end)) for end in ("from", "until"))
    if not isinstance(before, date):
        return text
    lines = text.split("\n")
    _put(lines, source, ("valid", "from"), before.isoformat(), since.isoformat())
    if isinstance(until, date) and until < since:
        _put(lines, source, ("valid", "until"), until.isoformat(), "null")
    return "\n".join(lines)


def ending_before(text: str, following: date | None) -> str:
    """The text of a set that ends where the version that follows begins; as it stands where it ends before that."""
    source = parse_source(text, SET)
    valid = _at(source.data, ("valid",))
    since = valid.get("from") if isinstance(valid, dict) else None
    if following is None or not isinstance(valid, dict) or not isinstance(since, date):
        return text
    until, last = valid.get("until"), following - timedelta(days=1)
    if isinstance(until, date) and until <= last:
        return text
    lines = text.split("\n")
    if "until" in valid:
        _put(lines, source, ("valid", "until"), until.isoformat() if isinstance(until, date) else "null", str(last))
    else:
        key = source.where(("valid", "from"), key=True)
        at, column = (key.row or 1) - 1, int(key.column) - 1
        parting = ", " if "{" in lines[at][:column] else "\n" + lines[at][:column]
        _put(lines, source, ("valid", "from"), str(since), f"{since}{parting}until: {last}")
    return "\n".join(lines)


def _put(lines: list[str], source: Source, path: Path_, old: str, new: str) -> None:
    """Another word in its place, in the lines of the text; what stands before it is as long as it was."""
    place = source.where(path)
    at, column = (place.row or 1) - 1, int(place.column) - 1
    lines[at] = lines[at][:column] + lines[at][column:].replace(old, new, 1)


def with_changes(text: str, nodes: Sequence[str], since: date, ruling: str) -> str:
    """The text of a set in which some nodes are read by a ruling from a day on.

    What they then ask stands to be written beside it: the comparison, or another way of deciding.
    """
    for node in nodes:
        source = parse_source(text, SET)
        path = next((path for path, name in _ids(_at(source.data, _ROOT), _ROOT) if name == node), None)
        if path is not None:
            text = _changed(text, source, path, since, f"{{from: {since.isoformat()}, ruling: {ruling}}}")
    return text


def _ids(block: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The nodes below a place, with their places."""
    if not isinstance(block, dict):
        return
    yield path, str(block.get("id", ""))
    for way in ("all", "any", "of", "for_which_all"):
        for index, child in enumerate(block.get(way) or []):
            yield from _ids(child, (*path, way, index))


def _changed(text: str, source: Source, path: Path_, since: date, change: str) -> str:
    lines = text.split("\n")
    key = source.where((*path, "id"), key=True)
    value = source.where((*path, "id"))
    at, column = (key.row or 1) - 1, int(key.column) - 1
    if "{" in lines[at][:column]:  # the node is written on a line of its own, in brackets
        name = _at(source.data, (*path, "id"))
        end = int(value.column) - 1 + len(str(name))
        lines[at] = f"{lines[at][:end]}, changes: [{change}]{lines[at][end:]}"
        return "\n".join(lines)
    there = _at(source.data, (*path, "changes"))
    if isinstance(there, list) and there:
        places = [source.where((*path, "changes", index)) for index in range(len(there))]
        later = [place for place, each in zip(places, there, strict=True) if _begins_after(each, since)]
        row = (later[0].row or 1) - 1 if later else max(_rows(source, (*path, "changes"), there))
        lines.insert(row, f"{' ' * (int(places[0].column) - 3)}- {change}")
    else:
        indent = " " * column
        lines[at + 1 : at + 1] = [f"{indent}changes:", f"{indent}- {change}"]
    return "\n".join(lines)


def _begins_after(change: object, day: date) -> bool:
    begins = change.get("from") if isinstance(change, dict) else None
    return isinstance(begins, date) and begins > day


def _rows(source: Source, path: Path_, block: object) -> Iterator[int]:
    """The lines on which a block and everything in it begins."""
    yield source.where(path).row or 0
    inside = block.items() if isinstance(block, dict) else enumerate(block) if isinstance(block, list) else ()
    for name, each in inside:
        yield from _rows(source, (*path, name), each)


def _at(data: object, path: Path_) -> object:
    for part in path:
        if isinstance(data, dict) and part in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data
