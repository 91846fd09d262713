"""Holds YAML blocks against the shapes of the grammar and turns what does not fit into problems with their place."""

import difflib
from collections.abc import Collection, Iterable
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
    Where,
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
    "decimal_type": _("a number"),
    "string_too_long": _("a text of at most {max_length} characters"),
    "string_pattern_mismatch": _("small letters, digits and _, beginning with a letter"),
    "greater_than_equal": _("a number from {ge}"),
    "less_than_equal": _("a number up to {le}"),
}


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint at the valid name closest to `name`, or at all there are when they are few, in the current language."""
    known = list(names)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return gettext("Did you mean “{name}”?").format(name=close[0])
    if 0 < len(known) <= _FEW:
        return gettext("Choose one of: {names}.").format(names=", ".join(known))
    if not known:
        return gettext("There is none yet: declare it first.")
    return gettext("No name comes near it; the reference lists them all.")


_FEW = 20


def words(shape: WordsShape | None) -> Words | None:
    """The words that a shape holds."""
    return Words(shape.vi, shape.en) if shape else None


class Reporter:
    """Collects the problems of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)
        self._told: set[tuple[Kind, Where, str]] = set()

    def in_order(self) -> list[Problem]:
        """The problems as they stand in the file, line by line."""
        return sorted(self.problems, key=lambda p: (p.where.row or 0, int(p.where.column or 0)))

    def told(self, where: Where) -> str:
        """A place as a message names it: the line, and the file when it is another one."""
        return gettext("line {n}").format(n=where.row) if where.file == self.source.file else str(where)

    def report(self, kind: Kind, path: Path_, value: object = "", *, key: bool = False, **details: str) -> None:
        """Note a problem at `path`, once."""
        problem = Problem(kind, self.source.where(path, key=key), _shown(value), details)
        if (kind, problem.where, problem.value) not in self._told:
            self._told.add((kind, problem.where, problem.value))
            self.problems.append(problem)

    def fit(self, shape: type[S], raw: Any, path: Path_, vital: Collection[str] = ()) -> S | None:
        """`raw` as the shape asks, every misfit reported.

        What does not fit is left out, so that the rest is checked all the same; None when that was `vital` or required.
        """
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            misfits: list[dict[str, Any]] = [
                dict(m) for m in error.errors(include_url=False) if not _is_other_branch(dict(m))
            ]
        for misfit in misfits:
            self._misfit(shape, misfit, path)
        odd = {str(part) for misfit in misfits for part in misfit["loc"][:1]}
        if not isinstance(raw, dict) or not odd or odd & set(vital):
            return None
        try:
            return shape.model_validate({key: value for key, value in raw.items() if key not in odd})
        except ValidationError:
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
            self.report(LAW_WRONG_SHAPE, place, misfit["input"], wanted=_wanted(misfit))


def _is_union_tag(part: object) -> bool:
    return isinstance(part, str) and (part in {"str", "int", "decimal", "WordsShape"} or part.startswith("list["))


def _is_other_branch(misfit: dict[str, Any]) -> bool:
    """Whether a misfit speaks of the branch of a choice that the author did not mean: a text where a block stands."""
    tag, given = (misfit["loc"] or ("",))[-1], misfit["input"]
    if tag == "str":
        return isinstance(given, dict | list)
    return str(tag).startswith("list[") and not isinstance(given, list)


def _shown(value: object) -> str:
    text = _as_yaml(value)
    return text if len(text) <= 200 else text[:199] + "…"


def _as_yaml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case dict():
            return "{" + ", ".join(f"{key}: {_as_yaml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_as_yaml, value)) + "]"
    return str(value)


def _wanted(misfit: dict[str, Any]) -> str:
    context = misfit.get("ctx", {})
    if misfit["type"] == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return gettext("one of: {names}").format(names=expected)
    return gettext(_WANTED.get(misfit["type"], str(misfit["msg"]))).format(**context)


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
