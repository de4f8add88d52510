import datetime as dt
from pathlib import Path

import pytest

from boso.foundation.organisations.models import Code, CodeSystem, Organisation, Succession
from boso.programme.indicators.models import Indicator
from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import (
    at_first,
    bring_in,
    contact,
    coordinator,
    leader,
    load_programme,
    other,
)

__all__ = ["contact", "coordinator", "leader", "other"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
LONG_AGO = dt.date(1972, 1, 1)
MERGED = dt.date(2020, 1, 1)
CODES = {
    "hamar": (("0403", None),), "moss": (("0104", MERGED), ("3002", None)), "rygge": (("0136", MERGED),),
    "oslo": (("0301", None),), "baerum": (("0219", None),),
}  # fmt: skip
DISTRICTS = {"bjerke": "0319", "grorud": "0320", "stovner": "0321", "alna": "0322"}


def load_all() -> None:
    """The programme, the indicators, codes over time, and Rygge that went into Moss."""
    load_programme()
    Organisation.objects.get_or_create(slug="rygge", defaults={"name": "Rygge", "kind": "municipality"})
    known = {one.slug: one for one in Organisation.objects.all()}
    for slug, codes in CODES.items():
        starts = LONG_AGO
        for code, ends in codes:
            Code.objects.create(
                organisation=known[slug], system=CodeSystem.SSB, code=code, starts=starts, ends=ends, source="test"
            )
            starts = ends
    for slug, code in DISTRICTS.items():
        Code.objects.create(
            organisation=known[slug], system=CodeSystem.HUSBANKEN, code=code, starts=LONG_AGO, source="test"
        )
    Succession.objects.create(predecessor=known["rygge"], successor=known["moss"], on=MERGED, source="test")
    bring_in("indicators", WORKBOOK)


@pytest.fixture
def indicators(db) -> dict[str, Indicator]:
    at_first("indicators", load_all)
    return {one.key: one for one in Indicator.objects.all()}


@pytest.fixture
def hamar(indicators) -> Participation:
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def moss(indicators) -> Organisation:
    return Organisation.objects.get(slug="moss")
