"""What one tag of a template asks for, judged by the fields that are known at its place."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import nodes

from langso.documents.fields import Shape
from langso.documents.filling import FILTERS, forbidden
from langso.problems import (
    TEMPLATE_FORBIDDEN,
    TEMPLATE_LIST_SHOWN,
    TEMPLATE_NOT_A_LIST,
    TEMPLATE_UNKNOWN_FIELD,
    Kind,
)

_LOOP = Shape(inner={name: Shape(of=int) for name in ("index", "index0", "first", "last", "length", "revindex")})
_ONE = Shape()


class WrongError(Exception):
    """What is wrong with a tag: the kind of problem, the value, and what its words need."""

    def __init__(self, kind: Kind, value: str, **details: str) -> None:
        super().__init__(kind.code, value)
        self.kind, self.value, self.details = kind, value, details


@dataclass(frozen=True, slots=True)
class Scope:
    """The fields that are known at a place. Not `sure`: within a repetition of what is not known, all names pass."""

    known: Mapping[str, Shape]
    sure: bool = True

    def within(self, name: str, each: Shape) -> "Scope":
        """What is known within a repetition that calls each `name`."""
        return Scope({**self.known, name: each, "loop": _LOOP}, self.sure)

    def unsure(self) -> "Scope":
        """See the class."""
        return Scope({**self.known, "loop": _LOOP}, sure=False)

    def names(self) -> list[str]:
        """Every name that may be used here, those of what is repeated after a dot."""
        found = []
        for name, shape in self.known.items():
            inner = shape.inner if shape.inner is not None and not shape.is_list else None
            found += [f"{name}.{each}" for each in inner] if inner else [name]
        return found


@dataclass(frozen=True, slots=True)
class Asking:
    """The question of a tag at a place."""

    scope: Scope

    def shown(self, tree: nodes.Template) -> None:
        """A field that is written: it is one value."""
        self._allow(tree)
        for output in tree.find_all(nodes.Output):
            for node in output.nodes:
                shape = self._shape(node)
                if shape.is_list or shape.inner is not None:
                    raise WrongError(TEMPLATE_LIST_SHOWN, _said(node))

    def asked(self, tree: nodes.Template) -> None:
        """A condition."""
        self._allow(tree)
        for node in tree.find_all(nodes.If):
            self._shape(node.test)

    def repeated(self, tree: nodes.Template) -> tuple[str, Shape]:
        """A repetition: the name of each, and what each is."""
        self._allow(tree)
        loop = next(iter(tree.find_all(nodes.For)))
        shape = self._shape(loop.iter)
        if not shape.is_list and self.scope.sure:
            lists = [name for name, known in self.scope.known.items() if known.is_list]
            for name, known in self.scope.known.items():
                lists += [f"{name}.{inner}" for inner, each in (known.inner or {}).items() if each.is_list]
            raise WrongError(TEMPLATE_NOT_A_LIST, _said(loop.iter), names=", ".join(lists))
        name = str(getattr(loop.target, "name", ""))
        if loop.test is not None:
            Asking(self.scope.within(name, shape.each))._shape(loop.test)
        return name, shape.each

    def _allow(self, tree: nodes.Template) -> None:
        found = forbidden(tree)
        if found is not None:
            raise WrongError(TEMPLATE_FORBIDDEN, _said(found), names=", ".join(FILTERS))

    def _shape(self, node: nodes.Node) -> Shape:
        if isinstance(node, nodes.Name):
            return self._named(node.name, self.scope.known, self.scope.names())
        if isinstance(node, nodes.Getattr):
            return self._of(node.node, node.attr)
        if isinstance(node, nodes.Getitem):
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            base = self._shape(node.node)
            return base.each if isinstance(key, int) and base.is_list else self._of(node.node, str(key))
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node)
        for child in node.iter_child_nodes():
            self._shape(child)
        return _ONE

    def _of(self, node: nodes.Node, name: str) -> Shape:
        base = self._shape(node)
        if base.is_list:
            raise WrongError(TEMPLATE_LIST_SHOWN, _said(node))
        before = _said(node)
        return self._named(name, base.inner or {}, [f"{before}.{each}" for each in base.inner or {}])

    def _filtered(self, node: nodes.Filter) -> Shape:
        base = self._shape(node.node) if node.node is not None else _ONE
        for argument in node.args:
            self._shape(argument)
        if not base.is_list:
            return base
        if node.name in ("first", "last"):
            return base.each
        if node.name == "length" or (node.name == "join" and base.inner is None):
            return _ONE
        raise WrongError(TEMPLATE_LIST_SHOWN, _said(node.node))

    def _named(self, name: str, known: Mapping[str, Shape], names: list[str]) -> Shape:
        if name in known:
            return known[name]
        if not self.scope.sure:
            return _ONE
        bare = {each.split(".")[-1]: each for each in names}
        near = difflib.get_close_matches(name, list(bare), n=1, cutoff=0.0)
        nearest = bare[near[0]] if near else ""
        raise WrongError(TEMPLATE_UNKNOWN_FIELD, name, names=", ".join(names), nearest=nearest)


def _said(node: nodes.Node | None) -> str:
    """A node nearly as it was written."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_said(node.node)}[…]"
    if isinstance(node, nodes.Filter):
        return f"{_said(node.node)} | {node.name}"
    if isinstance(node, nodes.Call):
        return f"{_said(node.node)}(…)"
    return type(node).__name__.lower()
