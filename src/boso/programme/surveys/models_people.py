"""Those who are asked, and the letters to them.

The link each gets is worked out from `nonce` and the installation's own secret, and only its digest is stored. Name,
address, nonce and digest go when the wave ends. Rows of people have no history and no log of their own, which would
keep what is to be forgotten and say when somebody answered; the log has the act on the wave instead.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.core.surveys import dispositions
from boso.programme.partnership.wording import pick
from boso.programme.surveys.models_surveys import Survey, Wave


class Group(models.Model):
    """A group that answers are compared by: programme leaders, politicians."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=40)
    title_nb = models.CharField(_("group"), max_length=80)
    title_nn = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "code"], name="group_code_once_in_survey")]

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")


class Fate(models.TextChoices):
    """What is known of somebody who sent nothing in."""

    SILENT = dispositions.Fate.SILENT.value, _("has not answered")
    SAID_NO = dispositions.Fate.SAID_NO.value, _("does not want to take part")
    BOUNCED = dispositions.Fate.BOUNCED.value, _("the invitation came back")
    LATE = dispositions.Fate.LATE.value, _("answered too late")
    TECHNICAL = dispositions.Fate.TECHNICAL.value, _("could not for technical reasons")
    LEFT = dispositions.Fate.LEFT.value, _("is no longer among those asked")
    SCREENED_OUT = dispositions.Fate.SCREENED_OUT.value, _("turned out not to belong to those asked")


class MailingKind(models.TextChoices):
    """Which letter."""

    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")


class Mailing(models.Model):
    """Letters sent at one time. words: what the owner added, in the languages it is written in."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=MailingKind.choices)
    words = models.JSONField(default=dict)
    people = models.PositiveIntegerField(default=0)
    sent_on = models.DateField()
    sent_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.kind} {self.sent_on}"

    @property
    def key(self) -> str:
        """What the keys of its letters in the queue begin with."""
        return f"survey:{self.pk}:"


class Respondent(models.Model):
    """One person who is asked in a wave.

    code: the code of the answer so far (1.1, 1.2, 2.12); blank before anything is answered. answered: sent in. person:
    the same for the same person in other waves of a survey by name, else blank. No moment is kept.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="respondents")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="nb")
    municipality = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nonce = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - several are forgotten
    fate = models.CharField(_("what is known"), max_length=12, choices=Fate.choices, default=Fate.SILENT)
    code = models.CharField(max_length=5, blank=True)
    answered = models.BooleanField(default=False)
    letters = models.PositiveSmallIntegerField(default=0, help_text="How many letters have gone out")
    last_mailing = models.ForeignKey(Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=64, blank=True)

    kept_out_of_history = ("name", "email", "nonce", "digest", "person")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["wave", "answered"], name="respondent_of_wave")]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "email"], condition=~Q(email=""), name="respondent_asked_once_in_wave"
            ),
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="respondent_fate_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
