"""Archives tampered with: one made anew from another, with members changed, left out or added."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

Members = dict[str, bytes]


def members_of(archive: Path) -> Members:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def made_anew(archive: Path, change: Callable[[Members], None], *, and_manifest: bool = False) -> Path:
    """The archive with its members changed; with `and_manifest` by somebody who mends sizes and digests too."""
    members = members_of(archive)
    change(members)
    if and_manifest:
        manifest = json.loads(members["manifest.json"])
        for name in manifest["members"]:
            manifest["members"][name] = {
                "bytes": len(members[name]),
                "sha256": hashlib.sha256(members[name]).hexdigest(),
            }
        members["manifest.json"] = json.dumps(manifest).encode()
    target = archive.with_name(f"altered-{archive.name}")
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return target


def said(archive: Path, **changes: object) -> Path:
    """The archive with another manifest."""

    def change(members: Members) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **changes}).encode()

    return made_anew(archive, change)
