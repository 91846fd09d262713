"""The Jinja environment: what every template can call, and how figures, days and words come out."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.timezone import localtime
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from langso import language
from langso.dossiers.recognised import recognitions_of
from langso.places.lineage import lineage
from langso.registers.law import law
from langso.web.document_links import document_links
from langso.web.icons import icon
from langso.web.misprints import as_printed
from langso.web.signing_in import browser, single_sign_on
from langso.web.telling import address_of

_FIGURES = re.compile(r"\d[\d.,]*(?:/\d[\d.,]*)?(?:%|(?<![.,]))")


def _figures(text: str) -> Markup:
    """A reason with its first figure, and what it says is lacking, in bold; parts are called by their numbers."""
    text = re.sub(rf"\b(?:{'|'.join(law().sets)})-(?=\d|[A-Z]+\.)", "", text)
    head, stop, rest = str(escape(text)).partition(". ")
    lacking = f"{stop}<b>{rest}</b>" if rest else stop
    return Markup(_FIGURES.sub(r"<b>\g<0></b>", head, count=1) + lacking)  # noqa: S704 - escaped just before


def _address(name: str, *args: object) -> str:
    return address_of(name, *args) or f"#missing-{name}"


def _query(given: Mapping[str, object], **changes: object) -> str:
    """The query of an address with some of it changed; what becomes none is left out."""
    return urlencode({name: value for name, value in {**given, **changes}.items() if value is not None}, doseq=True)


def _moment(moment: datetime) -> str:
    """A moment in Viet Nam's time: 31/12/2022 14:05, in English 31 December 2022 14:05."""
    local = localtime(moment)
    return f"{language.day(local.date())} {local:%H:%M}"


def _scaled(value: int, decimals: int) -> str:
    """A number that is kept times a power of ten."""
    return language.decimal(Fraction(value, 10**decimals))


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    made = Environment(**{"undefined": StrictUndefined, **options}, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 - autoescape is among the options
    made.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals |= {
        "static": cache(staticfiles_storage.url),
        "url": _address,
        "query": _query,
        "icon": icon,
        "lineage": lineage,
        "document_links": document_links,
        "recognitions_of": recognitions_of,
        "whole": language.whole,
        "browser": browser,
        "single_sign_on": single_sign_on,
    }
    made.filters |= {
        "whole": language.whole,
        "day": language.day,
        "lower_first": lambda text: str(text)[:1].lower() + str(text)[1:],
        "moment": _moment,
        "scaled": _scaled,
        "day_said": lambda text: language.day(date.fromisoformat(text)),
        "hundredths": lambda value: _scaled(value, 2),
        "figures": _figures,
        "as_printed": as_printed,
    }
    made.trim_blocks = made.lstrip_blocks = True
    return made
