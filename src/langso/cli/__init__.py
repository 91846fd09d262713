"""The shell's way in: parses what was asked, calls one function of a lower room, shows what came back."""

import io
import os
import sys

from langso.language import Language, speaking

INTERRUPTED = 130


def main() -> None:
    """The command `langso`. The language is chosen first, so that even the help comes in it."""
    _prepare_streams()
    arguments, language = _language(sys.argv[1:])
    with speaking(language):
        try:
            from langso.cli.app import app  # noqa: PLC0415 - the help is put into words when this is imported
            from langso.cli.usage import in_our_words  # noqa: PLC0415 - as above

            with in_our_words():
                status = app(args=arguments, prog_name="langso", standalone_mode=False)
        except KeyboardInterrupt:
            status = INTERRUPTED
    raise SystemExit(status or 0)


def _prepare_streams() -> None:
    """UTF-8 whatever the locale, odd file names as they are; a stream that the caller closed takes nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


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
