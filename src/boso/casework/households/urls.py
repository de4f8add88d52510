from __future__ import annotations

from django.urls import path, re_path

from boso.casework.households import (
    views,
    views_access,
    views_handover,
    views_notes,
    views_oversight,
    views_people,
    views_summary,
)

app_name = "households"
urlpatterns = [
    path("", views.households, name="list"),
    path("new/", views_people.new, name="new"),
    path("find/", views_oversight.find, name="find"),
    path("find/open/", views_oversight.emergency, name="emergency"),
    path("emergencies/", views_oversight.emergencies, name="emergencies"),
    path("emergencies/<int:emergency_id>/", views_oversight.review, name="review"),
    path("clearances/", views_oversight.clearances, name="clearances"),
    re_path(
        r"^clearances/(?P<clearance_id>[0-9]+)/(?P<step>confirm|withdraw)/$",
        views_oversight.clearance_step,
        name="clearance-step",
    ),
    path("handover/", views_handover.handovers, name="handovers"),
    path("handover/<int:unit>/<int:giver>/", views_handover.hand_over, name="hand-over"),
    path("handover/made/<int:handover_id>/", views_handover.handed_over, name="handed-over"),
    path("handover/made/<int:handover_id>/take/", views_handover.take_over, name="take-over"),
    path("handover/made/<int:handover_id>/undo/", views_handover.undo, name="handover-undo"),
    path("<int:household_id>/", views.household, name="household"),
    path("<int:household_id>/summary/", views_summary.summary, name="summary"),
    path("<int:household_id>/summary/paper/", views_summary.paper, name="summary-paper"),
    path("<int:household_id>/part/<slug:key>/", views.part, name="part"),
    path("<int:household_id>/looks/", views_access.looks, name="looks"),
    path("<int:household_id>/persons/new/", views_people.new_person, name="person-new"),
    path("<int:household_id>/persons/<int:member_id>/", views_people.person, name="person"),
    path("<int:household_id>/persons/<int:member_id>/number/", views_people.number, name="number"),
    path("<int:household_id>/persons/<int:member_id>/left/", views_people.leave, name="leave"),
    path("<int:household_id>/persons/<int:member_id>/guardian/", views_people.guardian, name="guardian-new"),
    path("<int:household_id>/guardians/<int:guardian_id>/end/", views_people.end_guardian, name="guardian-end"),
    path("<int:household_id>/reach/", views_people.reach, name="reach"),
    path("<int:household_id>/notes/new/", views_notes.note, name="note-new"),
    path("<int:household_id>/notes/<int:note_id>/strike/", views_notes.strike_note, name="note-strike"),
    path("<int:household_id>/contacts/new/", views_notes.contact, name="contact-new"),
    path("<int:household_id>/contacts/<int:contact_id>/strike/", views_notes.strike_contact, name="contact-strike"),
    path("<int:household_id>/units/new/", views_access.new_unit, name="unit-new"),
    path("<int:household_id>/units/<int:engagement_id>/", views_access.assign, name="assign"),
    path("<int:household_id>/units/<int:engagement_id>/end/", views_access.release, name="release"),
    path("<int:household_id>/share/", views_access.share, name="share"),
    path("<int:household_id>/sharings/<int:sharing_id>/", views_access.extend, name="extend"),
    path("<int:household_id>/sharings/<int:sharing_id>/end/", views_access.end_sharing, name="sharing-end"),
    path("<int:household_id>/recuse/", views_access.recuse, name="recuse"),
    path("<int:household_id>/recusals/<int:recusal_id>/lift/", views_access.lift, name="lift"),
    path("<int:household_id>/basis/", views_access.new_basis, name="basis-new"),
    path("<int:household_id>/bases/<int:basis_id>/end/", views_access.end_basis, name="basis-end"),
    path("<int:household_id>/consent/", views_access.consent, name="consent-new"),
    path(
        "<int:household_id>/consents/<int:consent_id>/withdraw/", views_access.withdraw_consent, name="consent-withdraw"
    ),
    path("<int:household_id>/close/", views_access.close, name="close"),
    path("<int:household_id>/reopen/", views_access.reopen, name="reopen"),
    path("<int:household_id>/emergency/end/", views_access.end_emergency, name="emergency-end"),
]
