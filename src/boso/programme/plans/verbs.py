"""What the acts on plans are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.foundation.audit.verbs import register, register_things

_MOVES = {
    "start": _("Started it"),
    "finish": _("Marked it as done"),
    "postpone": _("Postponed it"),
    "drop": _("Dropped it"),
    "plan": _("Put it back in the plan"),
    "reopen": _("Took it up again"),
}

register(
    {
        "analysis.write": _("Began the pre-analysis"),
        "analysis.change": _("Changed the pre-analysis"),
        "analysis.start": _("Started the pre-analysis"),
        "analysis.hand_over": _("Put the pre-analysis before the municipality"),
        "analysis.finish": _("Finished the pre-analysis"),
        "analysis.reopen": _("Took the pre-analysis up again"),
        "challenge.write": _("Wrote down the challenge"),
        "challenge.change": _("Changed the challenge"),
        "challenge.retire": _("Said that it is no longer a challenge"),
        "plan.write": _("Began the programme plan"),
        "plan.change": _("Changed the programme plan"),
        "plan_version.write": _("Began a version"),
        "plan_version.change": _("Changed the version"),
        "plan_version.propose": _("Sent the version to adoption"),
        "plan_version.take_back": _("Took the version back"),
        "plan_version.send_back": _("Returned the version for correction"),
        "plan_version.adopt": _("Recorded the adoption"),
        "plan_version.replace": _("Replaced by a newer version"),
        "activity.write": _("Put it in the plan"),
        "activity.change": _("Changed it"),
        "activity.reschedule": _("Moved the period"),
        "homes.write": _("Put the homes in the plan"),
        "homes.change": _("Changed the dwelling project"),
        "result.add": _("Wrote down a result"),
        "trace.add": _("Joined measure and challenge"),
        "trace.remove": _("Parted measure and challenge"),
        "dependency.add": _("Let it wait for another"),
        "dependency.remove": _("No longer lets it wait"),
        "funding.write": _("Entered it in the funding register"),
        "funding.change": _("Changed the entry"),
        "funding.apply": _("Applied for the money"),
        "funding.grant": _("Recorded the grant"),
        "funding.refuse": _("Recorded the refusal"),
        "funding.set_aside": _("Set the money aside"),
        "funding.release": _("Recorded what is paid out"),
        "risk.write": _("Wrote down the risk"),
        "risk.change": _("Weighed the risk again"),
        "risk.happen": _("It happened"),
        "risk.close": _("Closed the risk"),
        "risk.reopen": _("Opened the risk again"),
        "decision.write": _("Wrote down the decision"),
        "decision.change": _("Corrected the decision"),
        **{f"activity.{name}": words for name, words in _MOVES.items()},
        **{f"homes.{name}": words for name, words in _MOVES.items()},
    }
)

register_things(
    {
        "plans.preanalysis": _("Pre-analysis"),
        "plans.challenge": _("Challenge"),
        "plans.plan": _("Programme plan"),
        "plans.planversion": _("Version of the plan"),
        "plans.activity": _("Measure"),
        "plans.dwellingproject": _("Dwelling project"),
        "plans.result": pgettext_lazy("thing", "Result"),
        "plans.trace": _("Challenge and measure"),
        "plans.dependency": _("Dependency"),
        "plans.funding": _("Funding"),
        "plans.risk": _("Risk"),
        "plans.decision": pgettext_lazy("thing", "Decision"),
    }
)
