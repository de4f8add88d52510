"""What is written down about a household in words: notes, and the log of contacts. Sealed with its key."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Written(models.Model):
    """Words in a case: by whom and when, and which units may read them. Never changed; struck out when wrong."""

    sealed = models.TextField()
    for_everybody = models.BooleanField(default=False, help_text="All who may see the household may read it")
    units = models.ManyToManyField("organisations.Unit", related_name="+", blank=True)
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, help_text="When the writer said that it is wrong")

    class Meta:
        abstract = True


class Note(Written):
    """What somebody should know or remember."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="notes")

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"N-{self.pk}"


class Channel(models.TextChoices):
    """How there was contact."""

    MEETING = "meeting", _("Meeting")
    HOME_VISIT = "home_visit", _("Visit at home")
    PHONE = "phone", _("Phone")
    MESSAGE = "message", _("Text message or e-mail")
    LETTER = "letter", _("Letter")
    TRIED = "tried", _("Tried, no answer")


class Contact(Written):
    """One contact with the household or about it."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField(_("Day"))
    channel = models.CharField(_("How"), max_length=12, choices=Channel.choices)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"C-{self.pk}"
