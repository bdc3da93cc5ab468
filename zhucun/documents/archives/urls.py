"""Addresses of archives, below /c/<county>/documents/archives/."""

from django.urls import path

from zhucun.documents.archives import views

urlpatterns = [
    path("", views.archives, name="archives"),
    path("<int:year>/<str:code>/", views.archive, name="archive"),
    path("<int:year>/<str:code>/export.zip", views.export, name="archive_export"),
    path("<int:year>/<str:code>/<slug:item>/", views.item, name="archive_item"),
    path("<int:year>/<str:code>/<slug:item>/bring/", views.bring, name="archive_bring"),
    path("files/<uuid:archive_file>/", views.download, name="archive_file"),
    path("files/<uuid:archive_file>/back/", views.take_back, name="archive_back"),
]
