"""Misprints of the law where it is quoted: what is printed stays, and what errs in it is marked as standing so."""

from difflib import SequenceMatcher

from langso.registers.law import kept_per_law, law

MARK = "(nguyên văn)"
"""Said after words that err; in Vietnamese, as the words are, whoever reads them."""


def as_printed(text: str) -> str:
    """Words of the law, those marked that the law reads otherwise than they are printed."""
    return _marked(text) if text else text


@kept_per_law
def _marked(text: str) -> str:
    nodes = (node for version in law().versions for node in version.nodes() if node.reads)
    reads = next((node.reads for node in nodes if node.text == text), "")
    return marked(text, reads) if reads else text


def marked(text: str, reads: str) -> str:
    """A text with the mark after each of its words that is read otherwise."""
    printed = text.split(" ")
    changes = SequenceMatcher(None, printed, reads.split(" "), autojunk=False).get_opcodes()
    for kind, _start, end, _since, _until in reversed(changes):
        if kind != "equal" and end:
            printed.insert(end, MARK)
    return " ".join(printed)
