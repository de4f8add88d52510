"""Keeping the register: dwellings one by one, buildings, bindings and sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.dwellings import policies
from boso.casework.dwellings.keys import FROM, keys_of
from boso.casework.dwellings.models import (
    EMPTY,
    Binding,
    Building,
    Dwelling,
    EmptyStep,
    Site,
    Status,
    StatusPeriod,
    StepKind,
)
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act, save


def register(actor: Actor, organisation_id: int, fields: Mapping[str, Any]) -> Dwelling:
    """Register one dwelling: fields of Dwelling, with `status` and `status_since`. Its building is found or made.

    Raises Refused when the actor may not, NotNow when another dwelling has that unit number or id.
    """
    require(policies.may_keep(actor, organisation_id))
    invented = Organisation.objects.get(pk=organisation_id).invented
    dwelling = Dwelling(organisation_id=organisation_id, invented=invented)
    status, since = fields.get("status", Status.READY), fields.get("status_since") or timezone.localdate()
    if since > timezone.localdate():
        raise NotNow(_("The day has not come yet. Write it down when it happens."))
    told = {
        **fields, "status": status, "status_since": since, "empty_since": since if status in EMPTY else None,
        "empty_reason": fields.get("empty_reason", "") if status in EMPTY else "",
    }  # fmt: skip
    with transaction.atomic():
        _require_alone(organisation_id, told, None)
        told["building"] = _building_at(organisation_id, told, invented)
        save(actor, "dwelling.register", dwelling, {**told, **keys_of(told)}, organisation_id)
        StatusPeriod.objects.create(
            dwelling=dwelling, status=status, starts=since, empty_reason=dwelling.empty_reason
        )  # fmt: skip
        if status == Status.READY:
            EmptyStep.objects.create(dwelling=dwelling, kind=StepKind.READY, starts=since)
    return dwelling


def change(actor: Actor, dwelling: Dwelling, fields: Mapping[str, Any]) -> Dwelling:
    """Change what is written of a dwelling; its status has acts of its own.

    Raises Refused when the actor may not, NotNow when another dwelling has that unit number or id.
    """
    require(policies.may_change(actor, dwelling))
    own = {"status", "status_since", "empty_since", "removed_at", "organisation", "organisation_id", "invented"}
    told = {name: value for name, value in fields.items() if name not in own}
    with transaction.atomic():
        whole = {name: getattr(dwelling, name) for name in (*FROM, "kobo_id")} | told
        _require_alone(dwelling.organisation_id, whole, dwelling.pk)
        if (whole["street"], whole["number"]) != (dwelling.street, dwelling.number) or not dwelling.building_id:
            told["building"] = _building_at(dwelling.organisation_id, whole, dwelling.invented)
        return save(actor, "dwelling.change", dwelling, {**told, **keys_of(whole)}, dwelling.organisation_id)


def _require_alone(organisation_id: int, fields: Mapping[str, Any], pk: int | None) -> None:
    """No other dwelling that stands has its unit number in the matrikkel, or its id in another system."""
    others = Dwelling.objects.filter(organisation_id=organisation_id).exclude(pk=pk or 0)
    for name, words in (("fdv_id", _("the property system")), ("kobo_id", "Kobo")):
        if fields.get(name) and (other := others.filter(**{name: fields[name]}).first()) is not None:
            raise NotNow(
                _("%(dwelling)s already has that id in %(system)s.") % {"dwelling": other.title, "system": words}
            )
    names = ("municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference")
    place = {name: fields.get(name) or ("" if name in names[:1] + names[5:] else 0) for name in names}
    if not place["gnr"] or not place["unit_number"]:
        return
    other = others.filter(removed_at__isnull=True, **place).first()
    if other is not None:
        raise NotNow(
            _("%(dwelling)s already has that matrikkel and unit number. Tell rooms apart by the extra reference.")
            % {"dwelling": other.title}
        )


def _building_at(organisation_id: int, fields: Mapping[str, Any], invented: bool) -> Building | None:
    """The building at that address; a new one where none stands, none for an address without a number."""
    if not fields.get("number"):
        return None
    address = {name: fields.get(name) or "" for name in ("street", "letter", "postcode")}
    return Building.objects.get_or_create(
        organisation_id=organisation_id, number=fields["number"], **address,
        defaults={"place": fields.get("place") or "", "invented": invented},
    )[0]  # fmt: skip


def change_building(actor: Actor, building: Building, fields: Mapping[str, Any]) -> Building:
    """Change what is written of a building: name, lift, floors, year, group home and how it is let.

    Raises Refused when the actor may not.
    """
    require(policies.may_keep(actor, building.organisation_id))
    return save(actor, "building.change", building, dict(fields), building.organisation_id)


def bind(actor: Actor, dwelling: Dwelling, fields: Mapping[str, Any], *, whole_building: bool = False) -> Binding:
    """Write down what binds the dwelling, or its whole building.

    Raises Refused when the actor may not, NotNow when the dwelling stands in no building.
    """
    require(policies.may_change(actor, dwelling))
    if whole_building and dwelling.building_id is None:
        raise NotNow(_("The dwelling stands in no building yet. Give it an address with a number first."))
    on = {"building_id": dwelling.building_id} if whole_building else {"dwelling": dwelling}
    binding = Binding(organisation_id=dwelling.organisation_id, **on)
    return save(actor, "binding.add", binding, dict(fields), dwelling.organisation_id)


def change_binding(actor: Actor, binding: Binding, fields: Mapping[str, Any]) -> Binding:
    """Correct what is written of a binding.

    Raises Refused when the actor may not.
    """
    require(policies.may_keep(actor, binding.organisation_id))
    return save(actor, "binding.change", binding, dict(fields), binding.organisation_id)


def remove_binding(actor: Actor, binding: Binding) -> None:
    """Strike out a binding that was written down by mistake. The history keeps it.

    Raises Refused when the actor may not.
    """
    require(policies.may_keep(actor, binding.organisation_id))
    with act(actor, "binding.remove", binding, organisation_id=binding.organisation_id):
        binding.delete()


def keep_site(actor: Actor, site: Site, fields: Mapping[str, Any]) -> Site:
    """Write down a site, new or known.

    Raises Refused when the actor may not, NotNow when another site has its name.
    """
    require(policies.may_keep(actor, site.organisation_id))
    same = Site.objects.filter(organisation_id=site.organisation_id, name=fields["name"]).exclude(pk=site.pk or 0)
    if same.exists():
        raise NotNow(_("There is already a site of that name."))
    verb = "site.add" if site.pk is None else "site.change"
    return save(actor, verb, site, dict(fields), site.organisation_id)
