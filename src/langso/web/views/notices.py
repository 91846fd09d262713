"""What a person was told of dossiers, and whether it comes by mail too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from langso import clock
from langso.accounts.own import want_mails
from langso.dossiers.notices import notices_of, remarks_of, said, seen
from langso.language import gettext as _
from langso.web.people import person_of

A_PAGE = 50


@login_required
@never_cache
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The notices, the latest first; those that are new are marked, and have been seen with this page."""
    person = person_of(request)
    assert person is not None  # noqa: S101 - login_required
    page = Paginator(notices_of(person), A_PAGE).get_page(request.GET.get("page"))
    remarks = remarks_of(page.object_list)
    listed = [(notice, said(notice), remarks.get(notice.event, "")) for notice in page.object_list]
    context = {"page": page, "listed": listed, "by_mail": person.wants_mails, "email": person.email}
    answer = render(request, "web/notices.html", context)
    if page.number == 1 and listed:
        seen(person, clock.now(), listed[0][0].pk)
    return answer


@login_required
@never_cache
@require_POST
def notices_mails(request: HttpRequest) -> HttpResponse:
    """Turn the mails on or off."""
    wanted = request.POST.get("mails") == "on"
    want_mails(person_of(request), wanted=wanted)
    messages.success(request, _("Notices come by mail too.") if wanted else _("Notices no longer come by mail."))
    return HttpResponseRedirect(reverse("notices"))
