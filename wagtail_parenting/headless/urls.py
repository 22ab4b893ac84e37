"""What a frontend asks besides the API. Mount it at any path of the admin's host."""

from django.urls import path

from wagtail_parenting.headless.userbar import UserbarView

app_name = "parenting_headless"
urlpatterns = [path("userbar/", UserbarView.as_view(), name="userbar")]
