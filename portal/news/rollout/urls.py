"""The rollout's addresses; mounted under both languages, before Wagtail's."""

from django.urls import path

from . import views

urlpatterns = [
    path("thi-diem/", views.rollout, name="rollout"),
    path("thi-diem/huyen-cu/", views.districts, name="old-districts"),
]
