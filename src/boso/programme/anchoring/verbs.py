"""What the acts of anchoring are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "scope.enter": _("Entered in the scope register"),
        "scope.decide": _("Decided where it belongs"),
        "scope.reopen": _("Set it back to not decided"),
        "task_place.set": _("Placed the task on the map"),
        "task_part.add": _("Gave a unit a part in a task"),
        "task_part.end": _("Ended a unit's part in a task"),
        "mention.set": _("Said how it stands in the document"),
        "reanchoring.record": _("Anchored anew after the election"),
        "involvement.record": _("Recorded who takes part"),
        "hand_over.agree": _("Agreed a hand-over"),
        "hand_over.change": _("Changed the hand-over"),
        "hand_over.check": _("Answered one year after the hand-over"),
        "hearing.draft": _("Drafted a hearing"),
        "hearing.change": _("Changed the draft of the hearing"),
        "hearing.open": _("Opened the hearing"),
        "hearing.close": _("Closed the hearing"),
        "comment.send": _("Sent a comment"),
        "comment.withdraw": _("Withdrew the comment"),
        "comment.show": _("Showed the comment"),
        "comment.hide": _("Left the comment out"),
        "comment.answer": _("Answered the comment"),
    }
)

register_things(
    {
        "anchoring.scopeentry": _("Entry in the scope register"),
        "anchoring.taskplace": _("Task on the map"),
        "anchoring.taskpart": _("A unit's part in a task"),
        "anchoring.mention": _("Place in a plan"),
        "anchoring.reanchoring": _("Anchoring after an election"),
        "anchoring.involvement": _("Who takes part"),
        "anchoring.handover": _("Hand-over"),
        "anchoring.handovercheck": _("Answer one year after"),
        "anchoring.hearing": _("Hearing"),
        "anchoring.comment": pgettext_lazy("thing", "Comment"),
    }
)
