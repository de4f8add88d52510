"""The code lists of a mapping. The words for people are here; what the codes mean to the law stands in `core`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Known(models.TextChoices):
    """Yes, no, or not known."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Situation(models.TextChoices):
    """How a household lives; the gravest of what is true of it. All but `suitable` and `unknown` are a need."""

    WITHOUT_OWN = "without_own", _("Without a home of its own")
    AT_RISK = "at_risk", _("At risk of losing the home")
    UNSUITABLE = "unsuitable", _("Lives in an unsuitable home")
    SUITABLE = "suitable", _("Lives in a suitable home")
    UNKNOWN = "unknown", _("Not known")


#: Households in these situations need something.
IN_NEED = (Situation.WITHOUT_OWN, Situation.AT_RISK, Situation.UNSUITABLE)


class Homeless(models.TextChoices):
    """Where somebody without a home stays, by the national count's definition."""

    ROUGH = "rough", _("Sleeps rough, or has no place to sleep")
    NIGHT_SHELTER = "night_shelter", _("Night shelter")
    TEMPORARY = "temporary", _("Temporary accommodation")
    CRISIS_CENTRE = "crisis_centre", _("Crisis centre")
    INSTITUTION = "institution", _("Institution, leaves within two months without a home")
    PRISON = "prison", _("Prison, leaves within two months without a home")
    WITH_KIN = "with_kin", _("For the time being with kin, friends or acquaintances")
    NOT_HOMELESS = "not_homeless", _("Not homeless")
    UNKNOWN = "unknown", _("Not known")


#: Who counts as homeless.
HOMELESS = tuple(one for one in Homeless if one not in (Homeless.NOT_HOMELESS, Homeless.UNKNOWN))


class Unsuitable(models.TextChoices):
    """What makes a home unsuitable."""

    TOO_SMALL = "too_small", _("Too few rooms")
    NOT_ACCESSIBLE = "not_accessible", _("Cannot get in or about")
    UNHEALTHY = "unhealthy", _("Damp, cold or otherwise unhealthy")
    UNSAFE = "unsafe", _("Unsafe surroundings")
    TOO_DEAR = "too_dear", _("Too expensive")
    OTHER = "other", _("Something else")


class MainGround(models.TextChoices):
    """Why the household needs help, by KOSTRA's groups. Which of them a day allows: `core.needs.grounds`."""

    REFUGEE = "refugee", _("Refugee")
    ADAPTED = "adapted", _("Needs an adapted home")
    PSYCH_ADDICTION = "psych_addiction", _("Mental illness or addiction")
    PSYCH = "psych", _("Mental illness")
    ADDICTION = "addiction", _("Addiction")
    PSYCH_AND_ADDICTION = "psych_and_addiction", _("Addiction and mental illness")
    OTHER = "other", _("Other problems, economic, social or of health")
    NO_MEANS_TEST = "no_means_test", _("Without assessment of need")
    UNKNOWN = "unknown", _("Not known")


class Floor(models.TextChoices):
    """Which floor the household can live on."""

    ANY = "any", _("Any floor")
    LIFT = "lift", _("Ground floor, or a lift")
    GROUND = "ground", _("Ground floor only")
    UNKNOWN = "unknown", _("Not known")


class Adaptation(models.TextChoices):
    """How the home must be adapted."""

    NONE = "none", _("No adaptation")
    STEP_FREE = "step_free", _("Step-free")
    WHEELCHAIR = "wheelchair", _("For a wheelchair")
    UNKNOWN = "unknown", _("Not known")


class Area(models.TextChoices):
    """What matters about where the home lies."""

    ANY = "any", _("Anywhere in the municipality")
    SCHOOL = "school", _("Near the children's school")
    SERVICES = "services", _("Near services or transport")
    FAMILY = "family", _("Near family")
    AWAY = "away", _("Away from a place")
    UNKNOWN = "unknown", _("Not known")


class Neighbours(models.TextChoices):
    """What the household needs of its surroundings."""

    ANY = "any", _("No special needs")
    CALM = "calm", _("A calm building")
    SHELTERED = "sheltered", _("Apart from neighbours")
    UNKNOWN = "unknown", _("Not known")


class Staffing(models.TextChoices):
    """Whether there must be staff where the household lives."""

    NONE = "none", _("No staff")
    PART = "part", _("Staff part of the day")
    ALL_DAY = "all_day", _("Staff all day and night")
    UNKNOWN = "unknown", _("Not known")


class FollowUp(models.TextChoices):
    """How often somebody must come or call for the household to keep its home."""

    NONE = "none", _("No follow-up")
    MONTHLY = "monthly", _("About once a month")
    WEEKLY = "weekly", _("About once a week")
    DAILY = "daily", _("Every day")
    UNKNOWN = "unknown", _("Not known")


class Urgency(models.TextChoices):
    """How soon the household must have another home."""

    NOW = "now", _("Now")
    MONTHS_3 = "months_3", _("Within three months")
    YEAR_1 = "year_1", _("Within a year")
    LATER = "later", _("Later")
    UNKNOWN = "unknown", _("Not known")


class Certainty(models.TextChoices):
    """How sure whoever mapped is of the whole."""

    KNOWN = "known", _("We know")
    LIKELY = "likely", _("Likely")
    GUESSED = "guessed", _("We guess")


class Why(models.TextChoices):
    """Why a mapping is corrected."""

    MISTYPED = "mistyped", _("Something was typed wrong")
    MISUNDERSTOOD = "misunderstood", _("The situation was misunderstood")
    OTHER_HOUSEHOLD = "other_household", _("It was about another household")
    OTHER = "other", _("Another reason")
