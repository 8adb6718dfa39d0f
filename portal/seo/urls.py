"""What search engines ask for; mounted once, outside the languages."""

from django.urls import path

from . import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-tin.xml", views.news_sitemap, name="sitemap-news"),
    path("sitemap-<slug:part>.xml", views.sitemap, name="sitemap-part"),
]
