from django.urls import path

from boso.foundation.access import views, views_people

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="login"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("be/", views.be, name="be"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("people/", views_people.people, name="people"),
    path("people/new/", views_people.new, name="people-new"),
    path("people/<int:user_id>/", views_people.person, name="person"),
    path("people/<int:user_id>/seats/new/", views_people.give, name="seat-give"),
    path("people/<int:user_id>/seats/<int:seat_id>/end/", views_people.end, name="seat-end"),
    path("people/<int:user_id>/seats/<int:seat_id>/resume/", views_people.resume, name="seat-resume"),
    path("people/<int:user_id>/seats/<int:seat_id>/withdraw/", views_people.withdraw, name="seat-withdraw"),
    path("people/<int:user_id>/close/", views_people.close, name="person-close"),
    path("people/<int:user_id>/reopen/", views_people.reopen, name="person-reopen"),
    path("people/<int:user_id>/password/", views_people.password, name="person-password"),
]
