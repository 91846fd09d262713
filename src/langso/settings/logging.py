"""The log: one line an event, as text for people or JSON for machines, never with personal data in it."""

import logging
import re
import sys

import structlog

_SECRETS = re.compile(r"(/invitation/|/password/reset/key/)[^/\s\"']+")


def _without_secrets(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Links that let whoever has them in are cut, whoever logs them: Django names the path of what it refuses."""
    for name, said in event.items():
        if isinstance(said, str):
            event[name] = _SECRETS.sub(r"\1…", said)
    return event


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
            structlog.processors.format_exc_info,
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
