"""What may follow what: the phases of a participant, an application's way in, an agreement's two signatures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision
from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.partnership import policies
from boso.programme.partnership.models import AdmissionState, AgreementState, Phase


def _may_change_phase(actor: Actor, participation: Any) -> Decision:
    return policies.may_change_phase(actor, participation)


#: A participant may go from any phase to any other, with a reason: work also goes back.
PHASES = Workflow(
    verb="participation",
    field="phase",
    states=labels_of(Phase),
    transitions=tuple(
        Transition(
            name=f"to_{phase.value}",
            sources=tuple(other.value for other in Phase if other != phase),
            target=phase.value,
            label=phase.label,
            may=_may_change_phase,
            needs_reason=True,
        )
        for phase in Phase
        if phase != Phase.NOT_STATED
    ),
)

ADMISSION = Workflow(
    verb="admission",
    states=labels_of(AdmissionState),
    transitions=(
        Transition(
            "assess", (AdmissionState.APPLICATION,), AdmissionState.ASSESSMENT,
            _("Begin the assessment"), policies.may_prepare_admission,
        ),
        Transition(
            "recommend", (AdmissionState.ASSESSMENT,), AdmissionState.RECOMMENDED,
            _("Recommend"), policies.may_prepare_admission, needs_reason=True,
        ),
        Transition(
            "advise_against", (AdmissionState.ASSESSMENT,), AdmissionState.NOT_RECOMMENDED,
            _("Advise against"), policies.may_prepare_admission, needs_reason=True,
        ),
        Transition(
            "admit", (AdmissionState.RECOMMENDED, AdmissionState.NOT_RECOMMENDED), AdmissionState.ADMITTED,
            _("Admit"), policies.may_decide_admission, needs_reason=True,
        ),
        Transition(
            "refuse", (AdmissionState.RECOMMENDED, AdmissionState.NOT_RECOMMENDED), AdmissionState.REFUSED,
            _("Refuse"), policies.may_decide_admission, needs_reason=True,
        ),
    ),
)  # fmt: skip

AGREEMENT = Workflow(
    verb="agreement",
    states=labels_of(AgreementState),
    transitions=(
        Transition(
            "sign_first_for_bank", (AgreementState.DRAFT,), AgreementState.BANK_SIGNED,
            _("Sign for the bank"), policies.may_sign_for_bank,
        ),
        Transition(
            "sign_first_for_municipality", (AgreementState.DRAFT,), AgreementState.MUNICIPALITY_SIGNED,
            _("Sign for the municipality"), policies.may_sign_for_municipality,
        ),
        Transition(
            "sign_last_for_bank", (AgreementState.MUNICIPALITY_SIGNED,), AgreementState.SIGNED,
            _("Sign for the bank"), policies.may_sign_for_bank,
        ),
        Transition(
            "sign_last_for_municipality", (AgreementState.BANK_SIGNED,), AgreementState.SIGNED,
            _("Sign for the municipality"), policies.may_sign_for_municipality,
        ),
        Transition(
            "end", (AgreementState.SIGNED,), AgreementState.ENDED,
            _("End the agreement"), policies.may_end_agreement, needs_reason=True,
        ),
    ),
)  # fmt: skip
