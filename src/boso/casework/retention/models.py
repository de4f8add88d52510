"""Plans to erase what is no longer needed, what became of each case, and what must be kept longer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """Which rule of `core/law/retention.toml` a case falls under: `keep.<value>`."""

    WITHOUT_LEASE = "without_lease", _("Case without a lease")
    WITH_LEASE = "with_lease", _("Case with a lease")
    MISTAKE = "mistake", _("Registered by mistake")
    LOAN = "loan", _("Case with loan or allowance")
    CARE = "care", _("Dwelling for reasons of health and care")
    DRAFT = "draft", _("Mapping that nobody finished")


class Why(models.TextChoices):
    """What keeps a case."""

    OPEN = "open", _("The case is open")
    NOT_YET = "not_yet", _("The time is not up")
    LEASE = "lease", _("A lease lasts")
    STAY = "stay", _("A temporary stay lasts")
    HOLD = "hold", _("Somebody holds it back")
    UNKNOWN = "unknown", _("Nobody here knows how long it must be kept")
    MERGED = "merged", _("Merged with a case that is kept")


class ErasureState(models.TextChoices):
    """Where an erasure stands."""

    PROPOSED = "proposed", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Being erased")
    DONE = "done", _("Erased")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Erasure(models.Model):
    """Cases proposed for erasure together: one person proposes, another confirms, and then a job erases."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    archive_reference = models.CharField(_("The archive's reference"), max_length=60)
    state = models.CharField(_("State"), max_length=10, choices=ErasureState.choices, default=ErasureState.PROPOSED)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="erasure_takes_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done"])
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="erasure_confirmed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(archive_reference=""), name="erasure_names_the_archive"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state__in=["proposed", "confirmed"]), name="erasure_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"E-{self.pk}"


class CaseState(models.TextChoices):
    """What became of a case in an erasure. Emptied: the rows hold no words any more, and the keys go next."""

    WAITS = "waits", _("Waits")
    EMPTIED = "emptied", _("Words removed")
    ERASED = "erased", _("Erased")
    KEPT = "kept", _("Kept")


#: The rows hold no words any more.
GONE = (CaseState.EMPTIED, CaseState.ERASED)


class ErasureCase(models.Model):
    """One household of an erasure: by which rule, since when it has been due, what became of it."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="cases")
    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="erasures")
    rule = models.CharField(_("Rule"), max_length=16, choices=Rule.choices)
    due_since = models.DateField(_("Due since"))
    state = models.CharField(_("State"), max_length=8, choices=CaseState.choices, default=CaseState.WAITS)
    kept_because = models.CharField(_("Kept because"), max_length=8, choices=Why.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "household"], name="erasure_case_once"),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["emptied", "erased"]) & ~Q(rule="draft"),
                name="household_erased_once",
            ),
            models.CheckConstraint(
                condition=Q(state="kept") & ~Q(kept_because="") | ~Q(state="kept") & Q(kept_because=""),
                name="erasure_case_kept_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.erasure_id}: {self.household_id}"


class ErasurePerson(models.Model):
    """A person who was erased with a household: nobody kept has them any more."""

    case = models.ForeignKey(ErasureCase, on_delete=models.CASCADE, related_name="persons")
    person = models.OneToOneField("households.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.person_id}"


class LegalHold(models.Model):
    """A household that must not be erased, until a day or until somebody lifts it.

    sealed: why, with the household's key.
    """

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    starts = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text="The first day it no longer holds")
    placed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts")), name="hold_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.starts}"
