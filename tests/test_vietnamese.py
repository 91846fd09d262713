"""Vietnamese order and search, held against names of communes and the rules of a dictionary."""

import pytest

from langso.places import Snapshot, units_of
from langso.vietnamese import fold, sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "â", "b"],
        ["Cẩm", "Cấm", "Cẩm Bình"],
        ["da", "đa", "e"],
        ["An Bình", "An Đức", "An Lâm", "Ân Thi", "Ba Vì"],
        ["Thôn 10", "Thôn 2", "Thôn An"],
        ["hoa", "hòa", "hóa"],
        ["o", "ô", "ơ", "p", "u", "ư", "v"],
    ],
)
def test_names_come_in_the_order_of_a_dictionary(ordered):
    assert sorted(set(ordered), key=sort_key) == ordered


def test_letters_decide_before_tones_and_tones_before_case():
    assert sorted(["Bà", "bá", "Ba", "bác", "ba"], key=sort_key) == ["ba", "Ba", "Bà", "bá", "bác"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Hoàng Hoa Thám", "hoang hoa tham"), ("ĐỨC  Chính", "duc chinh"), ("Ứng Hoè", "ung hoe"), ("", "")],
)
def test_search_knows_no_marks(text, plain):
    assert fold(text) == plain


def test_composed_and_decomposed_names_are_one_name():
    import unicodedata

    for unit in units_of(Snapshot.HAI_DUONG_2022):
        apart = unicodedata.normalize("NFD", unit.name)
        assert sort_key(apart) == sort_key(unit.name)
        assert fold(apart) == fold(unit.name)


def test_a_key_is_digits_alone_which_every_collation_orders_alike():
    assert sort_key("Xã Đức-Chính 2 (mới) Ω").isdigit()


@pytest.mark.postgresql
@pytest.mark.parametrize("collation", ["C", "en-US-x-icu", "vi-x-icu"])
def test_keys_come_in_the_same_order_in_databases_of_any_collation(collation):
    import os

    import psycopg

    names = sorted(
        {unit.name for s in Snapshot for unit in units_of(s)} | {"Thôn 10", "Thôn 2", "An-Lâm", "an lâm", "Ω"}
    )
    keys = [sort_key(name) for name in names]
    with psycopg.connect(os.environ["LANGSO_TEST_POSTGRESQL"]) as connection:
        asked = f'SELECT key FROM unnest(%s::text[]) AS key ORDER BY key COLLATE "{collation}"'
        rows = connection.execute(asked, [keys]).fetchall()
    assert [key for (key,) in rows] == sorted(keys)


@pytest.mark.postgresql
def test_the_order_is_that_of_icu():
    import os

    import psycopg

    names = sorted({unit.name for s in Snapshot for unit in units_of(s)})
    with psycopg.connect(os.environ["LANGSO_TEST_POSTGRESQL"]) as connection:
        rows = connection.execute(
            'SELECT name FROM unnest(%s::text[]) AS name ORDER BY name COLLATE "vi-x-icu", name', [names]
        ).fetchall()
    assert sorted(names, key=lambda name: (sort_key(name), name)) == [name for (name,) in rows]
