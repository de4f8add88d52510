from django.urls import path

from boso.programme.grants import views, views_acts

app_name = "grants"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("table-1/", views.table_1, name="table-1"),
    path("awards/<int:award_id>/", views.award, name="award"),
    path("awards/<int:award_id>/edit/", views_acts.edit_award, name="award-edit"),
    path("awards/<int:award_id>/letter/", views.letter, name="letter"),
    path("awards/<int:award_id>/letter.pdf", views.letter_pdf, name="letter-pdf"),
    path("awards/<int:award_id>/request/", views_acts.new_payment, name="payment-new"),
    path("awards/<int:award_id>/given-back/", views_acts.new_repayment, name="repayment-new"),
    path("awards/<int:award_id>/carry-over/", views_acts.new_carry_over, name="carry-over-new"),
    path("awards/<int:award_id>/<slug:name>/", views_acts.award_step, name="award-step"),
    path("payments/<int:payment_id>/", views.payment, name="payment"),
    path("payments/<int:payment_id>/edit/", views_acts.edit_payment, name="payment-edit"),
    path("payments/<int:payment_id>/approve/", views_acts.approve, name="payment-approve"),
    path("payments/<int:payment_id>/pay/", views_acts.pay, name="payment-pay"),
    path("payments/<int:payment_id>/<slug:name>/", views_acts.payment_step, name="payment-step"),
    path("own/<int:contribution_id>/edit/", views_acts.edit_contribution, name="contribution-edit"),
    path("own/<int:contribution_id>/<slug:name>/", views_acts.contribution_step, name="contribution-step"),
    path("<slug:slug>/", views.participant, name="participant"),
    path("<slug:slug>/award/", views_acts.new_award, name="award-new"),
    path("<slug:slug>/own/", views_acts.new_contribution, name="contribution-new"),
]
