"""The address of the search page; the site mounts it under both languages."""

from django.urls import path

from search.views import search_page

urlpatterns = [path("tim-kiem/", search_page, name="search")]
