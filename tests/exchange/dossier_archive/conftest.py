"""A recognised dossier with evidence of two kinds, and its archive."""

from pathlib import Path
from typing import Any

import pytest

from dossiers.conftest import cycle, dossier, meeting, on_the_day, people  # noqa: F401 - fixtures
from dossiers.test_on_its_way import DECISION, attest_everything, bring_to_appraised
from evidence.files import jpeg, pdf, upload
from langso.documents.making import written
from langso.dossiers.actions import return_for_more, submit
from langso.dossiers.kinds import Opinion
from langso.dossiers.recognising import announce, recognise
from langso.dossiers.ruling import Said, reply, rule
from langso.evidence.actions import attach
from langso.exchange.dossier_archive.exporting import export_for_operator
from workplace import DAY, Workplace


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """The folder of the evidence files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def recognised(meeting: Workplace, people: Any, dossier: Any, store: Path) -> Any:  # noqa: F811
    """A dossier that was returned once, and then recognised and announced."""
    attach(people.officer, dossier.commune, "NTM-8.3.2", upload("=loa thôn Cẩm.jpg", jpeg()))
    submit(people.leader, dossier, seen=dossier.version)
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi biên bản")})
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu biên bản")
    attach(people.officer, dossier.commune, "NTM-8.3.2", upload("Biên bản.pdf", pdf()))
    reply(people.officer, dossier, "NTM-8.3.2", "Đã gửi biên bản")
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    recognise(people.coordination, dossier, DECISION, seen=dossier.version)
    announce(people.coordination, dossier, DAY, seen=dossier.version)
    return dossier


_made: list[bytes] = []
"""Its archive, once it has been made."""


@pytest.fixture
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Its archive. Made once, but for tests that look at the dossier too."""
    target = tmp_path / "ho-so.zip"
    if _made and "recognised" not in request.fixturenames:
        target.write_bytes(_made[0])
        return target
    recognised = request.getfixturevalue("recognised")
    export_for_operator(recognised, written(recognised), target, lambda *_: None)
    _made[:] = [target.read_bytes()]
    return target
