"""Icons, drawn into the page: Tabler's outlines, read from node_modules once each."""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from markupsafe import Markup

OUTLINES = Path("@tabler/icons/icons/outline")
_FRAME = Markup(
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
    'stroke-linejoin="round" {}>{}</svg>'
)


@lru_cache(maxsize=1024, typed=True)  # Words that are marked safe are others than the same ones that are not.
def icon(name: str, label: str | None = None, folder: Path | None = None) -> Markup:
    """The icon `name` as inline SVG: decoration for what stands beside it, or an image that says `label`.

    FileNotFoundError for a name that Tabler does not have. `folder` is node_modules, else the setting FRONTEND.
    """
    strokes = _strokes(name, folder or Path(settings.FRONTEND))
    if label is None:
        return _FRAME.format(Markup('aria-hidden="true"'), strokes)
    return _FRAME.format(Markup('role="img"'), Markup("<title>{}</title>").format(label) + strokes)


@cache
def _strokes(name: str, folder: Path) -> Markup:
    drawing = (folder / OUTLINES / f"{name}.svg").read_text(encoding="utf-8")
    paths = re.findall(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>", drawing)
    drawn = [path.replace(" />", "/>") for path in paths if 'stroke="none"' not in path]
    return Markup("".join(drawn))  # noqa: S704 - a file of Tabler's, nothing that anyone typed
