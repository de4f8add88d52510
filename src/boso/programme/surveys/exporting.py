"""The lists of surveys that leave BoSo: response rates by municipality and group, with the definition."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from boso.core.surveys.dispositions import Outcome
from boso.core.surveys.response import DEFINITIONS, rate
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record
from boso.programme.surveys import policies, queries
from boso.programme.surveys.models import Anonymity, WaveState
from boso.programme.surveys.rates import Part, telling

_RATES = tuple(DEFINITIONS)
_OUTCOMES = tuple(Outcome)


def _rows(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    for survey in queries.surveys(actor, programme):
        everything = bool(policies.may_manage(actor, survey)) and survey.anonymity == Anonymity.NAMED
        for wave in survey.waves.all():
            if wave.state == WaveState.DRAFT:
                continue
            wave.survey = survey
            found = queries.rates(actor, wave)
            head = {"survey": survey.title_nb, "wave": wave.label, "state": wave.state, "definition": wave.definition}
            for by, parts in (("all", (found.all,)), ("municipality", found.municipalities), ("group", found.groups)):
                hidden = frozenset[str]() if everything or by == "all" else telling(parts)
                for part in parts:
                    yield {
                        **head,
                        "by": by,
                        "key": part.key,
                        "name": part.label,
                        "hidden": part.key in hidden,
                        **_numbers(part, part.key in hidden),
                    }


def _numbers(part: Part, hidden: bool) -> Record:
    """The numbers of a part, blank where it is so small that they tell who."""
    counts = part.counts
    found: Record = {"asked": part.asked, "sent_in": part.sent_in}
    found |= {each.value: counts[each] for each in _OUTCOMES}
    found |= {name: rate(counts, name).percent(2) for name in _RATES}
    return dict.fromkeys(found) if hidden else found


EXPORTS = (
    Export(
        "response_rates",
        _("Response rates"),
        (
            "survey", "wave", "state", "definition", "by", "key", "name", "hidden", "asked", "sent_in",
            *(each.value for each in _OUTCOMES), *_RATES,
        ),
        _rows,
        policies.may_open,
        filters=("programme",),
    ),
)  # fmt: skip
