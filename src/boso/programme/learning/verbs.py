"""What the acts of learning are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "knowledge_plan.make": _("Knowledge plan made"),
        "learning_measure.add": _("Learning measure added"),
        "learning_measure.edit": _("Learning measure changed"),
        "learning_measure.begin": _("Learning measure begun"),
        "learning_measure.finish": _("Learning measure done"),
        "learning_measure.drop": _("Learning measure dropped"),
        "arena.arrange": _("Arena arranged"),
        "arena.edit": _("Arena changed"),
        "arena.hold": _("Arena held"),
        "arena.cancel": _("Arena cancelled"),
        "arena.answer": _("Answered an invitation"),
        "session.add": _("Item put on the programme"),
        "session.remove": _("Item taken off the programme"),
        "invitation.send": _("Role invited"),
        "participants.record": _("Participants written down"),
        "participants.confirm": _("Said who was there"),
        "participants.take_home": _("Wrote what one takes home"),
        "network.start": _("Network started"),
        "network.confirm": _("Network confirmed"),
        "network.end": _("Network ended"),
        "network_member.add": _("Member of a network added"),
        "network_member.leave": _("Member left a network"),
        "mandate.add": _("Point added to a mandate"),
        "meeting.hold": _("Meeting written down"),
        "meeting.edit": _("Meeting changed"),
        "matter.raise": _("Matter raised"),
        "matter.take_up": _("Matter taken up"),
        "matter.settle": _("Matter settled"),
        "matter.set_aside": _("Matter set aside"),
        "experience.tell": _("Experience told"),
        "experience.edit": _("Experience changed"),
        "figure.add": _("Figure added"),
        "use.take_over": _("Experience taken over"),
        "use.judge": _("Said how it went"),
        "lesson.learn": _("Lesson written"),
        "lesson.decide": _("Lesson led to a decision"),
        "lesson.leave": _("Lesson led to no decision"),
        "lesson.reopen": _("Lesson opened again"),
        "lesson.share": _("Lesson shared"),
        "signal.notice": _("Signal written down"),
        "signal.send": _("Signal sent"),
        "signal.answer": _("Signal answered"),
        "signal.close": _("Signal closed"),
        "size.say": _("Number of inhabitants written down"),
        "standing.place": _("Said where somebody stands"),
    }
)

register_things(
    {
        "learning.knowledgeplan": _("Knowledge plan"),
        "learning.learningmeasure": _("Learning measure"),
        "learning.arena": _("Arena"),
        "learning.session": _("Item on the programme"),
        "learning.invitation": _("Invitation"),
        "learning.participant": _("Participants"),
        "learning.network": _("Network"),
        "learning.networkmember": _("Member of a network"),
        "learning.mandatepoint": _("Point of a mandate"),
        "learning.meeting": _("Meeting"),
        "learning.matter": _("Matter"),
        "learning.experience": _("Experience"),
        "learning.resultfigure": _("Figure"),
        "learning.use": _("Taking over"),
        "learning.ledgerentry": _("Lesson"),
        "learning.signal": _("Signal"),
        "learning.size": _("Number of inhabitants"),
        "learning.standing": _("Where somebody stands"),
    }
)
