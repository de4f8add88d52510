"""The smaller calculators: their answers in words, with steps, what is lacking and the values of law they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.instruments import asking
from boso.casework.instruments.forms_reckoners import BEFORE, AdaptGrantForm, BuyGrantForm, LetGrantForm, OwnForm
from boso.casework.instruments.law_values import named, number, worded
from boso.casework.instruments.showing import Condition, Row
from boso.casework.instruments.wording import STANDINGS, kr, percent, whole
from boso.core.economy import grants, rent_to_own, write_down
from boso.core.economy.exact import MONTHS, exact, to_ore
from boso.core.economy.lawful import Lacking
from boso.core.economy.loans.annuity import payment, per_term
from boso.core.economy.rent_to_own import Course, PriceRule, Purchase, RentRule
from boso.core.economy.write_down import Rule
from boso.core.law.parameters import NotKnown, value
from boso.core.values.periods import add_months
from boso.foundation.web.templatetags.words import day

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table by year. heads: of its columns."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One answer. missing: what nobody has said or knows; law: values it rests on, by area and key."""

    sentence: str
    steps: tuple[Row, ...] = ()
    phases: tuple[tuple[str, str], ...] = ()
    conditions: tuple[Condition, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    law: tuple[tuple[str, str, str], ...] = ()


def own(form: OwnForm) -> Reckoned:
    """From renting to owning: what must be borrowed when the years are over, and what that costs."""
    given = form.cleaned_data
    course = Course(
        price=given["price"], years=given["years"], rent_month=given["rent_month"],
        cost_month=_or_nothing(given["cost_month"]), saved_month=_or_nothing(given["saved_month"]),
        own=_or_nothing(given["own"]), costs=_or_nothing(given["costs"]), grant=_or_nothing(given["grant"]),
        growth_percent=_or_nothing(given["growth_percent"]), price_rule=PriceRule(given["price_rule"]),
        rent_rule=RentRule(given["rent_rule"]),
    )  # fmt: skip
    bought = rent_to_own.purchase(course, form.on)
    month = to_ore(payment(exact(bought.loan), per_term(exact(given["rate"]), MONTHS), given["loan_years"] * MONTHS))
    told = {"count": course.years, "loan": kr(bought.loan), "month": kr(month)}
    sentence = _("After %(count)d years %(loan)s must be borrowed. It takes %(month)s a month.") % told
    if not bought.loan:
        sentence = _("After %(count)d years nothing needs to be borrowed.") % told
    return Reckoned(
        sentence=sentence,
        steps=tuple(_of_purchase(course, bought, month, given)),
        phases=tuple(_phases(bought)),
        conditions=tuple(_eligible(given, form.on)),
        table=_by_year(course, form.on),
        notes=tuple(_borne(bought, month, given, form.on)),
        law=_law((rent_to_own.AREA, key) for key in ("phases", "buy.years", "price.rules", "rent.rules", "eligible")),
    )


def _of_purchase(course: Course, bought: Purchase, month: Decimal, given: Mapping[str, Any]) -> Iterator[Row]:
    market = course.price_rule is PriceRule.MARKET
    rise = _("%(kr)s, rising %(percent)s percent a year for %(count)d years") % {
        "kr": kr(course.price), "percent": percent(course.growth_percent), "count": course.years,
    }  # fmt: skip
    yield Row(_("Price that is paid"), whole(bought.price), rise if market else _("as today"))
    if course.costs:
        yield Row(_("Costs of the purchase"), whole(course.costs))
    if course.rent_rule is RentRule.GOING:
        over = _("%(rent)s less %(cost)s a month, for %(count)d months") % {
            "rent": kr(course.rent_month), "cost": kr(course.cost_month), "count": course.years * MONTHS,
        }  # fmt: skip
        yield Row(_("Taken off: what the rent left over"), whole(-bought.deducted), over)
    if course.own:
        yield Row(_("Own means now"), whole(-course.own))
    if course.saved_month:
        saved = {"kr": kr(course.saved_month), "count": course.years * MONTHS}
        note = _("%(kr)s a month for %(count)d months") % saved
        yield Row(_("Saved until then"), whole(course.own - bought.own), note)
    if course.grant:
        yield Row(_("Grant from the municipality"), whole(-course.grant))
    yield Row(_("To be borrowed"), whole(bought.loan), sum=True)
    terms = {"percent": percent(given["rate"]), "count": given["loan_years"]}
    yield Row(
        _("A month, interest and instalments"), whole(month), _("%(percent)s percent over %(count)d years") % terms
    )


def _borne(bought: Purchase, month: Decimal, given: Mapping[str, Any], on: dt.date) -> Iterator[str]:
    able, most = given["able_month"], value("combination", "rate.most", on)
    if able is not None and bought.loan:
        rate = rent_to_own.highest_rate(exact(able), bought.loan, given["loan_years"], most)
        told = {"able": kr(able), "rate": "" if rate is None else percent(rate), "short": kr(month - able)}
        if month <= able:
            yield _("With %(able)s a month it is borne up to %(rate)s percent.") % told
        elif rate is None:
            yield (
                _("With %(able)s a month it is not borne, whatever the interest: %(short)s a month is lacking.") % told
            )
        else:
            yield _("%(short)s a month is lacking. It would be borne up to %(rate)s percent.") % told
    if bought.gain > 0:
        yield _("The home is then worth %(kr)s more than is paid for it. That is the household's.") % {
            "kr": kr(bought.gain)
        }
    yield _("An option is no duty: the household may go on renting, or move.")


def _phases(bought: Purchase) -> Iterator[tuple[str, str]]:
    names = {
        "choose": _("The home and the household are chosen. The municipality buys, or agrees on an option."),
        "rent_and_save": _("The household rents, and saves."),
        "buy": _("The household buys, with what it has saved, a loan and perhaps a grant."),
        "follow_up": _("The municipality keeps in touch."),
    }
    for phase in bought.phases:
        if phase.ends is None:
            told = _("After that")
        elif phase.ends - phase.starts > 1:
            told = _("Years %(first)d to %(last)d") % {"first": phase.starts, "last": phase.ends - 1}
        else:
            told = _("Year %(count)d") % {"count": phase.starts}
        yield told, names[phase.name]


def _eligible(given: Mapping[str, Any], on: dt.date) -> Iterator[Condition]:
    for name, words in value(rent_to_own.AREA, "eligible", on).items():
        stated = asking.stated(given, name)
        standing, colour = STANDINGS["not_known" if stated is None else "met" if stated else "not_met"]
        yield Condition(_first(worded(rent_to_own.AREA, words)), standing, colour, "")


def _by_year(course: Course, on: dt.date) -> Table:
    told = [rent_to_own.purchase(replace(course, years=year), on) for year in range(1, course.years + 1)]
    heads = (_("After"), _("Own means"), _("Taken off the price"), _("The home is worth"), _("To be borrowed then"))
    rows = tuple(
        (_years(year), whole(one.own), whole(one.deducted), whole(one.market_value), whole(one.loan))
        for year, one in enumerate(told, start=1)
    )
    return Table(_("Year by year"), heads, rows)


def buy(form: BuyGrantForm) -> Reckoned:
    """A grant for getting a home: what startlån cannot carry, as far as the municipality goes."""
    given = form.cleaned_data
    need = given["price"] + _or_nothing(given["costs"])
    lacking = max(ZERO, need - given["own"] - given["loans"])
    grant = lacking if given["most"] is None else min(lacking, given["most"])
    steps = [Row(_("Price of the home"), whole(given["price"]))]
    if given["costs"]:
        steps.append(Row(_("Costs of the purchase"), whole(given["costs"])))
    steps += [
        Row(_("Own means"), whole(-given["own"])),
        Row(_("The largest startlån and bank loan"), whole(-given["loans"])),
        Row(_("Lacking"), whole(lacking), sum=True),
    ]
    if given["most"] is not None:
        steps += [
            Row(_("Grant"), whole(grant), _("at most %(kr)s") % {"kr": kr(given["most"])}),
            Row(_("Still lacking"), whole(lacking - grant), sum=True, short=lacking > grant),
        ]
    return Reckoned(
        sentence=_of_grant(lacking, grant, given["most"]),
        steps=tuple(steps),
        table=_written_down(grant, _rule(given["years"]), None),
        notes=(
            _("A grant is for who has used what startlån can give. So the earlier regulation said; since 2020 the "
              "municipality decides."),
        ),
        missing=tuple(_unsaid(given)),
        law=_law(("grants", f"establishment.{key}") for key in ("after_startlan", "purposes", "most")),
    )  # fmt: skip


def _of_grant(lacking: Decimal, grant: Decimal, most: Decimal | None) -> str:
    told = {"grant": kr(grant), "short": kr(lacking - grant)}
    if not lacking:
        return _("Nothing is lacking: loan and own means are enough, and no grant is needed.")
    if most is None:
        return _("%(grant)s is lacking. How much the municipality gives, nobody has said.") % told
    if grant < lacking:
        return _("The grant can be %(grant)s. Still %(short)s is lacking.") % told
    return _("A grant of %(grant)s is enough.") % told


def adapt(form: AdaptGrantForm) -> Reckoned:
    """A grant to adapt a home."""
    given, names = form.cleaned_data, value("grants", "adaptation.for", form.on)
    stated = {name: asking.stated(given, name) for name in names}
    found = grants.adaptation_grant(given["costs"], given["most"], stated, form.on)
    steps = [Row(_("What adapting costs"), whole(given["costs"]))]
    if found.amount is not None and found.left is not None:
        note = "" if given["most"] is None else _("at most %(kr)s") % {"kr": kr(given["most"])}
        steps += [
            Row(_("Grant"), whole(-found.amount), note),
            Row(_("For the household to pay"), whole(found.left), sum=True),
        ]  # fmt: skip
    words = {
        "adaptation.most": _("how large a grant the municipality gives"),
        **{f"adaptation.{name}": worded("grants", name) for name in names},
    }
    return Reckoned(
        sentence=_of_adapting(found),
        steps=tuple(steps),
        table=_written_down(found.amount or ZERO, _rule(given["years"]), None),
        missing=(*(words[one.key] for one in found.missing), *(_unsaid(given) if found.amount else ())),
        law=_law([("grants", "adaptation.for"), ("grants", "write_down")]),
    )


def _of_adapting(found: grants.Adaptation) -> str:
    if found.amount is None:
        return _("It cannot be said yet: something is not known.")
    if not found.amount:
        return _("Nothing is given: it is for reduced function, or for preparing for old age.")
    return _("The grant can be %(grant)s. %(left)s is for the household to pay.") % {
        "grant": kr(found.amount), "left": kr(found.left or ZERO),
    }  # fmt: skip


def let(form: LetGrantForm) -> Reckoned:
    """A grant for dwellings to let: how much, and what must be paid back if they are sold after so many years."""
    given = form.cleaned_data
    law = _law((write_down.AREA, key) for key in ("rate.by_place", "area.most_m2", "write_down", "write_down.before",
                                                 "allocation.years"))  # fmt: skip
    try:
        steps, grant = _let_grant(form)
    except Lacking:
        return Reckoned(
            _("The rate of that municipality is not known here. Write the rate for each m² yourself."),
            missing=(named(write_down.AREA, "rate.by_place"),), law=law,
        )  # fmt: skip
    rule = _let_rule(given, form.on)
    notes = [
        _("An owner who is not the municipality lets to those it names for at least %(count)s years, registered.")
        % {"count": value(write_down.AREA, "allocation.years", form.on)}
    ]
    told = {"grant": kr(grant)}
    if rule is None:
        sentence = _("The grant is %(grant)s. Which rule it is written down by, nobody has said.") % told
        missing: tuple[str, ...] = (_("over how many years it is written down: see the letter of award"),)
        return Reckoned(sentence, steps=steps, notes=tuple(notes), missing=missing, law=law)
    half = rule.years // 2
    told |= {"count": str(half), "left": kr(write_down.left_of(grant, half, rule)), "years": str(rule.years)}
    sentence = _(
        "The grant is %(grant)s. Sold after %(count)s years, %(left)s is paid back; after %(years)s years nothing."
    )
    if grant and grant < rule.at_once_below:
        sentence = _("The grant is %(grant)s, and is written down at once.")
    return Reckoned(
        sentence % told, steps=steps, table=_written_down(grant, rule, given["awarded"]), notes=tuple(notes), law=law
    )


def _let_grant(form: LetGrantForm) -> tuple[tuple[Row, ...], Decimal]:
    """The steps and the sum. Raises Lacking for a place whose rate is not known, where nobody says one."""
    given, rows, total = form.cleaned_data, [], ZERO
    if given["grant"] is not None:
        return (Row(_("Grant that is awarded"), whole(given["grant"]), sum=True),), given["grant"]
    for homes, area in form.homes():
        one = _one_home(area, given, form.on)
        total += one.amount * homes
        told = {"homes": homes, "area": number(float(one.counted)), "rate": kr(one.rate)}
        note = _("%(homes)d × %(area)s m² × %(rate)s") % told
        if area > one.counted:
            note += ". " + _("At most %(area)s m² count.") % told
        label = ngettext("%(homes)d dwelling of %(area)s m²", "%(homes)d dwellings of %(area)s m²", homes)
        rows.append(Row(label % {"homes": homes, "area": number(float(area))}, whole(one.amount * homes), note))
    rows.append(Row(_("Grant"), whole(total), sum=True))
    return tuple(rows), total


def _one_home(area: Decimal, given: Mapping[str, Any], on: dt.date) -> grants.RentalGrant:
    rate = given["rate_m2"]
    if rate is not None:
        counted = min(area, Decimal(value(write_down.AREA, "area.most_m2", on)))
        return grants.RentalGrant(to_ore(exact(counted) * exact(rate)), rate, counted, ())
    return grants.rental_grant(area, given["place"], on)


def _let_rule(given: Mapping[str, Any], on: dt.date) -> Rule | None:
    """The rule that holds: as chosen, else by the day of the award; none where that is not known."""
    if given["rule"] == BEFORE:
        return write_down.earlier_rule(on)
    try:
        return write_down.rule_of(on if given["rule"] else given["awarded"] or on)
    except NotKnown:
        return None


def _rule(years: int | None) -> Rule | None:
    return None if years is None else grants.municipal_rule(years)


def _written_down(grant: Decimal, rule: Rule | None, awarded: dt.date | None) -> Table | None:
    if rule is None or not grant:
        return None
    heads = (_("After"), _("Written down"), _("To be paid back if it is sold"))
    rows = tuple(
        (_years(year, awarded), whole(grant - left), whole(left))
        for year, left in enumerate(grants.left_by_year(grant, rule))
    )
    return Table(_("Written down year by year"), heads, rows)


def _years(count: int, since: dt.date | None = None) -> str:
    told = ngettext("%(count)d full year", "%(count)d full years", count) % {"count": count}
    return told if since is None else f"{told} ({day(add_months(since, count * MONTHS))})"


def _unsaid(given: Mapping[str, Any]) -> Iterator[str]:
    if given["years"] is None:
        yield _("over how many years the grant is written down")


def _law(keys: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((area, key, named(area, key)) for area, key in keys)


def _or_nothing(amount: Decimal | None) -> Decimal:
    return ZERO if amount is None else amount


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]
