"""Commands typed wrongly: one line that says what, in the language spoken, and where to look."""

import pytest

from cli.shell import run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("asess", "x"), ("Không có lệnh asess", "Có phải là assess?")),
        (("assess", "x", "--sett", "NTM"), ("Không có tùy chọn --sett", "Có phải là --set?")),
        (("assess", "x", "--on"), ("Sau --on phải có một giá trị", "langso --help")),
        (("assess", "x", "--format", "pdf"), ("--format không nhận “pdf”", "table, csv, json, xlsx, docx.")),
        (("assess", "x", "y"), ("langso assess: Thừa y", "langso assess --help")),
        (("law", "diff", "NTM"), ("Thiếu NEW", "langso law diff --help")),
        (("law", "chek"), ("langso law: Không có lệnh chek", "Có phải là check?")),
    ],
)
def test_what_was_typed_wrongly_is_said_with_what_was_meant(arguments: tuple[str, ...], words: tuple[str, str]) -> None:
    answer = run(*arguments, lang="vi")
    assert (answer.status, answer.out) == (2, "")
    assert all(word in answer.err for word in words), answer.err


def test_english_is_spoken_when_asked_for() -> None:
    assert run("law", "diff", "NTM").err.startswith("✕ langso law diff: NEW is missing\n")


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    assert run("law", "list", lang="fr").err == "langso: --lang fr: vi | en\n"


def test_what_can_be_done_is_shown_when_nothing_is_asked() -> None:
    answer = run("law")
    assert answer.status == 2
    assert all(command in answer.out for command in ("list", "check", "diff"))
