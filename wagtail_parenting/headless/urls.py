"""What frontends and mails lead to besides the API. Mount it at any path of the admin's host."""

from django.urls import path

from wagtail_parenting.headless.userbar import UserbarView
from wagtail_parenting.readers import pages

app_name = "parenting_headless"
urlpatterns = [
    path("userbar/", UserbarView.as_view(), name="userbar"),
    path("reader/", pages.own, name="reader"),
    path("reader/confirm/", pages.confirm, name="reader_confirm"),
    path("reader/confirm/yes/", pages.do_confirm, name="do_confirm"),
    path("reader/unsubscribe/", pages.unsubscribe, name="unsubscribe"),
    path("reader/unsubscribe/yes/", pages.do_unsubscribe, name="do_unsubscribe"),
]
