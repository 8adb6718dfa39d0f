"""The pages for people; mounted under both languages."""

from django.urls import path

from . import views

urlpatterns = [path("so-do-trang/", views.site_map, name="site-map")]
