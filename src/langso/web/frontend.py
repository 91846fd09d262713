"""What pages load from npm: exactly these files, found by `collectstatic` and served under hashed names.

Not whole folders: a package brings maps, sources and themes that no page asks for, and style sheets that point at
files it lacks.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FONT_SUBSETS = ("latin", "latin-ext", "vietnamese")
FONT_WEIGHTS = (400, 600)

NPM_FILES: dict[str, str] = {
    "npm/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "npm/maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "npm/maplibre/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "npm/maplibre/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
} | {
    f"npm/be-vietnam-pro/{subset}-{weight}.woff2": (
        f"@fontsource/be-vietnam-pro/files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
    )
    for subset in FONT_SUBSETS
    for weight in FONT_WEIGHTS
}
"""Name below /static/ → file within node_modules."""


class NpmStorage(FileSystemStorage):
    """node_modules seen through `NPM_FILES`: the names below /static/ are all there is."""

    def path(self, name: str) -> str:
        """Where the file lies that pages know as `name`."""
        return str(Path(self.location) / NPM_FILES[name])


class NpmFinder(BaseFinder):
    """Finds `NPM_FILES` in the node_modules that the setting FRONTEND names."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - Django's signature
        super().__init__(*args, **kwargs)
        self._storage = NpmStorage(location=settings.FRONTEND)

    def check(self, **kwargs: Any) -> list[Any]:  # noqa: ARG002 - Django's signature
        """Nothing can be wrong that `make setup` does not say."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Where one file lies, or nothing."""
        found = path in NPM_FILES and self._storage.exists(path)
        if find_all:
            return [self._storage.path(path)] if found else []
        return self._storage.path(path) if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every file, with the storage that opens it. OSError, when collected, for one that is not there."""
        for name in NPM_FILES:
            if not utils.matches_patterns(name, list(ignore_patterns or [])):
                yield name, self._storage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, compressed files, and no source maps: those are for whoever builds a package.

    Our modules import each other by their hashed names too, so that a browser never runs an old part with a new one.
    """

    patterns: ClassVar[Any] = (
        *(
            (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
            for glob, rules in CompressedManifestStaticFilesStorage.patterns
        ),
        ("web/js/*.js", ((r"""(?P<matched>from "(?P<url>\./[^"]+)")""", 'from "%(url)s"'),)),
    )
