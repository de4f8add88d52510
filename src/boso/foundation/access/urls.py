from django.urls import path

from boso.foundation.access import people_views, views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="login"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("be/", views.be, name="be"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.new, name="people-new"),
    path("people/<int:user_id>/", people_views.person, name="person"),
    path("people/<int:user_id>/seats/new/", people_views.give, name="seat-give"),
    path("people/<int:user_id>/seats/<int:seat_id>/end/", people_views.end, name="seat-end"),
    path("people/<int:user_id>/seats/<int:seat_id>/resume/", people_views.resume, name="seat-resume"),
    path("people/<int:user_id>/seats/<int:seat_id>/withdraw/", people_views.withdraw, name="seat-withdraw"),
    path("people/<int:user_id>/close/", people_views.close, name="person-close"),
    path("people/<int:user_id>/reopen/", people_views.reopen, name="person-reopen"),
    path("people/<int:user_id>/password/", people_views.password, name="person-password"),
]
