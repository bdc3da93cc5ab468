"""The address of the check list, below that of households."""

from django.urls import path

from zhucun.households.quality import views

urlpatterns = [path("", views.quality, name="quality")]
