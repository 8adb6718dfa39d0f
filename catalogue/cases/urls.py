"""Addresses of trying and lifting, under the admin."""

from django.urls import path

from . import lifting_views, trying_views

urlpatterns = [
    path("cases/lifting/", lifting_views.cases_lifting, name="cases_lifting"),
    path("cases/lift/", lifting_views.cases_lift, name="cases_lift"),
    path("cases/<int:page_id>/", trying_views.CasesView.as_view(), name="cases_try"),
]
