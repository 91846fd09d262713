"""The Jinja environment: what every template can call, and how figures, days and words come out."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from langso import language
from langso.web.icons import icon


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    made = Environment(**{"undefined": StrictUndefined, **options}, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 - autoescape is among the options
    made.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals |= {
        "static": staticfiles_storage.url,
        "url": lambda name, *args, **kwargs: reverse(name, args=args or None, kwargs=kwargs or None),
        "query": lambda given, **changes: urlencode({**given, **changes}, doseq=True),
        "icon": icon,
    }
    made.filters |= {
        "whole": language.whole,
        "day": language.day,
        "moment": lambda moment: f"{moment:%d/%m/%Y %H:%M}",
    }
    made.trim_blocks = made.lstrip_blocks = True
    return made
