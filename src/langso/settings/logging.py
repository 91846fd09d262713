"""The log: one line an event, as text for people or JSON for machines, never with personal data in it."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator

import structlog

from langso.problems import BadInputError

_SECRETS = re.compile(r"(/invitation/|/password/reset/key/)[^/\s\"']+")


def _without_secrets(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Links that let whoever has them in are cut, whoever logs them: Django names the path of what it refuses."""
    for name, said in event.items():
        if isinstance(said, str):
            event[name] = _SECRETS.sub(r"\1…", said)
    return event


def _without_words_of_errors(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Of an error its kind and the places it came through. Its words may hold what somebody typed, or a row."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else None
    if given is True:
        error = sys.exc_info()[1]
    if error is not None:
        event["exception"] = "\nfrom ".join(_told(error))
    return event


def _told(error: BaseException) -> Iterator[str]:
    """An error, and those that led to it."""
    next_: BaseException | None = error
    seen: set[int] = set()
    while next_ is not None and id(next_) not in seen:
        seen.add(id(next_))
        kind = type(next_)
        codes = [problem.kind.code for problem in next_.problems] if isinstance(next_, BadInputError) else []
        places = [
            f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(next_.__traceback__)
        ]
        yield "\n".join([" ".join([f"{kind.__module__}.{kind.__qualname__}", *codes]), *places])
        next_ = next_.__cause__ or (None if next_.__suppress_context__ else next_.__context__)


def logging_of(form: str) -> None:
    """Set up the log in a form: `json`, or text for anything else."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_words_of_errors,
            _without_secrets,
            last,
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("langso").setLevel(logging.INFO)
    logging.getLogger("django.request").setLevel(logging.ERROR)  # what is refused has its line already
