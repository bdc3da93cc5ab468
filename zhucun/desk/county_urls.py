"""The home page of a county, at /c/<county>/."""

from django.urls import path

from zhucun.desk import views

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
]
