"""Address of the search, below that of households."""

from django.urls import path

from zhucun.households.search import views

urlpatterns = [path("", views.search, name="search")]
