from __future__ import annotations

from django.urls import path, re_path

from boso.casework.needs import views, views_campaigns, views_counts, views_filling

app_name = "needs"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("mappings/", views.mappings, name="mappings"),
    path("mappings/<int:mapping_id>/", views.mapping, name="mapping"),
    path("mappings/<int:mapping_id>/paper/", views.paper, name="paper"),
    path("mappings/<int:mapping_id>/correct/", views.correct, name="correct"),
    path("mappings/<int:mapping_id>/discard/", views_filling.discard, name="discard"),
    path("mappings/<int:mapping_id>/fill/", views_filling.fill, name="fill"),
    path("households/<int:household_id>/new/", views_filling.begin, name="begin"),
    path("campaigns/", views_campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", views_campaigns.new_campaign, name="campaign-new"),
    path("campaigns/<int:campaign_id>/", views_campaigns.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/change/", views_campaigns.change_campaign, name="campaign-change"),
    path("campaigns/<int:campaign_id>/next/", views_campaigns.next_household, name="next"),
    re_path(
        r"^campaigns/(?P<campaign_id>[0-9]+)/(?P<name>start|remind|close)/$", views_campaigns.step, name="campaign-step"
    ),
    path("targets/<int:target_id>/", views_campaigns.say, name="say"),
    path("counts/", views_counts.counts, name="counts"),
    path("counts/new/", views_counts.new_count, name="count-new"),
    path("counts/<int:count_id>/", views_counts.count, name="count"),
    path("counts/<int:count_id>/register/", views_counts.register, name="register"),
    path("counts/<int:count_id>/freeze/", views_counts.freeze, name="freeze"),
    path("counts/forms/<int:form_id>/withdraw/", views_counts.withdraw, name="withdraw"),
]
