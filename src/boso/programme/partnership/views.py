"""The programme's own pages: goals and portfolio, participants, facts, roles, agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.programme.grants import queries as grants
from boso.programme.partnership import facts_list, forms, policies, queries, showing, timeline
from boso.programme.partnership.models import Level, Party, Phase, Programme, Side

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: The facts in the programme's head, by their ids.
KEY_FACTS = {
    "budget": "programme.budget.total",
    "support": "programme.budget.support",
    "people": "bank.person_years",
    "costs": "bank.running_costs",
    "population": "programme.population",
    "years": "programme.duration_each",
    "count": "contradiction.participants",
    "change": "programme.plans.change",
}


@page(members)
def programme(request: PageRequest) -> HttpResponse:
    """Vision to result goals, the two plans and three intakes, who stands where, and what it costs."""
    actor = request.actor
    rows = list(queries.with_districts(queries.participations(actor)))
    found = queries.facts_named(actor, *KEY_FACTS.values())
    facts = {name: found.get(fact_id) for name, fact_id in KEY_FACTS.items()}
    plans = list(queries.plans(actor))
    intakes = list(queries.intakes(actor).prefetch_related(None))
    columns = showing.portfolio(rows, queries.plan_status(actor))
    context = {
        "total": len(rows),
        "facts": facts,
        "said": {name: showing.said(fact) for name, fact in facts.items()},
        "plan": plans[-1] if plans else None,
        "earlier": plans[:-1],
        "levels": showing.by_level(plans[-1]) if plans else {},
        "names": dict(Level.choices),
        "columns": [column for column in columns if column.cards],
        "nobody": [column.label for column in columns if not column.cards and column.phase != Phase.NOT_STATED],
        "begun": sum(row.phase == Phase.IMPLEMENTATION for row in rows),
        "turning": sum(row.phase == Phase.PLANNING_TO_IMPLEMENTATION for row in rows),
        "silent": sum(row.phase == Phase.NOT_STATED for row in rows),
        "chart": timeline.draw(plans, intakes, rows) if plans else None,
        "intakes": intakes,
        "may_edit": policies.may_edit_calendar(actor),
        "may_admit": policies.may_see_admissions(actor),
    }
    return render(request, "partnership/programme.html", context)


COLUMNS = (
    Column("name", _("Participant"), ("organisation__name",)),
    Column("intake", _("Intake"), ("intake__year", "organisation__name"), choice=True),
    Column("phase", _("Phase"), ("phase", "organisation__name"), choice=True),
    Column("plan", _("Programme plan"), choice=True),
    Column("evaluated", _("Evaluated"), ("-evaluated", "organisation__name"), choice=True),
    Column("granted", _("Granted"), (), numeric=True, choice=True),
    Column("county", _("County"), ("county", "organisation__name"), choice=False),
)


@page(members)
def participants(request: PageRequest) -> HttpResponse:
    """One status page for all who take part in a programme: the report's, or the invented one where it is asked for."""
    actor = request.actor
    invented = request.GET.get("programme") == Programme.DEMONSTRATION
    programme = Programme.DEMONSTRATION if invented else Programme.REPORT
    everybody = queries.participations(actor, programme)
    counties = sorted({row.county for row in everybody if row.county})
    years = sorted({row.intake.year for row in everybody if row.intake})
    form = forms.ParticipantFilter(request.GET, years, counties)
    form.is_valid()
    wish = {name: str(value) for name, value in form.cleaned_data.items()}
    text = wish.pop("q", "")
    page_of = listing(
        request,
        queries.with_districts(queries.narrowed(everybody, text=text, **wish)),
        COLUMNS,
        default="name",
    )
    plans = queries.plan_status(actor)
    granted = {row.pk: getattr(row, "awarded", None) for row in grants.participants(actor, programme=programme)}
    context = {
        "listing": page_of,
        "rows": [
            (row, showing.plan_words(plans.get(row.slug)), plans.get(row.slug), granted.get(row.pk))
            for row in page_of.rows
        ],
        "form": form,
        "chips": chips(request, form),
        "everybody": len(everybody),
        "evaluated": sum(row.evaluated for row in everybody),
        "silent": sum(row.intake is None for row in everybody),
        "synthetic": invented,
        "demonstration": Programme.DEMONSTRATION,
        "has_demonstration": invented or queries.participations(actor, Programme.DEMONSTRATION).exists(),
        "may_admit": not invented and policies.may_see_admissions(actor),
    }
    return render(request, "partnership/participants.html", context)


@page(members)
def facts(request: PageRequest) -> HttpResponse:
    """Everything the sources say, with chapter and lines."""
    actor = request.actor
    names = {row.slug: row.organisation.name for row in queries.participations(actor)}
    subjects = [(name, facts_list.subject_words(name, names)) for name, _count in queries.fact_counts(actor, "subject")]
    topics = [(name, showing.topic_words(name)) for name, _count in queries.fact_counts(actor, "topic")]
    form = forms.FactFilter(request.GET, topics, sorted(subjects, key=lambda pair: pair[1]))
    form.is_valid()
    wish = {name: str(value) for name, value in form.cleaned_data.items() if value}
    wish["search"] = wish.pop("q", "")
    found = facts_list.page_of(request, queries.facts(actor, **wish))
    for each in found.rows:
        each.about = f"{facts_list.subject_words(each.subject, names)} · {showing.topic_words(each.topic)}"
    context = {
        "listing": found,
        "form": form,
        "chips": chips(request, form),
        "names": names,
        "export": facts_list.export_address(wish),
    }
    return render(request, "partnership/facts.html", context)


@page(members)
def fact(request: PageRequest, fact_id: str) -> HttpResponse:
    """One fact at its own address: what is said, in whose words, and where."""
    found = queries.fact(request.actor, fact_id)
    names = {row.slug: row.organisation.name for row in queries.participations(request.actor)}
    context = {
        "fact": found,
        "said": showing.said(found),
        "topic": showing.topic_words(found.topic),
        "subject": facts_list.subject_words(found.subject, names),
        "participant": found.subject if found.subject in names else "",
        "near": queries.facts(request.actor, topic=found.topic, subject=found.subject).exclude(pk=found.pk)[:6],
    }
    return render(request, "partnership/fact.html", context)


@page(members)
def roles(request: PageRequest) -> HttpResponse:
    """Who holds which role on the two sides, and the bank's own task areas."""
    actor = request.actor
    today = timezone.localdate()
    everything = list(queries.roles(actor))
    shared = [row for row in everything if row.side == Side.MUNICIPALITY and row.participation is None]
    tasks = list(queries.bank_tasks(actor))
    context = {
        "bank": [row for row in everything if row.side == Side.BANK and not row.is_past(today)],
        "bank_before": [row for row in everything if row.side == Side.BANK and row.is_past(today)],
        "shared": shared,
        "own": [row for row in everything if row.participation is not None and not row.is_past(today)],
        "tasks": [task for task in tasks if task.number],
        "remarks": [task for task in tasks if not task.number],
        "may_edit": policies.may_edit_bank_roles(actor),
    }
    return render(request, "partnership/roles.html", context)


@page(members)
def agreements(request: PageRequest) -> HttpResponse:
    """What the partnership agreement says, and which agreements there are."""
    actor = request.actor
    every = list(queries.duties(actor))
    context = {
        "sides": [(label, [duty for duty in every if duty.party == party]) for party, label in Party.choices],
        "agreements": queries.agreements(actor),
        "own": queries.own_participations(actor) if not actor.is_bank else list(queries.participations(actor)),
        "may_draft": actor.is_bank,
    }
    return render(request, "partnership/agreements.html", context)


@page(members)
def agreement(request: PageRequest, agreement_id: int) -> HttpResponse:
    """One agreement with both parties' duties and signatures."""
    actor = request.actor
    found = queries.agreement(actor, agreement_id)
    every = list(queries.duties(actor))
    context = {
        "agreement": found,
        "side": queries.signing_side(actor, found),
        "sides": [(label, [duty for duty in every if duty.party == party]) for party, label in Party.choices],
        "may_end": found.state == "signed" and bool(policies.may_end_agreement(actor, found)),
        "sign_address": reverse("partnership:agreement-sign", args=[found.pk]),
    }
    return render(request, "partnership/agreement.html", context)


@page(policies.may_see_admissions)
def admissions(request: PageRequest) -> HttpResponse:
    """Applications to the programme, and the intakes with their stages."""
    actor = request.actor
    context = {
        "admissions": list(queries.admissions(actor)),
        "intakes": list(queries.intakes(actor)),
        "may_edit": policies.may_edit_calendar(actor),
    }
    return render(request, "partnership/admissions.html", context)
