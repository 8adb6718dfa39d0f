from django.apps import AppConfig


class VideosConfig(AppConfig):
    name = "portal.news.videos"
    label = "videos"
