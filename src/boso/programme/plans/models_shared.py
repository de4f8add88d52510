"""What every row of the plans carries: whose it is, who may read it, whether the report says it, and its name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import Worded, pick


class Theme(models.TextChoices):
    """What a challenge or a measure is about: the report's three main themes, and what stands beside them."""

    HOMES = "homes", _("Homes")
    FOLLOW_UP = "follow_up", _("Follow-up in the home")
    ORGANISATION = "organisation", _("Organisation and co-operation")
    INSTRUMENTS = "instruments", _("The bank's instruments")
    KNOWLEDGE = "knowledge", _("Knowledge and mapping")
    PARTICIPATION = "participation", _("Users and voluntary organisations")


class Group(models.TextChoices):
    """Whom it is for."""

    DISADVANTAGED = "disadvantaged", _("Disadvantaged in the housing market")
    HOMELESS = "homeless", _("Homeless")
    ADDICTION = "addiction", _("People who use drugs")
    MENTAL = "mental", _("People with mental illness")
    REFUGEES = "refugees", _("Refugees")
    INTELLECTUAL = "intellectual", _("People with intellectual disabilities")
    DISABLED = "disabled", _("Disabled people")
    CHILDREN = "children", _("Children with multiple disabilities")
    YOUNG = "young", _("Young people")
    OLDER = "older", _("Older people with dementia")
    STUDENTS = "students", _("Students")
    ACUTE = "acute", _("People who need a roof at once")
    TRANSITION = "transition", _("People on their way to a home of their own")
    TENANTS = "tenants", _("Tenants and applicants")
    STAFF = "staff", _("Staff and decision makers")


class State(models.TextChoices):
    """How far a measure or a dwelling project has come."""

    NOT_STATED = "not_stated", _("State not stated")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    POSTPONED = "postponed", _("Postponed")
    DROPPED = "dropped", _("Dropped")


#: States in which somebody still owes the work.
OPEN_STATES = (State.PLANNED, State.UNDER_WAY)


class OfParticipant(models.Model):
    """A row of one participant. With a fact it stands in the report, and its words are not changed here.

    shared: open to every member; otherwise own municipality and the bank only.
    """

    participation = models.ForeignKey("partnership.Participation", on_delete=models.PROTECT)
    shared = models.BooleanField(default=False, help_text="Open to every member of the programme")
    fact = models.OneToOneField(
        "partnership.Fact", on_delete=models.PROTECT, null=True, blank=True, related_name="plans_%(class)s"
    )
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def is_from_report(self) -> bool:
        """Whether the report says it, as it stood in January 2012."""
        return self.fact_id is not None


class Titled(Worded):
    """A name and a sentence, each in up to three languages; what members write stands in one."""

    title_nb = models.CharField(max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the page's language, else in bokmål."""
        return pick(self, "title_")


class Timed(models.Model):
    """When the work begins and ends, both days included; as the source says it where that is no exact day.

    starts_said, ends_said: «spring 2012», 2012-06, 2012. Empty: not stated, or the day itself.
    """

    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    starts_said = models.CharField(max_length=20, blank=True)
    ends_said = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True
