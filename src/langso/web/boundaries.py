"""The boundaries that a province has loaded: the GeoJSON file of the setting BOUNDARIES, by the code of each unit."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

_log = structlog.get_logger("langso.web")
_AREAS = ("Polygon", "MultiPolygon")


def boundaries() -> dict[str, dict[str, Any]]:
    """The geometry of each area by its code; empty without the setting, or where the file cannot be used (logged)."""
    if not settings.BOUNDARIES:
        return {}
    file = Path(settings.BOUNDARIES)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.error("boundaries cannot be read", file=str(file), reason=str(error))
        return {}


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int) -> dict[str, dict[str, Any]]:
    found = {}
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        code, geometry = (feature.get("properties") or {}).get("code"), feature.get("geometry") or {}
        if code is not None and geometry.get("type") in _AREAS:
            found[str(code)] = geometry
    return found
