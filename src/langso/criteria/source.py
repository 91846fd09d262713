"""YAML text as plain values that remember where they stand. Knows YAML, not the law.

Read as YAML 1.2 would: `yes` is a word, a day is a day, a decimal stays exact. Anchors are not let through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from langso.language import gettext
from langso.language import mark as _
from langso.problems import (
    LAW_DUPLICATE_KEY,
    LAW_NOT_READABLE,
    LAW_NOT_YAML,
    BadInputError,
    Problem,
    Where,
    refuse,
)

Path_ = tuple[str | int, ...]
Plain = None | bool | int | Decimal | date | str | list["Plain"] | dict[str, "Plain"]

_LARGEST = 4 * 1024 * 1024
_DEEPEST = 60
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_DECIMAL = re.compile(r"[-+]?\d{1,18}\.\d{1,18}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANCHORS, _TOO_DEEP = _("anchors and aliases are not used here"), _("nested too deeply")
_OURS = frozenset((_ANCHORS, _TOO_DEEP))
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Source:
    """A YAML file's content and the line and column of every key and value in it (both from 1)."""

    file: str
    data: Plain = None
    problems: list[Problem] = field(default_factory=list)
    _keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    _values: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def where(self, path: Path_, *, key: bool = False) -> Where:
        """The place of a value (or of its key); of the nearest thing around it when it is not there itself."""
        marks = self._keys if key and path in self._keys else self._values
        while path and path not in marks:
            path = path[:-1]
        line, column = marks.get(path, (1, 1))
        return Where(self.file, line, str(column))

    def line(self, path: Path_) -> int:
        """The line of a value."""
        return self.where(path).row or 0


def read_source(path: Path, name: str | None = None) -> Source:
    """The YAML file at `path`, called `name` in messages. BadInputError when it is no readable YAML at all."""
    name = name or str(path)
    try:
        if path.stat().st_size > _LARGEST:
            reason = gettext("it is larger than {most} MiB").format(most=_LARGEST // 2**20)
            raise refuse(LAW_NOT_READABLE, Where(name), reason=reason)
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise refuse(LAW_NOT_READABLE, Where(name), reason=gettext("there is no such file")) from error
    except IsADirectoryError as error:
        raise refuse(LAW_NOT_READABLE, Where(name), reason=gettext("it is a folder")) from error
    except OSError as error:
        raise refuse(LAW_NOT_READABLE, Where(name), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise refuse(LAW_NOT_READABLE, Where(name), reason=gettext("it is not UTF-8 text")) from error
    return parse_source(text, name)


def parse_source(text: str, name: str) -> Source:
    """YAML text as a `Source`; repeated keys are among its problems. BadInputError when it is not well-formed."""
    try:
        _hold_back(text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = _place(error, text)
        where = Where(name, mark.line + 1, str(mark.column + 1)) if mark else Where(name)
        raise refuse(LAW_NOT_YAML, where, reason=_reason(error.problem or "")) from error
    except (yaml.YAMLError, ValueError) as error:
        reason = gettext("it holds a character that is no text")
        raise refuse(LAW_NOT_YAML, _first_odd_character(text, name), reason=reason) from error
    source = Source(name)
    if root is not None:
        source.data = _plain(root, (), source)
    return source


_OTHERWISE = _("it cannot be understood")
_REASONS = {
    "token": _("a tab, or a sign that must stand in quotes"),
    "',' or '}'": _("a curly bracket is not closed, or a comma is missing before this"),
    "',' or ']'": _("a square bracket is not closed, or a comma is missing before this"),
    "expected key": _("this line is indented otherwise than those it belongs to"),
    "'-' indicator": _("this line is indented otherwise than those it belongs to"),
    "mapping values": _("a text with a colon must stand in quotes, or this line is indented too far"),
    "block sequence": _("a list must begin on a line of its own"),
    "':'": _("a colon and a space are missing after a name"),
    "end of stream": _("quotes or brackets are not closed"),
    "another document": _("there is a second document: one file holds one set"),
    "document start": _("what belongs together must be indented alike"),
    "tag": _("a sign “!” that must stand in quotes"),
}


def _place(error: yaml.MarkedYAMLError, text: str) -> Any:
    """Where to look: at the problem, or where what is never closed was opened when that is only seen at the end."""
    mark: Any = error.problem_mark or error.context_mark
    rest = text.splitlines()[mark.line :] if mark else []
    at_the_end = all(not line.strip() or line.lstrip().startswith("#") for line in rest)
    return error.context_mark or mark if at_the_end else mark


def _reason(problem: str) -> str:
    """What YAML's parser says, in words for those who write the law."""
    if problem in _OURS:
        return gettext(problem)
    known = (reason for sign, reason in _REASONS.items() if sign in problem)
    return gettext(next(known, _OTHERWISE))


def _first_odd_character(text: str, name: str) -> Where:
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if not character.isprintable() and character not in "\t\r\x85\u2028\u2029\xa0\ufeff":
                return Where(name, number, str(column))
    return Where(name)


def _hold_back(text: str) -> None:
    """Refuse anchors and bottomless nesting before anything is built from them."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused(_ANCHORS, event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused(_TOO_DEEP, event.start_mark)


def _refused(reason: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=reason, problem_mark=mark)


def _plain(node: yaml.Node, path: Path_, source: Source) -> Plain:
    source._values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value, (*path, key), source) for key, value in _entries(node, path, source)}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), source) for index, item in enumerate(node.value)]
    return _scalar(node)


def _entries(node: yaml.MappingNode, path: Path_, source: Source) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "[…]"
        mark = (key.start_mark.line + 1, key.start_mark.column + 1)
        if (*path, name) in source._keys:
            first = str(source._keys[(*path, name)][0])
            where = Where(source.file, mark[0], str(mark[1]))
            source.problems.append(Problem(LAW_DUPLICATE_KEY, where, name, {"first": first}))
            continue
        source._keys[(*path, name)] = mark
        yield name, value


def _scalar(node: Any) -> Plain:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


__all__ = ["BadInputError", "Path_", "Plain", "Source", "parse_source", "read_source"]
