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
            raise refuse(LAW_NOT_READABLE, Where(name), reason=f"> {_LARGEST // 2**20} MiB")
        text = path.read_text(encoding="utf-8-sig")
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
        mark: Any = error.problem_mark or error.context_mark
        where = Where(name, mark.line + 1, str(mark.column + 1)) if mark else Where(name)
        raise refuse(LAW_NOT_YAML, where, reason=error.problem or str(error)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise refuse(LAW_NOT_YAML, Where(name), reason=str(error).split("\n", maxsplit=1)[0]) from error
    source = Source(name)
    if root is not None:
        source.data = _plain(root, (), source)
    return source


def _hold_back(text: str) -> None:
    """Refuse anchors and bottomless nesting before anything is built from them."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused(gettext("anchors and aliases are not used here"), event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused(gettext("nested too deeply"), event.start_mark)


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
