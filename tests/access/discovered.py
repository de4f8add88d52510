"""A finding of Hamar's own that nobody has shared, with all that follows it, made by its programme leader."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.actor import Actor
from boso.programme.findings import actions, actions_checks
from boso.programme.findings.models import Reading
from boso.programme.partnership.models import Fact, Participation

Parts = dict[str, dict[str, object]]
TODAY = dt.date(2013, 3, 1)


def build(leader: Actor, hamar: Participation) -> Parts:
    """The parts of the addresses of findings."""
    told = {"title_nb": "Nøklene forsvinner", "strength": "weak", "owner_role": "programme_leader"}
    finding = actions.write_finding(leader, hamar, told)
    fact = Fact.objects.order_by("pk")[0]
    piece = actions.add_evidence(leader, finding, "fact", fact=fact, on=TODAY)
    hard = actions.name_challenge(leader, hamar, {"title_nb": "Nøkler", "findings": [finding]})
    advice = actions.advise(leader, hamar, {"title_nb": "Tell dem", "to": "municipalities", "challenges": [hard]})
    asks = {"query": "plans.activities", "arguments": {"tell": "count"}, "condition": "exists", "nb": "Noe er planlagt"}
    check = actions_checks.add_check(leader, finding, None, asks)
    reading: Reading = check.readings.get()
    return {
        "findings": {"pk": finding.pk, "kind": "finding", "step": "withdraw"},
        "findings:evidence-remove": {"pk": piece.pk},
        "findings:challenge": {"pk": hard.pk},
        **{f"findings:{name}": {"pk": advice.pk} for name in ("advice", "advice-edit", "next")},
        **{f"findings:{name}": {"pk": check.pk} for name in ("check", "check-edit", "check-run")},
        "findings:note": {"pk": reading.pk},
    }
