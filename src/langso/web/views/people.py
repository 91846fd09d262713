"""People for the operator: the list, inviting, and one person's page with all that can be changed about them."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from langso import clock
from langso.accounts import actions
from langso.accounts.directory import State, Wanted, people
from langso.accounts.door import Action, demand, has_second_factor
from langso.accounts.models import Membership, Person, Role
from langso.cells.reading import Refused, read_date
from langso.language import gettext as _
from langso.places.models import Level, Organisation, OrganisationKind, Unit
from langso.problems import CELL_DATE, ROLE_MISSING, BadInputError, Where, refuse
from langso.vietnamese import sort_key
from langso.web.inviting import Sent, send_invitation
from langso.web.people import person_of
from langso.web.views.errors import status_of

PAGE = 50
_NARROWED = ("q", "role", "organisation", "unit", "state")


@never_cache
@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, searched and narrowed by what stands in the address."""
    given = {name: request.GET[name] for name in _NARROWED if request.GET.get(name)}
    entries = people(person_of(request), _wanted(given))
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(_whole(request.GET.get("page", "")) or 1, 1), pages)
    context = {
        "entries": entries[(number - 1) * PAGE : number * PAGE],
        "total": len(entries),
        "number": number,
        "pages": pages,
        "given": given,
        "role_options": [("", _("All roles")), *((role.value, role.words) for role in Role)],
        "states": [("", _("All")), *((state.value, state.words) for state in State)],
        "units": [("", _("Everywhere")), *((unit.pk, unit.full_name) for unit in _wide_units())],
        "organisation": Organisation.objects.filter(pk=_whole(given.get("organisation", ""))).first(),
    }
    return render(request, "web/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite one person into one role; more roles are given on the person's page."""
    by = person_of(request)
    demand(by, Action.MANAGE_PEOPLE)
    problems: BadInputError | None = None
    if request.method == "POST":
        try:
            role, organisation = _role_given(request)
            since = _day_given(request, "since")
            person = actions.invite(
                by, request.POST.get("email", ""), request.POST.get("name", ""), [(role, organisation)], since
            )
        except BadInputError as error:
            problems = _own_or_raise(error)
        else:
            return _page(request, person, sent=send_invitation(request, person))
    context = {**_choices(), "given": request.POST, "problems": problems.problems if problems else ()}
    return render(request, "web/people_invite.html", context, status=status_of(problems) if problems else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; what is changed is named by the field `do` of the form."""
    by = person_of(request)
    demand(by, Action.MANAGE_PEOPLE)
    found = Person.objects.filter(pk=pk).first()
    change = _CHANGES.get(request.POST.get("do", ""))
    if found is None or (request.method == "POST" and change is None):
        raise Http404
    if change is None:
        return _page(request, found)
    try:
        sent = change(request, by, found)
    except BadInputError as error:
        found.refresh_from_db()
        return _page(request, found, _own_or_raise(error))
    if sent:
        return _page(request, found, sent=sent)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("person", args=[pk]))


def _page(
    request: HttpRequest, found: Person, problems: BadInputError | None = None, sent: Sent | None = None
) -> HttpResponse:
    held = list(Membership.objects.filter(person=found).select_related("organisation__unit__parent").order_by("-since"))
    today = clock.today()
    context = {
        **_choices(),
        "shown": found,
        "now": [(Role(m.role).words, m) for m in held if m.until is None or m.until >= today],
        "past": [(Role(m.role).words, m) for m in held if m.until is not None and m.until < today],
        "second_factor": has_second_factor(found),
        "problems": problems.problems if problems else (),
        "given": request.POST,
        "sent": sent,
    }
    return render(request, "web/person.html", context, status=status_of(problems) if problems else 200)


Changed = Callable[[HttpRequest, Person | None, Person], Sent | None]


def _correct(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.correct(by, found, request.POST.get("email", ""), request.POST.get("name", ""))


def _invite_again(request: HttpRequest, by: Person | None, found: Person) -> Sent:
    actions.invite_again(by, found)
    return send_invitation(request, found)


def _give_role(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.give_role(by, found, *_role_given(request), _day_given(request, "since"))


def _end_role(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.end_role(by, _membership(request, found), _day_given(request, "until"))


def _change_role(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.change_role(by, _membership(request, found), *_role_given(request), _day_given(request, "since"))


def _switch_off(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.switch_off(by, found, request.POST.get("reason", ""))


def _switch_on(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.switch_on(by, found, request.POST.get("reason", ""))


def _second_factor(request: HttpRequest, by: Person | None, found: Person) -> None:
    actions.take_second_factor_away(by, found, request.POST.get("reason", ""))


_CHANGES: dict[str, Changed] = {
    "correct": _correct,
    "invite_again": _invite_again,
    "give_role": _give_role,
    "end_role": _end_role,
    "change_role": _change_role,
    "switch_off": _switch_off,
    "switch_on": _switch_on,
    "second_factor": _second_factor,
}


def _own_or_raise(error: BadInputError) -> BadInputError:
    """A denial is a page of its own; everything else is shown beside the form."""
    if status_of(error) == 403:
        raise error
    return error


def _membership(request: HttpRequest, found: Person) -> Membership:
    pk = _whole(request.POST.get("membership", ""))
    held: Membership | None = (
        Membership.objects.filter(pk=pk, person=found).select_related("person", "organisation").first()
    )
    if held is None:
        raise Http404
    return held


def _role_given(request: HttpRequest) -> tuple[Role, Organisation]:
    role = request.POST.get("role", "")
    pk = _whole(request.POST.get("organisation", ""))
    organisation = Organisation.objects.on(clock.today()).filter(pk=pk).first()
    if role not in set(Role) or organisation is None:
        raise refuse(ROLE_MISSING, Where(column="role"))
    return Role(role), organisation


def _day_given(request: HttpRequest, name: str) -> date:
    """A day as officials write it or as the browser's own field sends it; today when left blank."""
    text = request.POST.get(name, "")
    day = read_date(text)
    if isinstance(day, Refused):
        raise refuse(CELL_DATE, Where(column=name), text)
    return day or clock.today()


def _choices() -> dict[str, object]:
    return {
        "role_choices": [("", ""), *((role.value, role.words) for role in Role)],
        "organisation_choices": [
            ("", ""),
            *_by_kind(Organisation.objects.on(clock.today()).select_related("unit__parent")),
        ],
        "today_text": f"{clock.today():%d/%m/%Y}",
    }


def _by_kind(organisations: Iterable[Organisation]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Organisations as groups of choices: those kinds first of which there are few, each by name."""
    kinds: dict[str, list[Organisation]] = {}
    for each in organisations:
        kinds.setdefault(each.kind, []).append(each)
    by_words = [(OrganisationKind(kind).words, held) for kind, held in kinds.items()]
    return [
        (words, sorted(_named_apart(held), key=lambda choice: sort_key(choice[1])))
        for words, held in sorted(by_words, key=lambda kind: (len(kind[1]), sort_key(kind[0])))
    ]


def _named_apart(organisations: Iterable[Organisation]) -> list[tuple[int, str]]:
    """Organisations by name; those of one name with what their unit lies in."""
    held = list(organisations)
    times = Counter(each.name for each in held)
    above = {each.pk: each.unit.parent.full_name for each in held if times[each.name] > 1 and each.unit.parent}
    return [(each.pk, f"{each.name} ({above[each.pk]})" if each.pk in above else each.name) for each in held]


def _wanted(given: dict[str, str]) -> Wanted:
    unit = Unit.objects.filter(pk=_whole(given.get("unit", ""))).first()
    role, state = given.get("role", ""), given.get("state", "")
    return Wanted(
        given.get("q", ""),
        role if role in set(Role) else "",
        _whole(given.get("organisation", "")) or None,
        unit,
        state if state in set(State) else "",
    )


def _wide_units() -> list[Unit]:
    return list(Unit.objects.on(clock.today()).exclude(level=Level.COMMUNE).order_by("-level", "order"))


def _whole(text: str) -> int:
    """A whole number; 0, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
