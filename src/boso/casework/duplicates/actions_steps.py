"""Writing down what a merge changes, value by value, and setting it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from boso.casework.duplicates.models import Merge, Step
from boso.foundation.access.actor import Actor
from boso.foundation.vault.sealing import Keyring
from boso.foundation.workflow.actions import save


class Ledger:
    """Changes rows in a merge and remembers how they were. Inside a transaction."""

    def __init__(self, actor: Actor, merge: Merge) -> None:
        self.actor, self.merge = actor, merge

    def change(self, row: models.Model, fields: dict[str, Any], verb: str = "merge.move") -> bool:
        """Set the fields that differ, as one act on the row, with a step for each. Gives whether any did."""
        before = {name: as_text(row, name) for name in fields}
        differing = {name: value for name, value in fields.items() if getattr(row, name) != value}
        if not differing:
            return False
        save(self.actor, verb, row, differing, self.merge.organisation_id)
        Step.objects.bulk_create(
            Step(
                merge=self.merge, model=row._meta.label_lower, row=str(row.pk), field=name, before=before[name],
                after=as_text(row, name),
            )
            for name in differing
        )  # fmt: skip
        return True

    def made(self, rows: list[models.Model]) -> None:
        """Remember rows that the merge has made."""
        Step.objects.bulk_create(
            Step(merge=self.merge, model=row._meta.label_lower, row=str(row.pk)) for row in rows
        )  # fmt: skip


class Return:
    """Sets back what a merge changed, newest first. told: what could not be, by why and kind."""

    def __init__(self, actor: Actor, merge: Merge, ring: Keyring) -> None:
        self.actor, self.merge, self.ring = actor, merge, ring
        self.told: dict[str, dict[str, int]] = {}

    def all(self) -> None:
        """Every step."""
        steps = list(Step.objects.filter(merge=self.merge).order_by("-pk"))
        for (label, pk), some in groupby(steps, key=lambda step: (step.model, step.row)):
            model: type[models.Model] = apps.get_model(label)
            row = model._base_manager.filter(pk=pk).first()
            here = list(some)
            if row is None:
                if here[0].field:
                    self._tell("gone", label)
            elif not here[0].field:
                row.delete()
            else:
                self._set_back(row, here)

    def _set_back(self, row: models.Model, steps: list[Step]) -> None:
        label = row._meta.label_lower
        stands = [step for step in steps if as_text(row, step.field) == step.after]
        moved_on = any(step.field.endswith("_id") for step in steps if step not in stands)
        fields = {} if moved_on else {one.field: from_text(row, one.field, one.before) for one in stands}
        if len(stands) < len(steps):
            self._tell("changed", label)
            if any(name.endswith("_id") for name in fields):
                fields |= dict(self._sealed_anew(row, steps))
        if not fields:
            return
        try:
            with transaction.atomic():
                save(self.actor, "merge.move_back", row, fields, self.merge.organisation_id)
        except IntegrityError:
            self._tell("taken", label)

    def _sealed_anew(self, row: Any, steps: list[Step]) -> Iterator[tuple[str, str]]:
        """Words changed since the merge, sealed with the key they go back to."""
        keys = list(self.ring.keys)
        step = next(one for one in steps if one.field == "sealed")
        old = next((key for key in keys if self.ring.open(key, json.loads(step.before))), None)
        words = next((found for key in keys if (found := self.ring.open(key, row.sealed))), None)
        if old is not None and words is not None:
            yield "sealed", self.ring.seal(old, words)

    def _tell(self, why: str, label: str) -> None:
        counts = self.told.setdefault(why, {})
        counts[label] = counts.get(label, 0) + 1


def as_text(row: models.Model, name: str) -> str:
    """A column's value as JSON."""
    return json.dumps(getattr(row, name), cls=DjangoJSONEncoder)


def from_text(row: models.Model, name: str, text: str) -> Any:
    """The value again."""
    field = next(one for one in row._meta.concrete_fields if name in (one.attname, one.name))
    plain = field.target_field if isinstance(field, models.ForeignKey) else field
    return plain.to_python(json.loads(text))
