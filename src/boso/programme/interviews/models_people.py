"""Who is interviewed, by role and pseudonym and never by name; what they have agreed to; when they are met."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.evaluation.models import Evaluation, EvaluationWave
from boso.programme.interviews.models_guide import Guide
from boso.programme.partnership.models import Fact


class InformantRole(models.TextChoices):
    """What an informant speaks as."""

    PROGRAMME_LEADER = "programme_leader", _("Programme leader")
    PROGRAMME_GROUP = "programme_group", _("Member of the programme group")
    POLITICIAN = "politician", _("Politician")
    MANAGEMENT = "management", _("Management of the municipality")
    STAFF = "staff", _("Staff of the municipality")
    NAV = "nav", _("NAV")
    BANK = "bank", _("The bank")
    PRIVATE = "private", _("Private sector")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    USER = "user", _("User representative")
    OTHER = "other", _("Other")


class Informant(models.Model):
    """One who is interviewed. organisation none: not stated. With a fact it stands in the report, and nothing more is
    known of them than it says.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="informants")
    wave = models.ForeignKey(EvaluationWave, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pseudonym = models.CharField(_("pseudonym"), max_length=30)
    role = models.CharField(_("role"), max_length=16, choices=InformantRole.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("municipality"),
    )  # fmt: skip
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "role", "pseudonym", "id"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "pseudonym"], name="informant_pseudonym_once")]

    def __str__(self) -> str:
        return self.pseudonym


class ConsentState(models.TextChoices):
    """Whether a consent holds."""

    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentManner(models.TextChoices):
    """How it was given."""

    WRITTEN = "written", _("In writing")
    RECORDED = "recorded", _("On the recording")
    ORAL = "oral", _("Orally")


class Consent(models.Model):
    """What an informant has agreed to (purpose), and until when (that day included)."""

    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("what for"), max_length=300)
    manner = models.CharField(_("how it was given"), max_length=8, choices=ConsentManner.choices)
    given_on = models.DateField(_("given on"))
    until = models.DateField(_("until"))
    state = models.CharField(max_length=9, choices=ConsentState.choices, default=ConsentState.GIVEN)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["informant", "-given_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("given_on")), name="consent_runs_forward"),
            models.CheckConstraint(
                condition=Q(state="given", withdrawn_on__isnull=True)
                | Q(state="withdrawn", withdrawn_on__isnull=False),
                name="consent_withdrawn_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.informant_id} {self.given_on}–{self.until}"


class AppointmentState(models.TextChoices):
    """Where an appointment stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Came to nothing")


class Manner(models.TextChoices):
    """How people meet."""

    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")
    PERSON = "person", _("Face to face")


class Appointment(models.Model):
    """An interview that is to be, or was."""

    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="appointments")
    guide = models.ForeignKey(
        Guide, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("guide")
    )
    on = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    manner = models.CharField(_("how"), max_length=6, choices=Manner.choices, default=Manner.PHONE)
    interviewer = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("interviewer")
    )
    state = models.CharField(max_length=9, choices=AppointmentState.choices, default=AppointmentState.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it came to nothing")

    class Meta:
        ordering = ["on", "at", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.informant_id}"
