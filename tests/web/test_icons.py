"""Icons are drawn into the page, as decoration or as an image with words."""

import pytest

from langso.web.icons import OUTLINES, icon


@pytest.fixture
def folder(tmp_path):
    """A node_modules with one icon as Tabler ships them."""
    (tmp_path / OUTLINES).mkdir(parents=True)
    (tmp_path / OUTLINES / "check.svg").write_text(
        '<svg\n  class="icon icon-tabler"\n>\n  <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n'
        '  <path d="M5 12l5 5l10 -10" />\n</svg>\n'
    )
    return tmp_path


def test_an_icon_beside_words_is_hidden_from_who_listens(folder):
    assert str(icon("check", folder=folder)) == (
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
        'stroke-linejoin="round" aria-hidden="true"><path d="M5 12l5 5l10 -10"/></svg>'
    )


def test_an_icon_that_stands_alone_says_what_it_means(folder):
    drawn = icon("check", "Đạt", folder=folder)
    assert 'role="img"><title>Đạt</title>' in drawn
    assert "aria-hidden" not in drawn


def test_the_words_of_an_icon_are_escaped(folder):
    assert "<title>&lt;b&gt;</title>" in icon("check", "<b>", folder=folder)


def test_an_icon_is_read_once(folder):
    first = icon("check", folder=folder)
    (folder / OUTLINES / "check.svg").unlink()
    assert icon("check", folder=folder) == first


def test_an_icon_that_tabler_does_not_have_is_an_error(folder):
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icon("no-such-icon", folder=folder)
