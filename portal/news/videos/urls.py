"""The videos' addresses; mounted under both languages, before Wagtail's."""

from django.urls import path

from . import views

urlpatterns = [
    path("video/", views.index, name="videos"),
    path("video/tep/<slug:key>/<str:name>", views.file, name="video-file"),
    path("video/<slug:slug>/", views.video, name="video"),
    path("video/<slug:slug>/da-xem/", views.seen, name="video-seen"),
]
