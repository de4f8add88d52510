"""A file of answers brought in together with what its columns are for: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from boso.foundation.access.actor import Actor
from boso.programme.tables import actions
from boso.programme.tables.models import DataSet


def bring_in(
    actor: Actor, fields: Mapping[str, Any], name: str, content: bytes, purposes: Mapping[str, str]
) -> DataSet:
    """The data set that is made, to be prepared further.

    Raises what `actions.load_file` and `actions.set_purposes` raise.
    """
    with transaction.atomic():
        data_set, _read = actions.load_file(actor, fields, name, content)
        if purposes:
            actions.set_purposes(actor, data_set, purposes)
    return data_set
