"""Networks of municipalities and themed groups: mandate, members, meetings, matters raised."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.learning.models_base import Recorded
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded, pick
from boso.programme.plans.models_shared import Theme


class NetworkKind(models.TextChoices):
    """A network by place, or a group about one theme."""

    NETWORK = "network", _("Network")
    THEMED = "themed", _("Themed group")


class NetworkState(models.TextChoices):
    """Whether it works."""

    FORMING = "forming", _("Being formed")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class Network(Recorded):
    """A network or themed group. meetings_a_year: the least it has promised to meet (none: not stated)."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=NetworkKind.choices)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=NetworkState.choices, default=NetworkState.ACTIVE)
    initiator = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    meetings_a_year = models.PositiveSmallIntegerField(_("meetings a year, at least"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "title_nb"]


class MandatePoint(Worded):
    """One thing a network is for. quote: the source's own words, where it is from the report."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="mandate")
    number = models.PositiveSmallIntegerField()
    quote = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="mandate_point_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.nb}"


class Position(models.TextChoices):
    """Whom a member of a network is: what the pictures and the counts go by."""

    MUNICIPALITY = "municipality", _("Municipality")
    LEADER = "leader", _("Programme leaders")
    SERVICE = "service", _("Services and caseworkers")
    NAV = "nav", _("NAV")
    VOLUNTARY = "voluntary", _("Volunteers")
    USERS = "users", _("Users")
    GOVERNOR = "governor", _("County governor")
    COUNTY = "county", _("County council")
    BANK = "bank", _("The bank")
    POLITICIANS = "politicians", _("Political and administrative leaders")
    PRIVATE = "private", _("Private partners")


class NetworkMember(models.Model):
    """Who is in a network: an organisation, or a party that is no organisation of the register."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="network_members"
    )
    party_nb = models.CharField(_("who"), max_length=120, blank=True)
    party_nn = models.CharField(max_length=120, blank=True)
    party_en = models.CharField(max_length=120, blank=True)
    position = models.CharField(_("as what"), max_length=12, choices=Position.choices)
    joined = models.DateField(_("from"), null=True, blank=True)
    left = models.DateField(_("to"), null=True, blank=True)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(party_nb=""), name="network_member_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(joined__isnull=True) | Q(left__gte=F("joined")),
                name="network_member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The organisation's name, or the party in the page's language."""
        return self.organisation.name if self.organisation is not None else pick(self, "party_")


class Meeting(models.Model):
    """A meeting of a network: what was talked about and what comes next."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    agenda = models.TextField(_("on the agenda"))
    minutes = models.TextField(_("what came of it"), blank=True)
    present: models.ManyToManyField[NetworkMember, models.Model] = models.ManyToManyField(
        NetworkMember, blank=True, related_name="meetings"
    )
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.network_id} {self.on}"


class MatterState(models.TextChoices):
    """Where a matter stands that somebody has raised in a network."""

    RAISED = "raised", _("Raised")
    TAKEN_UP = "taken_up", _("Being worked on")
    SETTLED = "settled", _("Settled")
    SET_ASIDE = "set_aside", _("Set aside")


class Matter(Recorded):
    """Something raised in a network. It ends settled or set aside, with what came of it."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="matters")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="matters")
    raised_by = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_on = models.DateField(_("raised"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MatterState.choices, default=MatterState.RAISED)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        ordering = ["state", "-raised_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["settled", "set_aside"]) | ~Q(outcome="") | Q(fact__isnull=False),
                name="matter_ends_with_an_outcome",
            )
        ]
