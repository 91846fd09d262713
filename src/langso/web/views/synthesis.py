"""Texts written from the data: section 5 of a letter, and the synthesis of a period; as a page and as a document."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.cells.reading import Refused, read_date
from langso.directives.synthesis import Text, difficulties_and_recommendations, synthesis
from langso.documents.plain import plain_document
from langso.language import Language, speaking
from langso.language import day as day_words
from langso.problems import Where, refuse
from langso.web.answers import attached, source
from langso.web.directives_shown import with_tabs
from langso.web.heavy import one_at_a_time
from langso.web.people import person_of

SYNTHESIS, SECTION = "synthesis", "section-5"


@require_GET
def synthesis_page(request: HttpRequest) -> HttpResponse:
    """The text that is asked for, as a page."""
    person = person_of(request)
    demand(person, Action.READ_PLANS)
    which = SECTION if request.GET.get("text") == SECTION else SYNTHESIS
    since, until = _days(request)
    days = urlencode({"since": str(since), "until": str(until)})
    context = with_tabs(
        person, "synthesis", text=_text(which, since, until), which=which, since=since, until=until,
        document=f"{reverse('synthesis_document', args=[which])}?{days}",
    )  # fmt: skip
    return render(request, "web/directives/synthesis.html", context)


@require_GET
@one_at_a_time
def synthesis_document(request: HttpRequest, which: str) -> HttpResponse:
    """The same text as a document that can be gone on with; in Vietnamese, as offices write."""
    demand(person_of(request), Action.READ_PLANS)
    if which not in (SYNTHESIS, SECTION):
        raise Http404
    since, until = _days(request)
    with speaking(Language.VI):
        content = plain_document(_text(which, since, until), source())
    return attached(content, f"{which}-{until}.docx")


def _text(which: str, since: date, until: date) -> Text:
    return difficulties_and_recommendations(until) if which == SECTION else synthesis(since, until)


def _days(request: HttpRequest) -> tuple[date, date]:
    """The days asked for, else those of the quarter so far. BadInputError for what cannot be."""
    today = clock.today()
    until = _day(request, "until") or today
    since = _day(request, "since") or until.replace(month=3 * ((until.month - 1) // 3) + 1, day=1)
    if until > today:
        raise refuse(problems.DATE_IN_FUTURE, Where(column="until"), day_words(until))
    if until < since:
        details = {"since": day_words(since)}
        raise refuse(problems.DOCUMENT_SPAN, Where(column="until"), day_words(until), **details)
    return since, until


def _day(request: HttpRequest, name: str) -> date | None:
    read = read_date(request.GET.get(name, ""))
    if isinstance(read, Refused):
        raise refuse(problems.CELL_DATE, Where(column=name), request.GET[name][:40])
    return read
