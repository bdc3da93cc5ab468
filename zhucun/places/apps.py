"""Places: divisions by date and the units that send people."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "zhucun.places"
    verbose_name = "地方与单位"
