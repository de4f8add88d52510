"""Messages to people, and whether they also want them by e-mail."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something new for one person. It holds ids only; its words are made when it is shown."""

    recipient = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    context = models.JSONField(default=dict, help_text="Ids of what it is about")
    link = models.CharField(max_length=300, help_text="A path of BoSo")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="message_by_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient_id}"


class Email(models.TextChoices):
    """When somebody wants to hear by e-mail that there is something new."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, in the morning")
    NONE = "none", _("Never")


class Preference(models.Model):
    """A person's own choice; without one it is at once."""

    user = models.OneToOneField(
        "access.User", on_delete=models.CASCADE, primary_key=True, related_name="message_preference"
    )
    email = models.CharField(_("E-mail when there is something new"), max_length=8, choices=Email.choices)

    class Meta:
        verbose_name = _("wish for e-mail")
        constraints = [models.CheckConstraint(condition=Q(email__in=Email.values), name="preference_email_is_known")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.email}"
