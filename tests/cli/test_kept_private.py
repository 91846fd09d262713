"""What the product keeps says things of persons: no other account of the machine may read it."""

import os
import re
import stat
from pathlib import Path

import pytest

from serving import environment, langso, python, served

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")

KEEP = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
default_storage.save("evidence/ab/photo.jpg", ContentFile(b"x"))
send_mail("Thư", "Chào", None, ["ai@langso.example"])
"""


def open_to_others(folder: Path) -> list[str]:
    """What others may do something with, the folder itself too."""
    places = [folder, *folder.rglob("*")]
    return [f"{path}: {path.stat().st_mode:o}" for path in places if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_nothing_that_is_kept_is_open_to_other_accounts_whatever_the_shell_says(tmp_path):
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    given = environment(data, DATABASE="")
    before = os.umask(0o022)
    try:
        done = langso("migrate", given=given)
        assert done.returncode == 0, done.stderr
        assert (data / "langso.sqlite3").exists()
        assert open_to_others(data) == []
        python(f"import os\nos.umask(0o077)\n{KEEP}", given)
        assert list((data / "mail").iterdir())
        assert (data / "files" / "evidence" / "ab" / "photo.jpg").exists()
        assert open_to_others(data) == []
    finally:
        os.umask(before)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the umask of a process")
def test_all_processes_of_the_server_write_for_their_own_account_alone(tmp_path):
    given = environment(tmp_path, DATABASE="")
    assert langso("migrate", given=given).returncode == 0
    with served(given) as product:
        masks = {
            re.search(r"^Umask:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1]
            for pid in {product.process.pid, *product.family()}
        }
    assert masks == {"0077"}
