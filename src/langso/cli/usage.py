"""What is wrong with a command as it was typed, and a screen that cannot be written, in the product's own words.

The parser says the first in English only, and the second not at all.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, cast

import typer

from langso.cli.choices import BAD_INPUT
from langso.language import gettext, mark
from langso.language import gettext as _
from langso.problems import COMMAND_UNREADABLE, TARGET_UNWRITABLE, Problem, Where

UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""What every error of the parser is; typer shows only this child of it."""

WORDS = (
    (r"Missing (?:argument|option) '(?P<name>.*)'", mark("{name} is missing")),
    (r"No such option: (?P<name>\S+)", mark("There is no option {name}")),
    (r"Option '(?P<name>.*)' requires an argument", mark("{name} needs a value after it")),
    (r"Invalid value for '(?P<name>.*?)': .*'(?P<value>.*?)' is not one of", mark("{name} cannot be “{value}”")),
    (r"No such command '(?P<name>.*?)'", mark("There is no command {name}")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", mark("{name} is one thing too many")),
)
"""What the parser says, and how the product does; anything else is passed on as it is."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Within the block, what the parser refuses is shown as every other problem is, with status 2."""
    try:
        yield
    except UsageError as error:
        said = str(getattr(error, "format_message", error.__str__)())
        if not said:  # the help has been shown instead
            raise SystemExit(BAD_INPUT) from error
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "langso"
        details = {"command": command, "nearest": _nearest(said)}
        _stop(Problem(COMMAND_UNREADABLE, Where(command), _worded(said), details))
    except OSError as error:
        if error.filename is not None:
            raise
        _write_no_more()
        reason = error.strerror or type(error).__name__
        _stop(Problem(TARGET_UNWRITABLE, value=_("The output"), details={"reason": reason}))


def _stop(problem: Problem) -> NoReturn:
    from langso.cli.screen import stop  # noqa: PLC0415 - the help must not wait for what only a problem needs

    stop((problem,))


def _worded(said: str) -> str:
    for pattern, words in WORDS:
        if found := re.match(pattern, said):
            return gettext(words).format(**found.groupdict())
    return said.rstrip(".")


def _nearest(said: str) -> str:
    if found := re.search(r"is not one of (.*)\.", said):
        return _("Choose one of: {names}.").format(names=found[1].replace("'", ""))
    if found := re.search(r"Did you mean (.*)\?|Possible options: (.*)\)", said):
        return _("Did you mean {names}?").format(names=(found[1] or found[2]).replace("'", ""))
    return ""


def _write_no_more() -> None:
    """What is still waiting to be written would fail once more at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
