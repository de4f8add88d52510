"""The life of a home over the years: let, emptied, made ready, let again; and the leases of those who lived there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Home, Lease, Step, Stretch
from boso.core.synthetic.distributions import everything, figure
from boso.core.synthetic.stock import SHORT, TOGETHER

DAY = dt.timedelta(days=1)
LONGEST = 20_000
STEPS = ("inspection", "emptying", "cleaning", "repair")

#: Conditions that mostly ask for more than cleaning.
POOR = ("needs_work", "unfit")

#: An answer to a lease that has ended is still to be waited for.
FRESH = 100


@dataclass(frozen=True, slots=True)
class Spell:
    """One household's time in a home. `leaves` is the day it moves out, known here even while it lies ahead."""

    home: int
    starts: dt.date
    leaves: dt.date
    reason: str

    def is_current(self, on: dt.date) -> bool:
        """Whether they live there that day."""
        return self.starts <= on < self.leaves


def live(chance: Chance, home: Home, index: int, begin: dt.date, on: dt.date) -> tuple[list[Stretch], list[Spell]]:
    """What happens to one home from the beginning until today."""
    mean = figure("stay.days.short" if home.kind in SHORT else "stay.days.ordinary")
    stretches: list[Stretch] = []
    spells: list[Spell] = []
    day = begin
    if chance.happens(figure("let.share")):
        starts = begin - dt.timedelta(chance.days(mean / 2, 3000))
        day = _let(chance, Spell(index, starts, begin + _some(chance, mean), ""), on, stretches, spells)
    while day <= on:
        day = _empty(chance, home, day, on, stretches)
        if day <= on:
            day = _let(chance, Spell(index, day, day + _some(chance, mean), ""), on, stretches, spells)
    return stretches, spells


def _some(chance: Chance, mean: float) -> dt.timedelta:
    return dt.timedelta(chance.days(mean, LONGEST))


def _let(chance: Chance, spell: Spell, on: dt.date, stretches: list[Stretch], spells: list[Spell]) -> dt.date:
    """Let it for one spell; gives the day it is empty."""
    spell = Spell(spell.home, spell.starts, spell.leaves, chance.pick("ending"))
    spells.append(spell)
    notice = _notice(spell)
    if spell.leaves <= on:
        stretches.append(Stretch("let", spell.starts, spell.leaves))
    elif notice is not None and notice <= on:
        stretches.append(Stretch("let", spell.starts, notice))
        stretches.append(Stretch("notice", notice, None, steps=(Step("notice", notice, None),)))
    else:
        stretches.append(Stretch("let", spell.starts, None))
    return spell.leaves if spell.leaves <= on else on + DAY


def _notice(spell: Spell) -> dt.date | None:
    """The day notice was or will be given: three months ahead, where anybody gives one."""
    if spell.reason not in ("tenant_gave_notice", "bought", "exchanged", "institution"):
        return None
    given = spell.leaves - dt.timedelta(days=90)
    return given if given > spell.starts else None


def _empty(chance: Chance, home: Home, day: dt.date, on: dt.date, stretches: list[Stretch]) -> dt.date:
    """Make it ready again, put it off, or sell it; gives the day somebody can move in."""
    is_for_sale = home.disposal == "owned" and chance.happens(figure("sale.share"))
    if is_for_sale and (on - day).days < figure("sale.days"):
        stretches.append(Stretch("being_sold", day, None, "to_be_sold"))
        return on + DAY
    if home.condition in POOR and chance.happens(figure("backlog.share")):
        day = _rest(Stretch("unavailable", day, None, "repair_backlog"), day + _some(chance, 420), on, stretches)
    if day > on:
        return day
    day = _steps(chance, home, day, on, stretches)
    if day > on:
        return day
    waits = everything()["step.days"].value["ready"] * (figure("one_room.ready") if home.rooms == 1 else 1)
    reason = "fits_nobody" if home.rooms == 1 and chance.happens(0.5) else "waiting_for_tenant"
    moves_in = day + _some(chance, waits)
    if chance.happens(0.5) and day < moves_in - 10 * DAY <= on:
        _rest(Stretch("ready", day, None, reason, (Step("ready", day, None),)), moves_in - 10 * DAY, on, stretches)
        return _rest(Stretch("reserved", moves_in - 10 * DAY, None, "reserved"), moves_in, on, stretches)
    return _rest(Stretch("ready", day, None, reason, (Step("ready", day, None),)), moves_in, on, stretches)


def _steps(chance: Chance, home: Home, day: dt.date, on: dt.date, stretches: list[Stretch]) -> dt.date:
    """Inspection, emptying, cleaning, and repair where it is needed."""
    steps = []
    starts = day
    for name in STEPS:
        if day > on or (name == "repair" and not chance.happens(0.7 if home.condition in POOR else 0.3)):
            continue
        ends = day + _some(chance, everything()["step.days"].value[name])
        steps.append(Step(name, day, ends if ends <= on else None))
        day = ends
    over = day if day <= on else None
    stretches.append(Stretch("maintenance", starts, over, "between_tenants", tuple(steps)))
    return day


def _rest(stretch: Stretch, until: dt.date, on: dt.date, stretches: list[Stretch]) -> dt.date:
    """One stretch until a day, or still going on."""
    over = until if until <= on else None
    steps = tuple(Step(step.name, step.starts, over) for step in stretch.steps)
    stretches.append(Stretch(stretch.status, stretch.starts, over, stretch.reason, steps))
    return until


def leases(
    chance: Chance, home: Home, spell: Spell, family: int | None, *, children: bool, begin: dt.date, on: dt.date
) -> Iterator[Lease]:
    """The leases of one spell, one after another as renewed, without those that ended before the beginning."""
    years = _term(home, children)
    if home.kind in TOGETHER and chance.happens(figure("endless.care")):
        yield _lease(chance, home, spell, family, spell.starts, None, on)
        return
    starts = spell.starts
    while True:
        ends = _later(starts, years)
        last = ends >= spell.leaves or ends > on or _is_unanswered(chance, spell, ends, on)
        if last or ends > begin:
            yield _lease(chance, home, spell, family, starts, ends, on, renewed=not last)
        if last:
            return
        starts = ends


def _term(home: Home, children: bool) -> float:
    if home.kind == "temporary":
        return 0.25
    if home.kind == "transitional":
        return 1
    return figure("term.years.children" if children else "term.years")


def _later(day: dt.date, years: float) -> dt.date:
    if years < 1:
        return day + dt.timedelta(days=round(years * 365))
    return day + dt.timedelta(days=round(years * 365.25))


def _is_unanswered(chance: Chance, spell: Spell, ends: dt.date, on: dt.date) -> bool:
    """Whether nobody has renewed a lease that has run out while they live on there."""
    if not spell.is_current(on):
        return False
    share = figure("renewal.late") if (on - ends).days <= FRESH else figure("renewal.forgotten")
    return chance.happens(share)


def _lease(
    chance: Chance,
    home: Home,
    spell: Spell,
    family: int | None,
    starts: dt.date,
    ends: dt.date | None,
    on: dt.date,
    *,
    renewed: bool = False,
) -> Lease:
    ended_on = ends if renewed else (spell.leaves if spell.leaves <= on else None)
    rent = round(home.rent * 0.97 ** max(0, (on - starts).days // 365) / 10) * 10
    notice = _notice(spell)
    overdue = ended_on is None and ends is not None and ends < on
    return Lease(
        home=spell.home,
        family=family,
        starts=starts,
        ends=ends,
        ended_on=ended_on,
        end_reason="renewed" if renewed else (spell.reason if ended_on else ""),
        ground=_ground(home),
        rent=rent,
        deposit_agreed=home.deposit,
        deposit_paid=0 if chance.happens(figure("deposit.missing")) else home.deposit,
        move_out_requested_on=_request(chance, ends, on) if overdue and ends is not None else None,
        notice_given_on=None if renewed or notice is None or notice > on or notice < starts else notice,
    )


def _ground(home: Home) -> str:
    """Short leases, and every other one for refugees, rest on the paragraph on dwellings for the disadvantaged."""
    is_special = home.kind in SHORT or (home.kind == "refugee" and home.number % 2 == 0)
    return "special_11_1" if is_special else "ordinary"


def _request(chance: Chance, ends: dt.date, on: dt.date) -> dt.date | None:
    """The day a written request to move was sent after the end, where one was."""
    if not 5 < (on - ends).days <= FRESH or not chance.happens(0.3):
        return None
    return ends + dt.timedelta(days=chance.between(1, min(60, (on - ends).days)))
