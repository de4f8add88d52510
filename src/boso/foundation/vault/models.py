"""The keys that personal data is sealed with. They live in a database of their own, backed up apart and kept short.

Whoever throws a key away makes everything sealed with it unreadable, in every backup of the main database too.
"""

from __future__ import annotations

import uuid

from django.db import models


class Key(models.Model):
    """The key of one person, or of one household's own texts. Sealing names it by its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.BigIntegerField(db_index=True, help_text="Whose key: the municipality or district")
    material = models.BinaryField()
    made_at = models.DateTimeField()

    kept_out_of_history = ("material",)

    def __str__(self) -> str:
        return str(self.id)


class BlindKey(models.Model):
    """One organisation's key for blind indexes: equal words give equal digests, and no word can be read from one."""

    organisation_id = models.BigIntegerField(primary_key=True)
    material = models.BinaryField()

    kept_out_of_history = ("material",)

    def __str__(self) -> str:
        return str(self.organisation_id)
