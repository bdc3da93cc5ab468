"""The first address of all, and the home page of a county at /c/<county>/."""

from django.urls import path

from zhucun.desk import views

app_name = "home"

start = [
    path("", views.start, name="start"),
]
urlpatterns = [
    path("", views.home, name="home"),
]
