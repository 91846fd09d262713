"""The day that a page is asked for: `?on=2022-12-31`, else the working day."""

from datetime import date

from django.http import HttpRequest

from langso import clock, problems
from langso.problems import Where, refuse


def day_of(request: HttpRequest) -> date:
    """The day asked for. BadInputError for one that is none, or still to come."""
    text = request.GET.get("on", "")
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refuse(problems.CELL_DATE, Where("on"), text) from error
    if day > clock.today():
        raise refuse(problems.DATE_IN_FUTURE, Where("on"), f"{day:%d/%m/%Y}")
    return day
