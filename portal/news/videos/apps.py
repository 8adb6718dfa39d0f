from django.apps import AppConfig


class VideosConfig(AppConfig):
    name = "portal.news.videos"
    label = "videos"

    def ready(self) -> None:
        from .search_source import VideoSource

        VideoSource().connect()
