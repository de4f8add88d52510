"""The charts of needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from boso.casework.needs import wording
from boso.casework.needs.figures import Figures
from boso.casework.needs.models import Homeless, Situation
from boso.casework.needs.models_codes import HOMELESS
from boso.casework.needs.queries_campaigns import Progress
from boso.foundation.web.charts import Bar, Chart, Series, bars

LOOKS = {Situation.WITHOUT_OWN: "d5", Situation.AT_RISK: "d2", Situation.UNSUITABLE: "d1"}


def by_size(told: Figures) -> Chart | None:
    """How large homes are needed, by situation."""
    if not told.total and told.total is not None:
        return None
    whole = all(line.count is not None for _code, lines in told.table for line in lines)
    series = [Series(Situation(code).label, LOOKS[Situation(code)]) for code, _lines in told.table]
    data = [
        Bar(
            wording.bedrooms(None if line.code == "unknown" else int(line.code)),
            tuple(lines[place].count for _code, lines in told.table) if whole else (line.count,),
            above=str(line.count) if whole else "",
        )
        for place, line in enumerate(told.by_size)
    ]
    if not whole:  # a stack with parts left out would look smaller than it is
        series = [Series(_("In need"))]
    return bars(
        data, series, title=_("How large homes they need"), unit=_("households"), category=_("Size"), width=760,
        height=250,
    )  # fmt: skip


def by_unit(units: Sequence[Progress]) -> Chart | None:
    """How far each unit has come."""
    shown = [one for one in units if one.unit is not None and one.total]
    if not shown:
        return None
    series = [
        Series(_("Mapped"), "main"), Series(_("Begun"), "planned"), Series(_("Not begun"), "hatch"),
        Series(_("Cannot be reached, or do not want to"), "stone"),
    ]  # fmt: skip
    data = [
        Bar(
            one.unit.name if one.unit is not None else "",
            (one.done, one.under_way, one.not_begun, one.unreachable + one.declined),
            above=f"{round(100 * one.done / one.total)} %",
        )
        for one in shown
    ]
    return bars(data, series, title=_("How far each unit has come"), unit=_("households"), width=760, height=240)


def by_category(counts: Sequence[tuple[str, dict[str, int | None]]]) -> Chart | None:
    """Where the homeless stay; one or two counts side by side."""
    if not any(any(values.values()) for _label, values in counts):
        return None
    looks = ("main", "planned")
    series = [Series(label, look) for (label, _values), look in zip(counts, looks, strict=False)]
    data = [
        Bar(short(code), tuple(values.get(code) for _label, values in counts)) for code in HOMELESS
    ]  # fmt: skip
    return bars(
        data, series, title=_("Where they stay"), unit=_("persons"), category=_("Place of stay"),
        side_by_side=len(series) > 1, width=760, height=260,
    )  # fmt: skip


def short(code: str) -> str:
    """A stay in a word or two, to stand under a bar."""
    return {
        Homeless.ROUGH: _("outdoors"), Homeless.NIGHT_SHELTER: _("night shelter"), Homeless.TEMPORARY: _("temporary"),
        Homeless.CRISIS_CENTRE: _("crisis centre"), Homeless.INSTITUTION: _("institution"),
        Homeless.PRISON: _("prison"), Homeless.WITH_KIN: _("with others"),
    }[Homeless(code)]  # fmt: skip
