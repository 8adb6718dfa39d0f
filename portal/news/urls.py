"""The news' addresses; mounted under both languages, before Wagtail's."""

from django.urls import path

from . import views

urlpatterns = [
    path("tin-tuc/", views.index, name="news"),
    path("tin-tuc/<slug:slug>/", views.article, name="article"),
]
