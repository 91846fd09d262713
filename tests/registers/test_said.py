"""Where figures come from is said in a line, not in a document."""

import pytest

from langso.problems import BadInputError
from langso.registers.declaring import Said, declare
from langso.registers.models import Declaration
from web.accounts import signed_in
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["source", "note"])
def test_sources_and_notes_of_more_than_a_thousand_letters_are_refused(workplace, name):
    said = Said(DAY, **{name: "ă" * 1_001})
    with pytest.raises(BadInputError, match=r"Nội dung dài 1\.001 ký tự") as refused:
        declare(workplace.officer, workplace.commune, {"computers_in_use": 12}, said)
    assert [problem.where.column for problem in refused.value.problems] == [name]
    assert not Declaration.objects.exists()
    declare(workplace.officer, workplace.commune, {"computers_in_use": 12}, Said(DAY, **{name: "ă" * 1_000}))
    assert getattr(Declaration.objects.get(), name) == "ă" * 1_000


@pytest.mark.parametrize("name", ["source", "note"])
def test_the_page_says_so_at_the_field(workplace, name):
    form = {"as_of": "31/12/2022", "fact.computers_in_use": "12", name: "ă" * 1_001}
    answer = signed_in(workplace.officer).post("/communes/10630/facts/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nội dung dài 1.001 ký tự. Viết ngắn lại" in page
    assert not Declaration.objects.exists()
