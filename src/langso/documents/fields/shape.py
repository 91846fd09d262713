"""The shape of fields: their names and what each is, read off their types; and their values as a template gets them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from langso.language import gettext

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


_VALUES = (str, int, bool)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field is. `inner`: the fields that it has, or that each of a list has. Without them it is one value."""

    says: str = ""
    of: type = str
    is_list: bool = False
    inner: Mapping[str, "Shape"] | None = None

    @property
    def each(self) -> "Shape":
        """One of a list."""
        return Shape(self.says, self.of, inner=self.inner)


def shape_of(kind: type) -> Shape:
    """The shape of a document's fields, by their types."""
    return _shape_kept(cast(Any, kind))


@cache
def _shape_kept(kind: Any) -> Shape:
    hints = get_type_hints(kind, include_extras=True)
    return Shape(inner={each.name: _shape(hints[each.name]) for each in fields(kind)})


def _shape(hint: Any) -> Shape:
    held: Any
    held, says = get_args(hint)[:2]
    if get_origin(held) is tuple:
        of: Any = get_args(held)[0]
        inner = _shape_kept(of).inner if of not in _VALUES else None
        return Shape(says, of, is_list=True, inner=inner)
    return Shape(says, held)


def listed(shape: Shape, before: str = "") -> Iterator[tuple[str, str]]:
    """Every field as a template names it from the top, with what it is in the current language."""
    for name, field in (shape.inner or {}).items():
        path = f"{before}{name}{'[]' if field.is_list else ''}"
        yield path, gettext(field.says)
        yield from listed(field, f"{path}.")


def plain(value: Any, listing: Callable[[list[Any]], list[Any]] = list) -> Any:
    """Values as a template gets them: dictionaries, lists made by `listing`, and texts that a document can hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple | list):
        return listing([plain(each, listing) for each in value])
    if is_dataclass(value):
        return {name: plain(getattr(value, name), listing) for name in _names(cast(Any, type(value)))}
    if isinstance(value, dict):
        return {name: plain(each, listing) for name, each in value.items()}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def clean(text: str) -> str:
    """Text that a document can hold: what a page cannot show is left out, a line break stays."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def specimen(shape: Shape) -> Any:
    """Values of a shape to try a template with: every list has two, every text says something."""
    if shape.is_list:
        return [specimen(shape.each), specimen(shape.each)]
    if shape.inner is not None:
        return {name: specimen(field) for name, field in shape.inner.items()}
    return "…" if shape.of is str else shape.of(2)
