"""The roles people hold, and which side of the partnership each stands on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in an organisation. Rights follow from it; see each app's `policies`."""

    CASEWORKER = "caseworker", _("Caseworker")
    DECISION_MAKER = "decision_maker", _("Decision maker")
    ALLOCATION_GROUP = "allocation_group", _("Allocation group")
    HOUSING_MANAGER = "housing_manager", _("Housing manager")
    FOLLOW_UP = "follow_up", _("Follow-up worker")
    LOAN_OFFICER = "loan_officer", _("Loan and allowance officer")
    PLANNER = "planner", _("Planner")
    PROGRAMME_LEADER = "programme_leader", _("Programme leader")
    PROGRAMME_OWNER = "programme_owner", _("Programme owner")
    STEERING_GROUP = "steering_group", _("Steering group")
    COORDINATOR = "coordinator", _("Programme coordinator")
    CONTACT = "contact", _("Contact at the bank")
    EVALUATOR = "evaluator", _("Evaluator")
    POLITICIAN = "politician", _("Politician")
    COUNTY_GOVERNOR = "county_governor", _("County governor")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    USER_REPRESENTATIVE = "user_representative", _("User representative")
    APPLICANT = "applicant", _("Applicant or tenant")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("BoSo itself")


#: Speak for the bank in the partnership.
BANK = (Role.COORDINATOR, Role.CONTACT)

#: Speak for a municipality in the partnership: they share its drafts and its working papers with the bank.
MUNICIPAL_PROGRAMME = (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER, Role.STEERING_GROUP)

#: Do the municipality's own work with households and homes.
CASEWORK = (
    Role.CASEWORKER,
    Role.DECISION_MAKER,
    Role.ALLOCATION_GROUP,
    Role.HOUSING_MANAGER,
    Role.FOLLOW_UP,
    Role.LOAN_OFFICER,
    Role.PLANNER,
)

#: See what the partnership shares openly, and change nothing.
OBSERVERS = (
    Role.EVALUATOR,
    Role.POLITICIAN,
    Role.COUNTY_GOVERNOR,
    Role.VOLUNTARY,
    Role.USER_REPRESENTATIVE,
)

#: Every member of the programme: all but the applicant, who has only their own case, and the administrator of people.
MEMBERS = (*BANK, *MUNICIPAL_PROGRAMME, *CASEWORK, *OBSERVERS)
