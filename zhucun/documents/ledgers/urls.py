"""Addresses of ledgers, below those of documents."""

from django.urls import path

from zhucun.documents.ledgers import views

urlpatterns = [
    path("", views.ledgers, name="ledgers"),
    path("<slug:ledger>/", views.ledger, name="ledger"),
    path("<slug:ledger>/sheet/", views.ledger_sheet, name="ledger_sheet"),
    path("<slug:ledger>/ledger.xlsx", views.ledger_xlsx, name="ledger_xlsx"),
]
