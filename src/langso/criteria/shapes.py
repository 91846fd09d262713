"""Holds YAML blocks against the shapes of the grammar and turns what does not fit into problems with their place."""

import difflib
from collections.abc import Iterable
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from langso.criteria.grammar import Shape, WordsShape
from langso.criteria.source import Path_, Source
from langso.language import Words, gettext
from langso.language import mark as _
from langso.problems import (
    LAW_MISSING_KEY,
    LAW_UNKNOWN_KEY,
    LAW_WRONG_SHAPE,
    Kind,
    Problem,
)

S = TypeVar("S", bound=Shape)

_WANTED = {
    "string_type": _("a text"),
    "int_type": _("a whole number"),
    "bool_type": _("true or false"),
    "list_type": _("a list"),
    "tuple_type": _("a list"),
    "dict_type": _("a block of names and values"),
    "model_type": _("a block of names and values"),
    "date_type": _("a day such as 2022-12-31"),
    "is_instance_of": _("a number"),
}


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint at the valid name closest to `name`, or a plea to choose one, in the current language."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    if close:
        return gettext("Did you mean “{name}”?").format(name=close[0])
    return gettext("Choose one of the names above.")


def words(shape: WordsShape | None) -> Words | None:
    """The words that a shape holds."""
    return Words(shape.vi, shape.en) if shape else None


class Reporter:
    """Collects the problems of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)

    def in_order(self) -> list[Problem]:
        """The problems as they stand in the file, line by line."""
        return sorted(self.problems, key=lambda p: (p.where.row or 0, int(p.where.column or 0)))

    def report(self, kind: Kind, path: Path_, value: object = "", *, key: bool = False, **details: str) -> None:
        """Note a problem at `path`."""
        self.problems.append(Problem(kind, self.source.where(path, key=key), str(value), details))

    def fit(self, shape: type[S], raw: Any, path: Path_) -> S | None:
        """`raw` as the shape asks, or None with every misfit reported."""
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            for misfit in error.errors(include_url=False, include_context=True):
                self._misfit(shape, dict(misfit), path)
            return None

    def _misfit(self, shape: type[Shape], misfit: dict[str, Any], path: Path_) -> None:
        inner = tuple(part for part in misfit["loc"] if not _is_union_tag(part))
        place = (*path, *inner)
        name = str(inner[-1]) if inner else ""
        if misfit["type"] == "missing":
            self.report(LAW_MISSING_KEY, place, name)
        elif misfit["type"] == "extra_forbidden":
            names = _names(_shape_at(shape, inner[:-1]))
            self.report(LAW_UNKNOWN_KEY, place, name, key=True, names=", ".join(names), nearest=nearest(name, names))
        else:
            self.report(LAW_WRONG_SHAPE, place, _shown(misfit["input"]), wanted=_wanted(misfit))


def _is_union_tag(part: object) -> bool:
    return isinstance(part, str) and (part in {"str", "int", "decimal", "WordsShape"} or part.startswith("list["))


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _wanted(misfit: dict[str, Any]) -> str:
    if misfit["type"] == "literal_error":
        expected = str(misfit["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return gettext("one of: {names}").format(names=expected)
    return gettext(_WANTED.get(misfit["type"], str(misfit["msg"])))


def _names(shape: type[BaseModel] | None) -> list[str]:
    fields = shape.model_fields if shape else {}
    return [field.alias or name for name, field in fields.items()]


def _shape_at(shape: type[BaseModel], path: Path_) -> type[BaseModel] | None:
    for part in path:
        if isinstance(part, int):
            continue
        field = next((f for n, f in shape.model_fields.items() if (f.alias or n) == part), None)
        found = _shape_within(field.annotation) if field else None
        if found is None:
            return None
        shape = found
    return shape


def _shape_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, list):
        for inner in get_args(annotation):
            if found := _shape_within(inner):
                return found
    return None
