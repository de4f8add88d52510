"""What is done with code lists: noting codes nobody knows, saying what they are, adding own ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boso.casework.dwellings import policies
from boso.casework.dwellings.codes import BUILT_IN, FIXED
from boso.casework.dwellings.models import CodeEntry, CodeList, Dwelling
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.workflow.actions import act, save

#: The column of a dwelling that each list fills; status and adaptations are handled by themselves.
COLUMNS = ("kind", "sub_kind", "disposal", "ownership", "condition", "empty_reason")


def note_unknown(actor: Actor, organisation_id: int, system: str, which: str, values: Iterable[str]) -> int:
    """Keep codes another system uses and nobody knows here, to be explained later. Gives how many were new.

    Raises Refused when the actor may not.
    """
    require(policies.may_keep(actor, organisation_id))
    with transaction.atomic():
        wanted = {value.strip()[:60] for value in values} - {""}
        standing = set(
            CodeEntry.objects.filter(organisation_id=organisation_id, list=which).values_list("code", flat=True)
        )
        new = sorted(wanted - standing - {one.code for one in BUILT_IN[which]})
        CodeEntry.objects.bulk_create(
            [CodeEntry(organisation_id=organisation_id, list=which, code=code, seen_in=system) for code in new]
        )
        if new:
            log_act(actor, "code.noted", organisation_id=organisation_id)
    return len(new)


def explain(actor: Actor, entry: CodeEntry, fields: dict[str, Any]) -> CodeEntry:
    """Say what a code is: `means` one of ours (then the dwellings carry ours), or a word of its own (nb, nn, en).

    Raises Refused when the actor may not, NotNow when it means no code of ours or the list takes no own codes.
    """
    require(policies.may_keep(actor, entry.organisation_id))
    means = fields.get("means", "")
    if means and means not in {one.code for one in BUILT_IN[entry.list]} | _own(entry):
        raise NotNow(_("There is no such code in the list."))
    if not means and entry.list in FIXED:
        raise NotNow(_("Choose one of the codes: BoSo counts by them."))
    if not means and not fields.get("nb"):
        raise NotNow(_("Choose a code it means, or give it a name."))
    with transaction.atomic(), act(actor, "code.explain", entry, organisation_id=entry.organisation_id):
        for name in ("means", "nb", "nn", "en"):
            setattr(entry, name, fields.get(name, "") if not (means and name != "means") else "")
        entry.means = means
        entry.save()
        if means:
            _carry_over(entry)
    return entry


def add_code(actor: Actor, organisation_id: int, which: str, fields: dict[str, Any]) -> CodeEntry:
    """Add an own code to a list: code, nb, nn, en.

    Raises Refused when the actor may not, NotNow when the list takes none or the code stands already.
    """
    require(policies.may_keep(actor, organisation_id))
    if which in FIXED:
        raise NotNow(_("BoSo counts by this list, so it takes no codes of your own."))
    known = {one.code for one in BUILT_IN[which]}
    if (
        fields["code"] in known
        or CodeEntry.objects.filter(organisation_id=organisation_id, list=which, code=fields["code"]).exists()
    ):
        raise NotNow(_("That code stands already."))
    return save(actor, "code.add", CodeEntry(organisation_id=organisation_id, list=which), fields, organisation_id)


def _own(entry: CodeEntry) -> set[str]:
    """The municipality's own codes in that list, but for the entry itself."""
    return set(
        CodeEntry.objects.filter(organisation_id=entry.organisation_id, list=entry.list, means="")
        .exclude(pk=entry.pk)
        .exclude(nb="")
        .values_list("code", flat=True)
    )


def _carry_over(entry: CodeEntry) -> None:
    """Dwellings that carry the other system's code get ours."""
    rows = Dwelling.objects.filter(organisation_id=entry.organisation_id)
    if entry.list in COLUMNS:
        rows.filter(**{entry.list: entry.code}).update(**{entry.list: entry.means})
    elif entry.list == CodeList.ADAPTATION:
        carrying = list(rows.filter(adaptations__contains=f",{entry.code},"))
        for dwelling in carrying:
            codes = dict.fromkeys(entry.means if code == entry.code else code for code in dwelling.adaptation_codes)
            dwelling.adaptations = f",{','.join(codes)},"
        Dwelling.objects.bulk_update(carrying, ["adaptations"], batch_size=500)
