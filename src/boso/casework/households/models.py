"""Households and the persons in them.

Nothing that names or describes a person stands in clear in any column: it is sealed, a person's words with the key of
the person (`Person.key_id`), a household's own words with the key of the household. What is not sealed are codes, days
and who works with what. `sealing` says what lies inside.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ClosedBecause(models.TextChoices):
    """Why the municipality no longer works with a household."""

    HOUSED = "housed", _("Has a lasting home")
    NO_WISH = "no_wish", _("Wants no more help")
    MOVED = "moved", _("Moved out of the municipality")
    NO_CONTACT = "no_contact", _("No contact")
    DIED = "died", _("Died")
    MISTAKE = "mistake", _("Registered by mistake")
    MERGED = "merged", _("Merged with another case")
    OTHER = "other", _("Other")


class Household(models.Model):
    """People who live together or want to, as one case of one municipality (or city district)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("Reference"), max_length=12, help_text="H-000123, counted in each organisation")
    key_id = models.UUIDField(editable=False, help_text="The key of the household's own words")
    sealed = models.TextField(blank=True, help_text="Where it can be reached, and words at closing: see `sealing`")
    is_protected = models.BooleanField(
        _("Protected"), default=False, help_text="Somebody in it has a protected address"
    )
    opened_on = models.DateField(_("Opened"))
    closed_on = models.DateField(_("Closed"), null=True, blank=True)
    closed_reason = models.CharField(_("Why closed"), max_length=12, choices=ClosedBecause.choices, blank=True)
    changed_at = models.DateTimeField(help_text="When somebody last wrote something in the case")
    invented = models.BooleanField(default=False, help_text="Made up for trials; pages say so")

    #: Said in words by the pages; the raw column means nothing in a history.
    kept_out_of_history = ("changed_at",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="household_reference_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="household_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="household_closed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "opened_on"], name="household_by_opening"),
            models.Index(fields=["organisation", "changed_at"], name="household_by_change"),
        ]

    def __str__(self) -> str:
        return self.reference


class Protection(models.TextChoices):
    """Protection of a person's address in the population register."""

    NONE = "none", _("None")
    CONFIDENTIAL = "confidential", _("Confidential (fortrolig)")
    STRICTLY_CONFIDENTIAL = "strictly_confidential", _("Strictly confidential (strengt fortrolig)")


class Person(models.Model):
    """One person, for as long as somebody keeps the key. What is known of them lies sealed."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key_id = models.UUIDField(editable=False)
    sealed = models.TextField(blank=True, help_text="Name, national id, born, contact, language: see `sealing`")
    protection = models.CharField(
        _("Protected address"), max_length=24, choices=Protection.choices, default=Protection.NONE
    )
    invented = models.BooleanField(default=False, help_text="Nobody: a synthetic id, or in an invented municipality")

    def __str__(self) -> str:
        return f"P-{self.pk}"


class Mark(models.Model):
    """A word of a person made unreadable, so that the very same word finds them again (a blind index).

    digest: 64 bits of a keyed hash of the id, or of the beginning of a name.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks", db_index=False)
    digest = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["digest", "person"], name="mark_by_digest"),
            models.Index(fields=["person"], name="mark_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.digest:x}"


class MemberRole(models.TextChoices):
    """What somebody is in a household."""

    APPLICANT = "applicant", _("Main person")
    CO_APPLICANT = "co_applicant", _("Partner")
    CHILD = "child", _("Child")
    CHILD_VISITING = "child_visiting", _("Child, part of the time")
    OTHER = "other", _("Other adult")


CHILDREN = (MemberRole.CHILD, MemberRole.CHILD_VISITING)


class Member(models.Model):
    """A person in a household from one day to another (that day not included)."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=16, choices=MemberRole.choices)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(ends__isnull=True), name="member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="member_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class Counter(models.Model):
    """The last number given out as a reference in an organisation."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.last}"


from boso.casework.households.models_access import (  # noqa: E402 - the rest of the app's tables
    Clearance,
    EmergencyAccess,
    EmergencyReason,
    Engagement,
    EngagementGround,
    Recusal,
    RecusalGround,
    Sharing,
    SharingGround,
    Verdict,
)
from boso.casework.households.models_handover import HandedOver, Handover  # noqa: E402
from boso.casework.households.models_law import (  # noqa: E402
    Consent,
    ConsentForm,
    Guardian,
    GuardianKind,
    GuardianScope,
    LegalBasis,
    Use,
)
from boso.casework.households.models_notes import Channel, Contact, Note, Written  # noqa: E402

__all__ = [
    "CHILDREN",
    "Channel",
    "Clearance",
    "ClosedBecause",
    "Consent",
    "ConsentForm",
    "Contact",
    "Counter",
    "EmergencyAccess",
    "EmergencyReason",
    "Engagement",
    "EngagementGround",
    "Guardian",
    "GuardianKind",
    "GuardianScope",
    "HandedOver",
    "Handover",
    "Household",
    "LegalBasis",
    "Mark",
    "Member",
    "MemberRole",
    "Note",
    "Person",
    "Protection",
    "Recusal",
    "RecusalGround",
    "Sharing",
    "SharingGround",
    "Use",
    "Verdict",
    "Written",
]
