"""Addresses of the board, under the admin."""

from django.urls import path

from . import views

urlpatterns = [
    path("findings/", views.findings_board, name="findings_board"),
    path("findings/list/", views.findings_list, name="findings_list"),
    path("findings/decide/", views.findings_decide, name="findings_decide"),
    path("findings/xlsx/", views.findings_sheet, name="findings_sheet"),
    path("findings/source/<str:code>/", views.findings_source, name="findings_source"),
]
