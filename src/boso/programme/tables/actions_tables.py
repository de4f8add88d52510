"""Every write of saved tables, and of published figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, save
from boso.programme.tables import policies, queries
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet, DataState, Kind, Published, Table, TableVersion


def save_table(actor: Actor, data_set: DataSet, key: str, title: Mapping[str, str], how: Definition) -> Table:
    """Keep a table. title: `nb`, perhaps also `nn` and `en`.

    Raises NotNow where the key is taken or the definition does not fit the data set.
    """
    require(policies.may_save_table(actor, data_set))
    if Table.objects.filter(key=key).exists():
        raise NotNow(_("There is a table of that name already. Give this one another."))
    queries.asked(actor, data_set, how)
    fields = {"data_set": data_set, "key": key, "created_by_id": actor.user_id}
    fields |= {f"title_{language}": title.get(language, "") for language in ("nb", "nn", "en")}
    with transaction.atomic():
        table = save(actor, "table.save", Table(), fields, data_set.organisation_id)
        TableVersion.objects.create(table=table, number=1, definition=how.as_dict(), made_by_id=actor.user_id)
    return table


def change_table(actor: Actor, table: Table, how: Definition, why: str = "") -> TableVersion:
    """A new version of a table; the earlier stand. Raises NotNow where it does not fit, or nothing is changed."""
    require(policies.may_change_table(actor, table))
    queries.asked(actor, table.data_set, how)
    last = queries.version(actor, table)
    if queries.definition_of(last) == how:
        raise NotNow(_("Nothing is changed."))
    with act(actor, "table.change", table, organisation_id=table.data_set.organisation_id, reason=why):
        return TableVersion.objects.create(
            table=table, number=last.number + 1, definition=how.as_dict(), why=why, made_by_id=actor.user_id
        )


def archive_table(actor: Actor, table: Table, *, away: bool = True) -> Table:
    """Put a table away, or take it out again."""
    require(policies.may_change_table(actor, table))
    return save(actor, "table.archive", table, {"archived": away}, table.data_set.organisation_id)


def load_published(actor: Actor, fields: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> DataSet:
    """Figures somebody has published. fields: of the data set, with its key. rows: fields of `Published` by name, each
    with its key; loading again changes what changed and takes away nothing.

    Raises Refused, and NotNow for a key that another kind of data set has.
    """
    require(policies.may_prepare(actor, fields.get("organisation_id")))
    standing = DataSet.objects.filter(key=fields["key"]).first()
    if standing is not None and standing.kind != Kind.PUBLISHED:
        raise NotNow(_("A data set of that name is opened already. Give this one another name."))
    given = {**fields, "kind": Kind.PUBLISHED, "state": DataState.OPEN}
    with transaction.atomic():
        data_set = save(actor, "published.load", standing or DataSet(), given, fields.get("organisation_id"))
        known = {each.key: each for each in data_set.published.all()}
        for row in rows:
            each = known.get(row["key"], Published(data_set=data_set))
            for name, value in row.items():
                setattr(each, name, value)
            each.save()
    return data_set
