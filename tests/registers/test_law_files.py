"""A law out of its files reads as the one that ships."""

import pytest

from langso.registers.law import digest_of, law, law_files, law_from

pytestmark = pytest.mark.django_db


def test_the_files_of_the_law_give_the_law():
    files = law_files()

    assert {"facts.yaml", "registers.yaml", "rulings.yaml", "documents.yaml", "sets/ntm.yaml"} <= set(files)
    assert law_from(files) == law()


def test_one_letter_changed_is_another_law():
    files = law_files()
    changed = {**files, "sets/ntm.yaml": files["sets/ntm.yaml"].replace("Xã nông thôn mới", "Xã khác", 1)}

    assert digest_of(changed) != digest_of(files)
    assert digest_of(dict(reversed(files.items()))) == digest_of(files)
