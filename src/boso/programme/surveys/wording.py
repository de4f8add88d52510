"""Sentences about surveys: the rate as the report says it, its definition, what each code is called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.surveys.response import Rate
from boso.core.values.numbers import grouped
from boso.programme.surveys.models import Anonymity, Wave, WaveState
from boso.programme.surveys.rates import Rates


def percent(rate: Rate) -> str:
    """60,6; a dash where nobody is below the line."""
    value = rate.percent()
    return "–" if value is None else grouped(value)


def sentence(rates: Rates) -> str:
    """The rate as a report says it, with its definition."""
    rate, asked = rates.all.rate, rates.all.asked
    if rate.value is None or rate.whole is None:
        return _("Nobody has been asked yet.")
    told = {"part": grouped(int(rate.part)), "percent": percent(rate), "definition": rates.definition}
    if rate.whole == asked:
        return _("%(part)s of %(asked)s answered, %(percent)s percent (%(definition)s).") % {
            **told, "asked": grouped(asked),
        }  # fmt: skip
    left_out = asked - rate.whole
    whole = grouped(int(rate.whole)) if rate.whole.denominator == 1 else f"{float(rate.whole):.1f}".replace(".", ",")
    if left_out.denominator == 1:
        counted = _("%(part)s of %(asked)s answered, %(percent)s percent (%(definition)s).") % {**told, "asked": whole}
        more = ngettext(
            "%(out)d more was asked and is not counted.", "%(out)d more were asked and are not counted.", int(left_out)
        )
        return f"{counted} {more % {'out': int(left_out)}}"
    return _("%(part)s of an estimated %(whole)s answered, %(percent)s percent (%(definition)s).") % {
        **told, "whole": whole,
    }  # fmt: skip


def definition(name: str) -> str:
    """What a rate counts, in words."""
    above = _("Counts those who answered, whole answers and parts.")
    if name in ("RR1", "RR3", "RR5"):
        above = _("Counts those who answered, and no parts of answers.")
    below = {
        "RR1": _("They are counted among all who were asked, also those of whom nobody knows whether they belong."),
        "RR3": _("Of those of whom nobody knows whether they belong, an estimated share is counted among the asked."),
        "RR5": _("Those of whom nobody knows whether they belong are left out."),
    }
    base = {"RR2": "RR1", "RR4": "RR3", "RR6": "RR5"}.get(name, name)
    outside = _("Those who turned out not to belong to those asked are never counted.")
    return f"{above} {below[base]} {outside} " + _("The definition is %(name)s of AAPOR.") % {"name": name}


def code(name: str) -> str:
    """What became of somebody, by the code."""
    words = {
        "1.1": _("gave a whole answer"),
        "1.2": _("gave a part of an answer"),
        "2.112": _("said no"),
        "2.113": _("never answered"),
        "2.12": _("broke off"),
        "2.2": _("not reached"),
        "2.27": _("answered too late"),
        "2.35": _("could not for technical reasons"),
        "3.19": _("never answered, and nothing is known"),
        "3.3": _("the invitation came back"),
        "4.1": _("turned out not to belong to those asked"),
        "4.2": _("no longer among those asked"),
    }
    return words[name]


def limits(wave: Wave) -> str:
    """How much must be answered."""
    return _(
        "Whoever answered at least %(complete)d percent of what they were asked has answered; from %(partial)d percent "
        "on in part; less is broken off. «Don't know» and «will not answer» are answers."
    ) % {"complete": wave.complete_from, "partial": wave.partial_from}


def seen_by(wave: Wave) -> str:
    """Who may see the answers now."""
    if wave.state == WaveState.ENDED:
        return _("Those asked are forgotten. The answers stand in the tables.")
    if wave.survey.anonymity == Anonymity.ANONYMOUS:
        return _("The answers lie sealed. Nobody can read them before the wave has ended.")
    if wave.state == WaveState.CLOSED:
        return _("The answers can be read, without names, by those who ask.")
    return _("Those who know the people asked do not see the answers before the wave is closed.")
