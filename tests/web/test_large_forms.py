"""What is larger than a form is refused before anything of it is read, by whoever and to wherever it is sent."""

import pytest
from django.test import Client

from web.accounts import signed_in

pytestmark = pytest.mark.django_db

ANNOUNCED = str(300 * 1024 * 1024)
ADDRESSES = ["/account/login/", "/language/", "/communes/10630/what-if/", "/people/import/", "/places/import/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_sends_a_plain_form_of_hundreds_of_megabytes(workplace, address):
    answer = Client(enforce_csrf_checks=True).post(address, {"file": "x"}, CONTENT_LENGTH=ANNOUNCED)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "Nội dung gửi lên lớn hơn 2 MB nên không được đọc" in page


def test_what_is_no_form_of_parts_is_held_to_the_limit_of_what_memory_keeps(workplace):
    save = "/communes/10630/registers/villages/save/"
    officer = signed_in(workplace.officer)
    large = officer.post(save, {}, content_type="application/json", CONTENT_LENGTH=ANNOUNCED)
    assert large.status_code == 413
    assert "8 MB" in large.content.decode()
    smaller = officer.post(save, {"request": "0123456789", "edits": [], "x": "x" * 3_000_000}, "application/json")
    assert smaller.status_code != 413


def test_views_that_take_files_hold_them_to_their_own_limit(workplace):
    photo = "x" * 3_000_000
    answer = signed_in(workplace.officer).post("/communes/10630/evidence/NTM-8.3.2/", {"title": photo})
    assert answer.status_code == 422
    assert "lớn hơn 2 MB" not in answer.content.decode()


def test_a_form_of_the_usual_size_is_taken(workplace):
    assert Client().post("/language/", {"language": "en", "next": "/" + "x" * 1_000_000}).status_code == 302
