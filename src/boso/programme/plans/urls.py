from django.urls import path

from boso.programme.plans import views, views_acts, views_participant

app_name = "plans"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("activities/", views.activities, name="activities"),
    path("activities/<int:activity_id>/", views.activity, name="activity"),
    path("activities/<int:activity_id>/reschedule/", views_acts.reschedule, name="reschedule"),
    path("activities/<int:activity_id>/result/", views_acts.add_result, name="result-add"),
    path("activities/<int:activity_id>/challenge/", views_acts.add_link, name="link-add"),
    path("activities/<int:activity_id>/waits/", views_acts.add_need, name="need-add"),
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/<int:challenge_id>/", views.challenge, name="challenge"),
    path("homes/", views.homes_list, name="homes-list"),
    path("homes/<int:homes_id>/", views.homes, name="homes"),
    path("funding/", views.funding, name="funding"),
    path("funding/<int:funding_id>/released/", views_acts.release, name="release"),
    path("versions/<int:version_id>/", views.version, name="version"),
    path("versions/<int:version_id>/edit/", views_acts.edit_version, name="version-edit"),
    path("plan/<int:plan_id>/version/", views_acts.new_version, name="version-new"),
    path("challenges/<int:challenge_id>/retire/", views_acts.retire, name="challenge-retire"),
    path("traces/<int:trace_id>/remove/", views_acts.remove_link, name="link-remove"),
    path("waits/<int:dependency_id>/remove/", views_acts.remove_need, name="need-remove"),
    path("change/<slug:kind>/<int:row_id>/", views_acts.change, name="change"),
    path("move/<slug:kind>/<int:row_id>/<slug:name>/", views_acts.move, name="move"),
    path("<slug:slug>/", views_participant.plan, name="participant"),
    path("<slug:slug>/board/", views_participant.board, name="board"),
    path("<slug:slug>/timeline/", views_participant.timeline, name="timeline"),
    path("<slug:slug>/homes/", views_participant.homes, name="participant-homes"),
    path("<slug:slug>/funding/", views_participant.funding, name="participant-funding"),
    path("<slug:slug>/steering/", views_participant.steering, name="steering"),
    path("<slug:slug>/new/<slug:kind>/", views_acts.new, name="new"),
]
