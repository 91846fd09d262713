"""The shell's way in: parses what was asked, calls one function of a lower room, shows what came back."""

import os
import sys

from langso.language import Language, speaking


def main() -> None:
    """The command `langso`. The language is chosen first, so that even the help comes in it."""
    arguments, language = _language(sys.argv[1:])
    with speaking(language):
        from langso.cli.app import app  # noqa: PLC0415 - the help is put into words when this is imported

        app(args=arguments, prog_name="langso")


def _language(arguments: list[str]) -> tuple[list[str], Language]:
    """`--lang` may stand anywhere; without it LANGSO_LANG decides, and without that it is Vietnamese."""
    chosen = os.environ.get("LANGSO_LANG", "")
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang":
            chosen = next(waiting, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    known = [language.value for language in Language]
    if chosen and chosen not in known:
        sys.stderr.write(f"langso: --lang {chosen}: {' | '.join(known)}\n")
        raise SystemExit(2)
    return rest, Language(chosen) if chosen else Language.VI
