"""The style sheet of every page: what pages use of Tabler's, ours after it, and what holds on paper, in one file.

Tabler's own sheet is ten times as long as what pages use of it, and a slow telephone would read all of it before it
draws the first line. A sheet of ours goes with only some pages where only they need it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2
from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from tinycss2.ast import Node

TABLER = "@tabler/core/dist/css/tabler.min.css"
TABLER_CLASSES = frozenset({
    "chart", "empty", "figure", "form-control", "form-select", "icon", "lead", "legend", "map", "small", "strong",
    "tag", "visually-hidden",
})  # fmt: skip
"""Classes of Tabler's that pages use; its rules for any other are left out."""

SHEETS = ("fonts", "tokens", "frame", "parts", "forms", "tables", "communes")
"""The style sheets that every page needs, in their order."""

ON_PAPER = "print"
"""The one that holds on paper, after them."""

SITE = "web/css/site.css"


class SheetsStorage(FileSystemStorage):
    """The folder of our style sheets, in which `SITE` is everything that every page needs."""

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:  # noqa: ARG002 - Django's signature
        tabler, *ours, paper = (path.read_text(encoding="utf-8") for path in self._sources())
        texts = (used_of(tabler, TABLER_CLASSES), *ours, f"@media print {{\n{paper}}}\n")
        return ContentFile("\n".join(texts).encode(), name)

    def _sources(self) -> list[Path]:
        ours = (Path(self.location, f"{sheet}.css") for sheet in (*SHEETS, ON_PAPER))
        return [Path(settings.FRONTEND, TABLER), *ours]

    def get_modified_time(self, name: str) -> datetime:  # noqa: ARG002 - Django's signature
        """When the youngest of them was written."""
        return datetime.fromtimestamp(max(path.stat().st_mtime for path in (*self._sources(), Path(__file__))), UTC)


class SheetsFinder(BaseFinder):
    """Finds `SITE`, for `collectstatic`; it lies nowhere as a file before."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Nothing: it has no place of its own."""
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file."""
        if not utils.matches_patterns(SITE, list(ignore_patterns or [])):
            yield SITE, SheetsStorage(location=Path(__file__).parent / "static/web/css")


def used_of(sheet: str, classes: frozenset[str]) -> str:
    """The rules of a sheet without those that ask for a class not among `classes`."""
    return "".join(_kept(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), classes))


def _kept(rules: list[Node], classes: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each for each in _selectors(rule.prelude) if _asked(each) <= classes]
            if selectors:
                yield f"{','.join(map(tinycss2.serialize, selectors))}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_kept(inner, classes)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _selectors(prelude: list[Node]) -> list[list[Node]]:
    found: list[list[Node]] = [[]]
    for part in prelude:
        if part == ",":
            found.append([])
        else:
            found[-1].append(part)
    return found


def _asked(selector: list[Node]) -> set[str]:
    """The classes that an element must have; those within `:not()` and its like are not among them."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}
