"""Every write of indicators: values recorded and confirmed, targets, groups, figures taken in from packages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.core.indicators.spans import Span, span
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision, NotNow, require
from boso.foundation.packages.models import Received
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.indicators import policies, queries, taking
from boso.programme.indicators.models import Cached, Group, Indicator, Target, Value, ValueMark, ValueState
from boso.programme.indicators.states import VALUE
from boso.programme.partnership.models import Participation


def record_value(
    actor: Actor,
    participation: Participation,
    indicator: Indicator,
    period: str,
    *,
    numerator: Decimal,
    denominator: Decimal | None = None,
    origin: str,
    note: str = "",
) -> Value:
    """Record a value of the participant's own, to be confirmed by the bank. One that was returned is recorded anew.

    Raises NotNow where a confirmed value stands, where a denominator is lacking, or where the period is none.
    """
    require(policies.may_record(actor, participation))
    when = _span(period)
    if indicator.is_ratio and not denominator:
        raise NotNow(_("Say also of how many: %(denominator)s.") % {"denominator": indicator.denominator})
    with transaction.atomic():
        standing = (
            Value.objects.select_for_update(of=("self",))
            .filter(indicator=indicator, organisation=participation.organisation_id, period=when.code, group="")
            .first()
        )
        if standing is not None:
            require(_changeable(actor, standing))
        fields = {
            "indicator": indicator, "organisation_id": participation.organisation_id, "period": when.code,
            "starts": when.starts, "ends": when.ends, "numerator": numerator,
            "denominator": denominator if indicator.is_ratio else None, "mark": ValueMark.KNOWN, "origin": origin,
            "note": note, "state": ValueState.RECORDED, "recorded_by_id": actor.user_id,
        }  # fmt: skip
        verb = "value.record" if standing is None else "value.change"
        return save(actor, verb, standing or Value(), fields, participation.organisation_id)


def _changeable(actor: Actor, standing: Value) -> Decision:
    decision = policies.may_change_value(actor, standing)
    if not decision:
        raise NotNow(_("There is a confirmed value for this period. It is changed where it comes from."))
    return decision


def advance_value(actor: Actor, value: Value, step: str, *, reason: str = "") -> None:
    """`confirm` or `send_back`. Raises Refused, or NotNow where it has moved on."""
    perform(actor, value, VALUE, step, organisation_id=value.organisation_id, reason=reason)


def set_target(actor: Actor, participation: Participation, indicator: Indicator, fields: dict[str, Any]) -> Target:
    """Set a target for a year. Raises NotNow where one stands for that year."""
    require(policies.may_set_target(actor, participation))
    if Target.objects.filter(participation=participation, indicator=indicator, year=fields["year"]).exists():
        raise NotNow(_("There is a target for that year already. Change that one."))
    given = {**fields, "participation": participation, "indicator": indicator, "set_by_id": actor.user_id}
    return save(actor, "target.set", Target(), given, participation.organisation_id)


def change_target(actor: Actor, target: Target, fields: dict[str, Any]) -> Target:
    """Change a target; its history keeps what it was."""
    require(policies.may_change_target(actor, target))
    twin = Target.objects.filter(
        participation=target.participation_id, indicator=target.indicator_id, year=fields["year"]
    )
    if twin.exclude(pk=target.pk).exists():
        raise NotNow(_("There is a target for that year already. Change that one."))
    return save(actor, "target.change", target, fields, target.participation.organisation_id)


def remove_target(actor: Actor, target: Target) -> None:
    """Take a target away; the history keeps it."""
    require(policies.may_change_target(actor, target))
    with act(actor, "target.remove", target, organisation_id=target.participation.organisation_id):
        target.delete()


def keep_group(actor: Actor, group: Group | None, name: str, why: str, members: Iterable[Participation]) -> Group:
    """Make or change a group to compare with. Raises NotNow where another has the name or there are too few."""
    require(policies.may_keep_groups(actor))
    chosen = list(members)
    if len(chosen) < 2:
        raise NotNow(_("A group has at least two participants."))
    if Group.objects.filter(name=name).exclude(pk=0 if group is None else group.pk).exists():
        raise NotNow(_("There is a group of that name already."))
    with transaction.atomic():
        verb = "group.make" if group is None else "group.change"
        kept = save(actor, verb, group or Group(), {"name": name, "why": why, "archived": False})
        kept.members.set(chosen)
    return kept


def archive_group(actor: Actor, group: Group) -> None:
    """Put a group away."""
    require(policies.may_keep_groups(actor))
    save(actor, "group.change", group, {"archived": True})


def take_in(actor: Actor, package: Received) -> int:
    """Put a package's figures among the indicators, for the bank and the municipality to see; gives how many.

    A later package of the same day takes the place of the earlier. Raises NotNow where no indicator is counted from it.
    """
    require(policies.may_import(actor))
    found = taking.from_package(package, queries.passports(actor).exclude(package=""))
    if not found:
        raise NotNow(_("No indicator is counted from these figures."))
    when = span(str(package.on.year))
    with act(actor, "package.take_in", package, organisation_id=package.organisation_id):
        for indicator, measured in found:
            fields = {
                "starts": when.starts, "ends": when.ends, "numerator": measured.numerator,
                "denominator": measured.denominator, "mark": measured.state.value, "state": ValueState.CONFIRMED,
                "inside": True, "origin": queries.origin_of(package), "recorded_by_id": None,
                "note": _("As of %(day)s") % {"day": f"{package.on:%d.%m.%Y}"},
            }  # fmt: skip
            name = {
                "indicator": indicator, "organisation_id": package.organisation_id, "period": when.code, "group": "",
            }  # fmt: skip
            standing = Value.objects.filter(**name).first() or Value(**name)
            if not _is_newer(standing, package):
                raise NotNow(_("Figures of a later day stand already. These are older."))
            save(actor, "package.take_in", standing, fields, package.organisation_id)
    return len(found)


def _is_newer(standing: Value, package: Received) -> bool:
    """Whether the package is later than what the value stands on; what was no package gives way."""
    parts = standing.origin.split(":")
    if len(parts) != 5:
        return True
    return (parts[3], int(parts[4])) <= (str(package.on), package.number)


def keep_answer(actor: Actor, request: str, address: str, answer: str) -> Cached:
    """Keep what a statistics bank answered."""
    require(policies.may_import(actor))
    standing = queries.kept_answer(request) or Cached(request=request)
    fields = {"address": address[:300], "answer": answer, "fetched_at": timezone.now()}
    return save(actor, "statistics.fetch", standing, fields)


def _span(period: str) -> Span:
    try:
        return span(period)
    except ValueError:
        raise NotNow(_("Write the period as 2026, 2026H1, 2026Q3 or 2026M09.")) from None
