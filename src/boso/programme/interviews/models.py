"""Interviews: guides, informants, consents, appointments, texts, codes, and the quotations that may leave."""

from __future__ import annotations

from boso.programme.interviews.models_guide import Guide, GuidePart, GuideQuestion, GuideState, Probe
from boso.programme.interviews.models_material import (
    SPOKEN,
    Attribution,
    Code,
    Coder,
    Coding,
    Material,
    MaterialKind,
    MaterialState,
    Memo,
    Quotation,
    QuotationState,
)
from boso.programme.interviews.models_people import (
    Appointment,
    AppointmentState,
    Consent,
    ConsentManner,
    ConsentState,
    Informant,
    InformantRole,
    Manner,
)

__all__ = [
    "SPOKEN", "Appointment", "AppointmentState", "Attribution", "Code", "Coder", "Coding", "Consent", "ConsentManner",
    "ConsentState", "Guide", "GuidePart", "GuideQuestion", "GuideState", "Informant", "InformantRole", "Manner",
    "Material", "MaterialKind", "MaterialState", "Memo", "Probe", "Quotation", "QuotationState",
]  # fmt: skip
