"""People, the seats they hold from one day to another, and what kind of installation this is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.roles import Role


class UserManager(BaseUserManager["User"]):
    """Users by the name they sign in with, small letters only."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do lies in their memberships, never here."""

    username = models.CharField(_("Sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), blank=True)
    language = models.CharField(_("Language"), max_length=2, default="nb")
    scheme = models.CharField(_("Colours"), max_length=5, default="auto")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    kept_out_of_history = ("password", "last_login")

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="user_language_is_known"),
            models.CheckConstraint(condition=Q(scheme__in=["auto", "light", "dark"]), name="user_scheme_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A seat: who, in which organisation and unit, as what, from a day and perhaps to a day (that day not included)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role", "starts"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(role=Role.SYSTEM), name="membership_is_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class Installation(models.Model):
    """The one row that says what this database is. Written when it is made, never changed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    demo = models.BooleanField(help_text="Anybody may choose a person to be. Only ever true for invented people.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_is_one")]

    def __str__(self) -> str:
        return "demo" if self.demo else "real"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once.

        Raises ValueError when it already stands: a real database never becomes a demo.
        """
        if not self._state.adding:
            raise ValueError("What an installation is, is decided when its database is made")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)
