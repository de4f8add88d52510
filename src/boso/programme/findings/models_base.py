"""What every row of the chain carries: three languages, the fact of the report it stands on, or who wrote it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact, Programme
from boso.programme.partnership.wording import Worded, pick, when


class Told(Worded):
    """A row of one programme. With a fact it stands in the report, and its words are not rewritten.

    A member writes one language, which stands in the bokmål fields; `pick` falls back on it.
    as_of: the time as the source says it, where no day is known. participation: none for the programme as a whole.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    as_of = models.CharField(max_length=30, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def as_of_words(self) -> str:
        """The time, for reading; empty where nobody says."""
        return when(self.as_of)

    @property
    def scope(self) -> str:
        """The municipality it is about; empty for the programme as a whole."""
        return self.participation.organisation.name if self.participation is not None else ""


class Titled(Told):
    """A told row with a title of its own."""

    title_nb = models.CharField(_("title"), max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")
