"""What the acts in the partnership are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things
from boso.programme.partnership.models import Phase

register(
    {
        "participation.begin": _("Admitted to the programme"),
        **{f"participation.to_{phase}": _("New phase") for phase in Phase.values},
        "phase_entry.record": _("Phase written down"),
        "goal.edit": _("Goal translated"),
        "intake.open": _("Intake opened"),
        "intake_stage.edit": _("Stage of an intake changed"),
        "role.add": _("Role added"),
        "role.end": _("Role ended"),
        "task.add": _("Task put on the map"),
        "task.move": _("Task moved to another unit"),
        "contact.log": _("Contact written down"),
        "contact.finish": _("Next step done"),
        "contact.list": _("Read the contact log"),
        "agreement.draft": _("Agreement drafted"),
        "agreement.sign_first_for_bank": _("Agreement signed for the bank"),
        "agreement.sign_last_for_bank": _("Agreement signed for the bank"),
        "agreement.sign_first_for_municipality": _("Agreement signed for the municipality"),
        "agreement.sign_last_for_municipality": _("Agreement signed for the municipality"),
        "agreement.end": _("Agreement ended"),
        "admission.receive": _("Application received"),
        "admission.assess": _("Assessment begun"),
        "admission.recommend": _("Application recommended"),
        "admission.advise_against": _("Application advised against"),
        "admission.admit": _("Application granted"),
        "admission.refuse": _("Application refused"),
        "event.add": _("Entry put in the annual wheel"),
        "event.edit": _("Entry of the annual wheel changed"),
        "event.remove": _("Entry taken out of the annual wheel"),
    }
)

register_things(
    {
        "partnership.goal": _("Goal"),
        "partnership.intake": _("Intake"),
        "partnership.intakestage": _("Stage of an intake"),
        "partnership.participation": _("Participant"),
        "partnership.phaseentry": _("Phase"),
        "partnership.admission": _("Application"),
        "partnership.agreement": _("Partnership agreement"),
        "partnership.roleholding": _("Role"),
        "partnership.taskassignment": _("Task"),
        "partnership.contactentry": _("Contact"),
        "partnership.calendarevent": _("Entry in the annual wheel"),
    }
)
