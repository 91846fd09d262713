"""One's own account, the link of an invitation, and what of signing in is not offered here."""

import structlog
from allauth.account.utils import perform_login
from allauth.socialaccount.providers.openid_connect.views import login as to_provider
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

from langso.accounts.door import DECIDING, has_second_factor, memberships
from langso.accounts.invitations import invited
from langso.accounts.models import Membership, Role
from langso.accounts.own import change_own, take_up_invitation
from langso.language import Language
from langso.language import gettext as _
from langso.problems import INVITATION_OVER, BadInputError
from langso.web.people import person_of
from langso.web.views.errors import status_of

_log = structlog.get_logger("langso.web")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The own account: name, language, ways of signing in, roles and territory."""
    person = person_of(request)
    assert person is not None  # noqa: S101 - login_required
    if request.method == "POST":
        language = request.POST.get("language", "")
        change_own(person, language if language in set(Language) else Language.VI)
        messages.success(request, _("Saved."))
        response = HttpResponseRedirect(reverse("account"))
        response.delete_cookie("lang")
        return response
    context = {
        "held": [(Role(m.role).words, m) for m in memberships(person)],
        "past": _past(person.pk, {m.pk for m in memberships(person)}),
        "deciding": bool({m.role for m in memberships(person)} & DECIDING),
        "second_factor": has_second_factor(person),
    }
    return render(request, "account/own.html", context)


def _past(person: int, now: set[int]) -> list[tuple[str, Membership]]:
    held = Membership.objects.filter(person=person).exclude(pk__in=now).select_related("organisation")
    return [(Role(m.role).words, m) for m in held.order_by("-since")]


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password by the link of an invitation, and be signed in."""
    problems: BadInputError | None = None
    try:
        person = invited(token)
        if request.method == "POST":
            password = request.POST.get("password", "")
            person = take_up_invitation(token, password)
            messages.success(request, _("Welcome. Your password is set."))
            response: HttpResponse = perform_login(request, person, email_verification="none")
            return response
    except BadInputError as error:
        problems = error
        if any(problem.kind is INVITATION_OVER for problem in error.problems):
            return render(request, "account/invitation_over.html", {"problems": error.problems}, status=410)
    context = {"invited": person, "problems": problems.problems if problems else ()}
    return render(request, "account/invitation.html", context, status=status_of(problems) if problems else 200)


def not_offered(request: HttpRequest, **given: str) -> HttpResponse:  # noqa: ARG001
    """Sign-up and change of address: said politely, with what to do instead."""
    return render(request, "account/not_offered.html", status=404)


def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the province's sign-in; a page that says so when it does not answer."""
    try:
        answer: HttpResponse = to_provider(request, provider_id)
    except (RequestException, KeyError, ValueError) as error:
        _log.warning("single sign-on away", error=type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=424)
    return answer
