"""Addresses of the door."""

from django.urls import path, register_converter

from zhucun.sync import views


class Digest:
    """A SHA-256 in hex."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Digest, "digest")

app_name = "field"
urlpatterns = [
    path("devices", views.devices, name="devices"),
    path("hello", views.hello, name="hello"),
    path("push", views.push, name="push"),
    path("pull", views.pull, name="pull"),
    path("photos/<digest:digest>", views.photo, name="photo"),
]
