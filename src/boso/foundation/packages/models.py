"""Figures that have come out of a municipality, and the keys by which one knows whose they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrustedKey(models.Model):
    """A municipality's public key (Ed25519, 32 bytes as base64). fingerprint: what people compare by telephone."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    public = models.CharField(max_length=44)
    fingerprint = models.CharField(max_length=16, unique=True)
    trusted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trusted_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation", "trusted_at"]

    def __str__(self) -> str:
        return self.fingerprint


class Received(models.Model):
    """One package as it came: a document that is never changed. number: the sender's own count, always higher."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    definition = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    on = models.DateField(_("Figures of"))
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    received_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()

    kept_out_of_history = ("document",)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="package_number_once")]
        indexes = [models.Index(fields=["organisation", "definition", "on", "-number"], name="package_newest")]

    def __str__(self) -> str:
        return f"{self.definition} {self.on} {self.number}"
