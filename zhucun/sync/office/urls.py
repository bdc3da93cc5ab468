"""Addresses of phones and of what was not carried out, below /c/<county>/system/phones/."""

from django.urls import path

from zhucun.sync.office import own, phones, quarantine

app_name = "phones"

urlpatterns = [
    path("", phones.phones, name="phones"),
    path("import/", phones.import_file, name="import_file"),
    path("held/", quarantine.held_list, name="held_list"),
    path("held/<uuid:held>/", quarantine.held_one, name="held_one"),
    path("held/<uuid:held>/settle/", quarantine.settle, name="settle"),
    path("held/<uuid:held>/return/", quarantine.give_back, name="give_back"),
    path("<uuid:device>/", phones.phone, name="phone"),
    path("<uuid:device>/revoke/", phones.revoke, name="revoke"),
    path("<uuid:device>/release/", phones.release, name="release"),
]
own_patterns = [path("", own.own, name="own")]
