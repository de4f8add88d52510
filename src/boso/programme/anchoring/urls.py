from django.urls import path

from boso.programme.anchoring import views, views_edit, views_hearing

app_name = "anchoring"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("scope/<int:entry_id>/", views_edit.scope_entry, name="scope-entry"),
    path("tasks/<int:task_id>/", views_edit.place_task, name="task-place"),
    path("parts/<int:part_id>/end/", views_edit.end_part, name="part-end"),
    path("activities/<int:activity_id>/hand-over/", views_edit.hand_over, name="hand-over"),
    path("hand-overs/<int:hand_over_id>/", views_edit.check_hand_over, name="hand-over-check"),
    path("hearings/<int:hearing_id>/", views_hearing.hearing, name="hearing"),
    path("hearings/<int:hearing_id>/change/", views_hearing.change, name="hearing-change"),
    path("hearings/<int:hearing_id>/open/", views_hearing.open_up, name="hearing-open"),
    path("hearings/<int:hearing_id>/close/", views_hearing.close, name="hearing-close"),
    path("comments/<int:comment_id>/show/", views_hearing.show, name="comment-show"),
    path("comments/<int:comment_id>/hide/", views_hearing.hide, name="comment-hide"),
    path("comments/<int:comment_id>/answer/", views_hearing.answer, name="comment-answer"),
    path("<slug:slug>/scope/", views.scope, name="scope"),
    path("<slug:slug>/scope/new/", views_edit.add_scope, name="scope-add"),
    path("<slug:slug>/tasks/", views.tasks, name="tasks"),
    path("<slug:slug>/tasks/new/", views_edit.add_part, name="part-add"),
    path("<slug:slug>/plans/", views.plans, name="plans"),
    path("<slug:slug>/plans/set/", views_edit.set_mention, name="mention-set"),
    path("<slug:slug>/election/", views_edit.reanchor, name="reanchor"),
    path("<slug:slug>/involvement/", views.involvement, name="involvement"),
    path("<slug:slug>/involvement/new/", views_edit.add_involvement, name="involvement-add"),
    path("<slug:slug>/hand-over/", views.hand_overs, name="hand-overs"),
    path("<slug:slug>/hearings/", views.hearings, name="hearings"),
    path("<slug:slug>/hearings/new/", views_hearing.draft, name="hearing-add"),
]
