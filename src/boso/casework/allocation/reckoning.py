"""What BoSo does with frozen runs by itself: answers them, and erases those it has kept long enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from boso.casework.allocation import case, freezing, queries
from boso.casework.allocation.models import RunState
from boso.core.law import parameters
from boso.core.matching import rules
from boso.foundation.access.actor import SYSTEM
from boso.foundation.vault.actions import throw_away
from boso.foundation.workflow.actions import save

Progress = Callable[[int, int], None]


def reckon(run_id: int, say: Progress = lambda done, total: None) -> bool:
    """Answer a run that waits. Gives whether there was anything to do."""
    found = queries.waiting(run_id)
    ring = freezing.keys_of(found) if found is not None else None
    text = freezing.asked_of(found, ring) if found is not None and ring is not None else None
    if found is None or ring is None or text is None:
        return False
    say(0, 3)
    lively = case.revived(text)
    say(1, 3)
    answer = case.answered(lively)
    say(2, 3)
    gets, place = case.served(lively, lively.allocation), case.placed(lively, lively.allocation)
    fields = {
        "answer": freezing.sealed(ring, found, answer),
        "answer_digest": case.digest(answer),
        "households": lively.allocation.market.queue,
        "served": len(gets),
        "by_chain": sum(not lively.dwellings[place[one]]["vacant"] for one in gets),
        "moved": sum(case.may_move_only(lively, one) for one in place),
        "state": RunState.DONE,
    }
    save(SYSTEM, "run.answer", found, fields, found.organisation_id)
    return True


def forget_old(today: dt.date) -> int:
    """Throw away the keys of runs older than runs are kept, and what they sealed. Gives how many."""
    months = int(parameters.value(rules.AREA, "runs.keep_months", today))
    old = queries.older_than(today, months)
    for one in old:
        fields = {
            "asked": "", "answer": "", "state": RunState.FORGOTTEN, "forgotten_on": today,
        }  # fmt: skip
        save(SYSTEM, "run.forget", one, fields, one.organisation_id)
        throw_away([one.key_id])
    case.revived.cache_clear()
    return len(old)
