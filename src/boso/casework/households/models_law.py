"""On what ground a household's data is used, who has agreed to what, and who speaks for a person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """What a household's data is used for. The statute of each stands in `core/law/households.toml`."""

    HELP = "help", _("Help to get and keep a home")
    OVERVIEW = "overview", _("The municipality's overview of the need for homes")
    ALLOCATION = "allocation", _("Letting a municipal dwelling")
    TEMPORARY = "temporary", _("A place to stay for now")
    CARE_DWELLING = "care_dwelling", _("A dwelling for reasons of health and care")
    LOAN = "loan", _("Loans and allowances for housing")


class LegalBasis(models.Model):
    """One use of the household's data and the statute it rests on, from one day to another."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="bases")
    use = models.CharField(_("Use"), max_length=16, choices=Use.choices)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "use"], condition=Q(ends__isnull=True), name="basis_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="basis_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.household_id}"


class ConsentForm(models.TextChoices):
    """How somebody agreed."""

    WRITTEN = "written", _("In writing")
    SPOKEN = "spoken", _("Spoken, noted here")


class Consent(models.Model):
    """A person agrees that services tell each other what confidentiality would otherwise keep apart.

    It carries nothing else: the work itself rests on statutes. Withdrawing it ends the sharing that rests on it.
    """

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("How"), max_length=8, choices=ConsentForm.choices)
    given_on = models.DateField(_("Given"))
    withdrawn_on = models.DateField(_("Withdrawn"), null=True, blank=True)
    sealed = models.TextField(blank=True, help_text="What it covers, in words, with the household's key")

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.given_on}"


class GuardianKind(models.TextChoices):
    """Who speaks for a person."""

    FULLMEKTIG = "fullmektig", _("Representative (fullmektig)")
    VERGE = "verge", _("Guardian (verge)")
    PARENT = "parent", _("Parent who lives elsewhere")


class GuardianScope(models.TextChoices):
    """On what matters somebody speaks for a person."""

    EVERYTHING = "everything", _("Everything")
    ECONOMY = "economy", _("Money and contracts")
    PERSONAL = "personal", _("Personal matters")
    HOUSING = "housing", _("The housing case only")


class Guardian(models.Model):
    """Somebody who speaks for a person. Name and contact lie sealed with that person's key."""

    person = models.ForeignKey("households.Person", on_delete=models.CASCADE, related_name="guardians")
    kind = models.CharField(_("Kind"), max_length=12, choices=GuardianKind.choices)
    scope = models.CharField(_("Speaks for them on"), max_length=12, choices=GuardianScope.choices)
    sealed = models.TextField(help_text="Name, phone, e-mail, address")
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="guardian_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
