"""Every test of the command starts from the same shell: no width, no language of its own."""

import pytest


@pytest.fixture(autouse=True)
def _plain_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "LANGSO_LANG"):
        monkeypatch.delenv(name, raising=False)
