"""Addresses of the board of issuers, under the admin."""

from django.urls import path

from . import views

urlpatterns = [
    path("issuers/", views.issuers_board, name="issuers_board"),
    path("issuers/decide/", views.issuers_decide, name="issuers_decide"),
]
