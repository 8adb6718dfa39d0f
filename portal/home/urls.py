"""The addresses of home and news; mounted under both languages, before Wagtail's."""

from django.urls import include, path

from .views import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("portal.news.urls")),
    path("", include("portal.news.videos.urls")),
    path("", include("portal.news.rollout.urls")),
]
