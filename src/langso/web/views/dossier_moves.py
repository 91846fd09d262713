"""What is done to a dossier: its moves, each with a page that says what will happen, rulings, replies, attestations."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.criteria.formula import tally_of
from langso.dossiers import actions, recognising
from langso.dossiers.kinds import Move, Opinion
from langso.dossiers.models import Dossier, Reply, TierRuling
from langso.dossiers.procedure import basis_of_tier, steps
from langso.dossiers.rebinding import newer_law, preview, rebind
from langso.dossiers.recognising import Decision
from langso.dossiers.rules import NEEDS_REASON
from langso.dossiers.ruling import Attested, Said, assign, attest, reply, rule, share_of
from langso.dossiers.situation import ACTIONS, body_name, holder, may_move, next_tier, tier_in_hand
from langso.evidence.overview import counts
from langso.evidence.rules import find_node
from langso.language import gettext as _
from langso.language import mark, ngettext, whole
from langso.problems import BadInputError, Where, refuse
from langso.registers.law import law
from langso.web.asked import errors_in, votes_typed, whole_of
from langso.web.days import day_typed
from langso.web.dossier_shown import OPINIONS, Shown
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.web.views.dossiers import dossier_of, dossier_page
from langso.web.views.errors import status_of


@require_http_methods(["GET", "POST"])
def dossier_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """A move: first what it will do and what it needs, then done."""
    held = dossier_of(request, pk)
    if move not in Move.values or Move(move) is Move.OPEN:
        raise Http404
    wanted, person = Move(move), person_of(request)
    demand(person, ACTIONS[wanted], held.commune)
    faults: Any = ()
    status = 200
    if request.method == "POST":
        try:
            _make(request, person, held, wanted)
            messages.success(request, _done(Dossier.objects.get(pk=pk), wanted))
            return HttpResponseRedirect(reverse("dossier", args=[held.pk]))
        except BadInputError as error:
            faults, status = error.problems, status_of(error)
    day = clock.today()
    shown = Shown(Dossier.objects.select_related("commune__parent__parent", "cycle", "law").get(pk=pk), person, day)
    step = next(s for s in steps() if s.move is wanted)
    conditions = [line for line in shown.lines if line.is_condition]
    there = counts(held.commune) if wanted is Move.SUBMIT else {}
    context = {
        "dossier": held,
        "unit": held.commune,
        "move": wanted,
        "it": shown,
        "step": step,
        "basis": step.basis or (basis_of_tier(tier, day) if (tier := tier_in_hand(held, day)) else ""),
        "answer": may_move(person, shown.dossier, wanted, day, shown.situation),
        "needs_reason": wanted in NEEDS_REASON,
        "to": _goes_to(held, wanted, shown),
        "typed": request.POST.dict(),
        "problems": faults,
        "errors_in": errors_in(faults),
        "day": day,
        "conditions": conditions,
        "bare": [line for line in conditions if wanted is Move.SUBMIT and not there.get(line.node)],
        "short_id": short_id,
    }
    return render(request, "web/dossier_move.html", context, status=status)


_DONE: dict[Move, str] = {
    Move.SUBMIT: mark("The dossier was submitted. It is with: {body}."),
    Move.TAKE_BACK: mark("The dossier was withdrawn."),
    Move.RETURN: mark("The dossier was returned to the commune."),
    Move.VERIFY: mark("The dossier was verified and passed on. It is with: {body}."),
    Move.APPRAISE: mark("The dossier was appraised. The decision can be recorded."),
    Move.REFUSE: mark("The dossier ended without recognition."),
    Move.RECOGNISE: mark("The recognition was recorded."),
    Move.ANNOUNCE: mark("The announcement was recorded."),
    Move.WITHDRAW_RECOGNITION: mark("The withdrawal was recorded."),
}


def _done(held: Dossier, move: Move) -> str:
    """What was done, and who has the dossier now."""
    return _(_DONE[move]).format(body=holder(held, clock.today()))


def _goes_to(held: Dossier, move: Move, shown: Shown) -> str:
    """Who has the dossier in hand after a move; "" where nobody has."""
    if move is Move.RETURN:
        return held.commune.full_name
    tiers = {
        Move.SUBMIT: next(iter(shown.tiers), None),
        Move.VERIFY: next_tier(held, shown.day),
        Move.APPRAISE: shown.in_hand,
    }
    tier = tiers.get(move)
    return body_name(held.commune, tier, shown.day) if tier else ""


def _make(request: HttpRequest, person: Person | None, held: Dossier, move: Move) -> None:
    typed = request.POST
    seen, reason = whole_of(typed.get("version", "")) or 0, typed.get("reason", "")
    simple: dict[Move, Callable[..., Any]] = {
        Move.TAKE_BACK: actions.take_back,
        Move.RETURN: actions.return_for_more,
        Move.REFUSE: actions.refuse_dossier,
        Move.VERIFY: actions.pass_on,
        Move.APPRAISE: actions.pass_on,
    }
    if move in simple:
        simple[move](person, held, seen=seen, reason=reason)
    elif move is Move.SUBMIT:
        votes_for, votes_cast = votes_typed(typed)
        actions.submit(person, held, seen=seen, reason=reason, votes_for=votes_for, votes_cast=votes_cast)
    elif move is Move.RECOGNISE:
        decision = Decision(
            typed.get("number", ""),
            day_typed(typed.get("decided_on", ""), "decided_on", _("Day of the decision")),
            typed.get("issuer", ""),
            *votes_typed(typed),
        )
        recognising.recognise(person, held, decision, seen=seen)
    elif move is Move.ANNOUNCE:
        recognising.announce(
            person,
            held,
            day_typed(typed.get("announced_on", ""), "announced_on", _("Day of the announcement")),
            seen=seen,
        )
    else:
        day = day_typed(typed.get("decided_on", ""), "decided_on", _("Day of the decision"))
        recognising.withdraw(person, held, typed.get("number", ""), day, reason, seen=seen)


@require_POST
def dossier_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the conditions that were ticked, all at once; what the body holds of others already stays."""
    held = dossier_of(request, pk)
    ticked = request.POST.getlist("node")
    to_rule = Shown(held, person_of(request), clock.today()).to_rule
    said = {line.node: Said(Opinion.AGREE) for line in to_rule if line.node in ticked}
    if not said:
        messages.warning(request, _("Nothing was ruled on: no condition without a ruling was ticked."))
        return HttpResponseRedirect(reverse("dossier", args=[held.pk]) + "#conditions")
    done = ngettext("{n} condition was agreed to.", "{n} conditions were agreed to.", len(said)).format(
        n=whole(len(said))
    )
    return _changed(request, held, lambda person: rule(person, held, said, seen=_seen(request)), done)


def _seen(request: HttpRequest) -> int:
    return whole_of(request.POST.get("seen", "")) or 0


def _changed(
    request: HttpRequest, held: Dossier, make: Callable[[Person | None], Any], done: str, anchor: str = ""
) -> HttpResponse:
    """Make a change of what is said of a dossier; back on its page, or the page with what was wrong."""
    try:
        make(person_of(request))
    except BadInputError as error:
        return dossier_page(request, held, problems=error.problems, status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("dossier", args=[held.pk]) + anchor)


@require_http_methods(["GET", "POST"])
def dossier_condition(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """One condition of a dossier: as it was submitted, its evidence, every ruling and reply, and one's own."""
    held = dossier_of(request, pk)
    person, day = person_of(request), clock.today()
    faults: Any = ()
    status = 200
    if request.method == "POST":
        try:
            following = _said(request, person, held, node)
            return HttpResponseRedirect(following)
        except BadInputError as error:
            faults, status = error.problems, status_of(error)
    shown = Shown(held, person, day)
    lines = [line for line in shown.lines if line.is_condition]
    place = next((i for i, line in enumerate(lines) if line.node == node), None)
    if place is None:
        raise Http404
    sealed = shown.sealed or {"evidence": [], "verdicts": []}
    verdict = next((v for v in sealed["verdicts"] if v["id"] == node), None)
    context = {
        "dossier": held,
        "unit": held.commune,
        "it": shown,
        "line": lines[place],
        "before": lines[place - 1].node if place else "",
        "after": lines[place + 1].node if place + 1 < len(lines) else "",
        "place": place + 1,
        "total": len(lines),
        "verdict": verdict,
        "evidence": [item for item in sealed["evidence"] if node in item["nodes"]],
        "said": _in_turn(held, node),
        "beside": _beside(held, person, node),
        "opinions": OPINIONS,
        "typed": request.POST.dict(),
        "problems": faults,
        "errors_in": errors_in(faults),
        "short_id": short_id,
    }
    return render(request, "web/dossier_condition.html", context, status=status)


def _in_turn(held: Dossier, node: str) -> list[TierRuling | Reply]:
    """What the bodies and the commune said of a condition, in the order in which they did."""
    found: list[TierRuling | Reply] = [*held.rulings.filter(node=node), *held.replies.filter(node=node)]
    return sorted(found, key=lambda each: each.event)


def _beside(held: Dossier, person: Person | None, node: str) -> list[tuple[str, str]]:
    """Where else a reviewer looks at a condition: the register as it is today, and when its verdict turned."""
    found = find_node(law().versions, node)
    if found is None:
        return []
    places = [(_("When this verdict turned, and why"), reverse("verdict_history", args=[held.commune.code, node]))]
    tally = tally_of(found[1].formula)
    if tally and may(person, Action.READ_REGISTERS, held.commune):
        address = reverse("register", args=[held.commune.code, tally.register])
        places.insert(0, (_("The register as it is today"), address))
    return places


def _said(request: HttpRequest, person: Person | None, held: Dossier, node: str) -> str:
    """Write down a ruling or a reply; where to go on."""
    if "reply" in request.POST:
        reply(person, held, node, request.POST["reply"])
        messages.success(request, _("Answered."))
        return reverse("dossier", args=[held.pk]) + f"#{node}"
    opinion, reason = request.POST.get("opinion", ""), request.POST.get("reason", "")
    if opinion not in Opinion.values:
        raise refuse(problems.OPINION_MISSING, Where(column="opinion"))
    if opinion == Opinion.AGREE.value and reason == request.POST.get("reason_before", ""):
        reason = ""  # it was of the opinion before, which holds no longer
    rule(person, held, {node: Said(Opinion(opinion), reason)}, seen=_seen(request))
    following = Shown(held, person, clock.today()).first_in_doubt
    if following:
        messages.success(request, _("Ruled."))
        return reverse("dossier_condition", args=[held.pk, following.node])
    messages.success(request, _("Ruled. No other condition is in doubt."))
    return reverse("dossier", args=[held.pk]) + f"#{node}"


@require_POST
def dossier_attest(request: HttpRequest, pk: int, check: str) -> HttpResponse:
    """Say how a check beside the criteria stands."""
    held = dossier_of(request, pk)
    demand(person_of(request), Action.ATTEST, held.commune)
    typed = request.POST

    def make(person: Person | None) -> None:
        value = {"yes": 1, "no": 0}.get(typed.get("value", ""))
        if "share" in typed:
            value = share_of(typed["share"])
        attest(
            person,
            held,
            check,
            Attested(value, day_typed(typed.get("as_of", ""), "as_of", _("As of")), typed.get("source", "")),
        )

    return _changed(request, held, make, _("Recorded."), "#checks")


@require_http_methods(["GET", "POST"])
def dossier_law(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the dossier to the law of today: first what would turn, then done."""
    held = dossier_of(request, pk)
    person = person_of(request)
    demand(person, Action.PREPARE_DOSSIER, held.commune)
    if request.method == "POST":
        seen = whole_of(request.POST.get("version", "")) or 0
        return _changed(request, held, lambda who: rebind(who, held, seen=seen), _("Moved to the law of today."))
    now = newer_law(held)
    if now is None:
        raise Http404
    context = {"dossier": held, "unit": held.commune, "now": now, "would": preview(held, now)}
    return render(request, "web/dossier_law.html", context)


@require_POST
def dossier_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the dossier to somebody of the body that has it in hand, oneself or a colleague, or to nobody."""
    held, asked = dossier_of(request, pk), request.POST.get("to", "")
    to = next(
        (each for each in Shown(held, person_of(request), clock.today()).colleagues if str(each.pk) == asked), None
    )
    if asked and to is None:
        raise Http404
    done = _("In hand: {name}.").format(name=to.name) if to else _("Nobody has it in hand.")
    return _changed(request, held, lambda person: assign(person, held, to), done)
