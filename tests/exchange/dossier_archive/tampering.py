"""Archives altered by somebody who knows how: one made anew from another, in the very frame that an export gives."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from langso.exchange.dossier_archive.container import Entry, write

Members = dict[str, bytes]


def members_of(archive: Path) -> Members:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rewritten(archive: Path, change: Callable[[Members], None], *, and_manifest: bool = True) -> Path:
    """The archive with its members changed; with `and_manifest` sizes and hashes in the manifest are mended too."""
    members = members_of(archive)
    change(members)
    if and_manifest:
        manifest = json.loads(members["manifest.json"])
        manifest["files"] = [
            {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
            if name != "manifest.json"
        ]
        members["manifest.json"] = json.dumps(manifest).encode()
    target = archive.with_name(f"altered-{archive.name}")
    buffer = io.BytesIO()
    write(buffer, [(Entry(name, len(c), zlib.crc32(c)), [c]) for name, c in members.items()])
    target.write_bytes(buffer.getvalue())
    return target
