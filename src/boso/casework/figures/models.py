"""Packages of figures: made by one person, let out by another, and never changed after that."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a package stands."""

    MADE = "made", _("Waits for the second person")
    LEFT = "left", _("Has left")
    SET_ASIDE = "set_aside", _("Set aside")


class Method(models.TextChoices):
    """How small counts are kept in."""

    HIDE = "hide", _("Hide small counts")
    ROUND = "round", _("Round small counts to 0 or 3")


class SigningKey(models.Model):
    """The key a municipality signs with. key_id: its private half in the vault."""

    organisation = models.OneToOneField("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key_id = models.UUIDField()
    public = models.CharField(max_length=44)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public


class Package(models.Model):
    """Tables of one definition on one day.

    number: how many packages the municipality has let out, this one with them; none until it leaves. after: the
    number of the last one that had left when this was made, which it was made safe beside. counts: the true leaves by
    table, for the municipality alone. hidden: by table the places that are hidden, True where it is for what they are.
    document: what leaves, sealed once it has.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    definition = models.CharField(_("Figures"), max_length=40)
    version = models.PositiveSmallIntegerField()
    on = models.DateField(_("Day"))
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.MADE)
    method = models.CharField(_("How"), max_length=6, choices=Method.choices, default=Method.HIDE)
    threshold = models.PositiveSmallIntegerField(_("Hides up to"))
    counts = models.JSONField(default=dict)
    hidden = models.JSONField(default=dict)
    document = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(_("Number"), null=True, blank=True)
    after = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("Made"))
    left_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(_("Went out"), null=True, blank=True)

    kept_out_of_history = ("counts", "hidden", "document")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="figures_number_once"),
            models.CheckConstraint(
                condition=Q(state="left", number__isnull=False, left_at__isnull=False) & ~Q(digest="")
                | (~Q(state="left") & Q(number__isnull=True, left_at__isnull=True)),
                name="figures_left_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(left_by__isnull=True) | Q(made_by__isnull=True) | ~Q(left_by=models.F("made_by")),
                name="figures_let_out_by_another",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "definition", "state", "on"], name="figures_that_left")]

    def __str__(self) -> str:
        return f"P-{self.pk}"

    @property
    def reference(self) -> str:
        """P-12: what people may call it by."""
        return f"P-{self.pk}"
