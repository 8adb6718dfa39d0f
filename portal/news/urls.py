"""The news' addresses; mounted under both languages, before Wagtail's."""

from django.urls import path

from . import feeds, views

urlpatterns = [
    path("tin-tuc/", views.index, name="news"),
    path("tin-tuc/feed/", feeds.atom, name="news-feed"),
    path("tin-tuc/feed.json", feeds.as_json, name="news-feed-json"),
    path("tin-tuc/feed/<slug:slug>/", feeds.atom, name="news-category-feed"),
    path("tin-tuc/feed/<slug:slug>.json", feeds.as_json, name="news-category-feed-json"),
    path("tin-tuc/<slug:slug>/", views.article, name="article"),
    path("tin-tuc/<slug:slug>/in/", views.printed, name="article-print"),
]
