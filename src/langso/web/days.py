"""Days out of addresses and forms; the day that a page is asked for: `?on=2022-12-31`, else the working day."""

from datetime import date

from django.http import HttpRequest

from langso import clock, problems
from langso.language import day as day_words
from langso.problems import Where, refuse


def day_of(request: HttpRequest) -> date:
    """The day asked for. BadInputError for one that is none, or still to come."""
    text = request.GET.get("on", "")
    if not text:
        return clock.today()
    day = day_typed(text, "on")
    if day > clock.today():
        raise refuse(problems.DATE_IN_FUTURE, Where(column="on"), day_words(day))
    return day


def day_typed(text: str, name: str) -> date:
    """A day as a form's date control sends it. BadInputError, at the field of that name, for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refuse(problems.CELL_DATE, Where(column=name), text) from error
