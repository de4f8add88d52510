"""What the money asks of a person today: awards to decide or accept, payments to judge, pay or correct, own share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.numbers import kroner
from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.grants import queries, wording
from boso.programme.grants.models import AwardState, PaymentState

#: State of a request -> what is to be done with it.
_PAYMENT_ACTS = {
    PaymentState.DRAFT: gettext_lazy("Finish and submit"),
    PaymentState.SUBMITTED: gettext_lazy("Look at the request"),
    PaymentState.APPROVED: gettext_lazy("Record as paid"),
    PaymentState.RETURNED: gettext_lazy("Correct the request"),
}


def awards(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Drafts that wait for the coordinator's decision, awards that wait to be accepted."""
    for award in queries.waiting_awards(actor):
        draft = award.state == AwardState.DRAFT
        yield WorkItem(
            due=None,
            title=wording.award_title(award),
            why=_("The draft waits for your decision.") if draft else _("Accept it to draw on it."),
            act_label=_("Decide") if draft else _("Read and accept"),
            act_url=reverse("grants:award", args=[award.pk]),
            about=award.participation.organisation.name,
            key=f"award-{award.pk}-{award.state}",
        )  # fmt: skip


def payments(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Requests for payment that wait for the actor."""
    for payment in queries.waiting_payments(actor):
        yield WorkItem(
            due=None,
            title=wording.payment_title(payment),
            why=payment.returned_because or wording.payment_period(payment),
            act_label=str(_PAYMENT_ACTS[PaymentState(payment.state)]),
            act_url=reverse("grants:payment", args=[payment.pk]),
            about=payment.award.participation.organisation.name,
            key=f"payment-{payment.pk}-{payment.state}",
        )


def contributions(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """What municipalities have reported as their own, waiting for the bank."""
    for own in queries.waiting_contributions(actor):
        slug = own.participation.slug
        yield WorkItem(
            due=None,
            title=_("%(amount)s as own share for %(year)d") % {"amount": kroner(own.amount), "year": own.work_year},
            why=own.evidence,
            act_label=_("Look at it"),
            act_url=reverse("grants:participant", args=[slug]) + f"#own-{own.pk}",
            about=own.participation.organisation.name,
            key=f"own-{own.pk}",
        )


def own_share(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Own share that is short, or that nobody has recorded, in the programme leader's municipality."""
    if not actor.holds(Role.PROGRAMME_LEADER):
        return
    for participation, year in queries.own_years(actor):
        if not year.standing.is_short:
            continue
        said = {"year": year.year, "required": kroner(year.required or 0), "short": kroner(year.standing.short or 0)}
        short = bool(year.contributions)
        why = (
            _("%(short)s is lacking of %(required)s.")
            if short
            else _("%(required)s is required. Nothing is recorded yet.")
        )
        yield WorkItem(
            due=None,
            title=_("Own share for %(year)d") % said,
            why=why % said,
            act_label=_("Record own share"),
            act_url=reverse("grants:contribution-new", args=[participation.slug]),
            group=Group.MINE if short else Group.KEEP,
            about=participation.organisation.name,
            url=reverse("grants:participant", args=[participation.slug]),
            key=f"own-share-{participation.slug}-{year.year}",
        )


SOURCES = (awards, payments, contributions, own_share)


def awards_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What awards are called, for «changed since»."""
    return {
        str(award.pk): Thing(
            f"{award.participation.organisation.name}: {wording.award_title(award)}",
            reverse("grants:award", args=[award.pk]),
        )
        for award in queries.awards_by_id(actor, ids)
    }


def payments_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What requests are called, for «changed since»."""
    return {
        str(payment.pk): Thing(
            f"{payment.award.participation.organisation.name}: {wording.payment_title(payment)}",
            reverse("grants:payment", args=[payment.pk]),
        )
        for payment in queries.payments_by_id(actor, ids)
    }


#: What has happened, as past participles.
AWARD_VERBS = {
    "award.draft": gettext_lazy("drafted"),
    "award.change": gettext_lazy("changed"),
    "award.decide": gettext_lazy("awarded"),
    "award.accept": gettext_lazy("accepted"),
    "award.close": gettext_lazy("closed"),
}
PAYMENT_VERBS = {
    "payment.draft": gettext_lazy("drafted"),
    "payment.change": gettext_lazy("changed"),
    "payment.submit": gettext_lazy("submitted"),
    "payment.approve": gettext_lazy("approved"),
    "payment.send_back": gettext_lazy("returned for correction"),
    "payment.pay": gettext_lazy("paid"),
    "payment.withdraw": gettext_lazy("withdrawn"),
}
