"""Days out of addresses and forms; the day that a page is asked for: `?on=2022-12-31`, else the working day."""

from datetime import date

from django.http import HttpRequest

from langso import clock, problems
from langso.language import day as day_words
from langso.language import gettext as _
from langso.problems import BadInputError, Where, refuse


def day_of(request: HttpRequest) -> date:
    """The day asked for. BadInputError for one that is none, or still to come."""
    day = day_asked(request)
    if day > clock.today():
        raise refuse(problems.DATE_IN_FUTURE, Where(column="on"), day_words(day))
    return day


def day_asked(request: HttpRequest) -> date:
    """The same, be it still to come. BadInputError for one that is none."""
    text = request.GET.get("on", "")
    return day_typed(text, "on") if text else clock.today()


def day_on_page(request: HttpRequest, *, to_come: bool = False) -> tuple[date, tuple[str, ...]]:
    """The day for a page with a field for it; of one that cannot be, the working day and why not, for the field.

    `to_come`: whether it may lie ahead.
    """
    try:
        return day_asked(request) if to_come else day_of(request), ()
    except BadInputError as error:
        instead = _("Choose today, or a day before.")
        return clock.today(), tuple(f"{problem.what}. {instead}" for problem in error.problems)


def day_typed(text: str, name: str, label: str = "") -> date:
    """A day as a form's date control sends it. BadInputError, at the field of that name, for what is none.

    With the field's `label` one that was left empty is told as such.
    """
    if label and not text.strip():
        raise refuse(problems.GIVEN_MISSING, Where(column=name), name=label)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refuse(problems.CELL_DATE, Where(column=name), text) from error
