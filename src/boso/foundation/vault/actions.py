"""Making keys and throwing them away. Asked for by the apps that seal; each asks its own policy first."""

from __future__ import annotations

import os
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from boso.foundation.vault import queries
from boso.foundation.vault.models import BlindKey, Key
from boso.foundation.vault.sealing import Keyring

BATCH = 5000


def new_keys(organisation_id: int, count: int) -> Keyring:
    """So many new keys. A key whose row never came to be (the act failed) opens nothing and harms nobody."""
    now = timezone.now()
    keys = Key.objects.bulk_create(
        [Key(organisation_id=organisation_id, material=os.urandom(32), made_at=now) for _number in range(count)],
        batch_size=BATCH,
    )
    return Keyring({key.pk: bytes(key.material) for key in keys})


def throw_away(key_ids: Iterable[UUID]) -> int:
    """Destroy keys for good; what they sealed can never be read again. Gives how many there were."""
    return Key.objects.filter(pk__in=set(key_ids)).delete()[0]


def blind_key(organisation_id: int) -> bytes:
    """The organisation's key for blind indexes, made at first use."""
    standing = queries.blind_key(organisation_id)
    if standing is not None:
        return standing
    row, _made = BlindKey.objects.get_or_create(pk=organisation_id, defaults={"material": os.urandom(32)})
    return bytes(row.material)
