"""The addresses of the search; the site mounts them under both languages."""

from django.urls import path

from search.feeds import search_feed
from search.suggestion_views import opensearch, suggestions
from search.usage.views import opened
from search.views import search_page

urlpatterns = [
    path("tim-kiem/", search_page, name="search"),
    path("tim-kiem/goi-y/", suggestions, name="search-suggestions"),
    path("tim-kiem/chon/", opened, name="search-opened"),
    path("tim-kiem/feed/", search_feed, name="search-feed"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
