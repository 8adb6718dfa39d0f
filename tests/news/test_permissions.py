"""What editors and reviewers may do with what belongs to news, videos and the rollout."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from catalogue.permissions import EDITORS, REVIEWERS
from catalogue.permissions import grant as grant_groups
from portal.news.models import NewsCategory
from portal.news.permissions import grant
from portal.news.rollout.models import Locality
from portal.news.videos.models import VideoSeries, VideoUpload

from .videos.making import upload

pytestmark = [pytest.mark.django_db]


@pytest.fixture(params=[EDITORS, REVIEWERS])
def group(request: pytest.FixtureRequest) -> str:
    grant_groups()
    grant()
    return str(request.param)


@pytest.fixture
def desk(group: str, client: Client) -> Client:
    user = get_user_model().objects.create_user("nguoi-bien-tap", password="x")
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opens(desk: Client, model: type, view: str, *args: object) -> bool:
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{view}"  # type: ignore[attr-defined]
    return desk.get(reverse(name, args=args)).status_code == 200


def test_everybody_uploads_and_reviewers_change_what_is_public(desk: Client, group: str) -> None:
    reviewer = group == REVIEWERS
    recording = upload()
    assert opens(desk, VideoUpload, "add")
    assert opens(desk, VideoUpload, "edit", recording.pk) is reviewer
    for model in (NewsCategory, VideoSeries, Locality):
        assert opens(desk, model, "list")
        assert opens(desk, model, "add") is reviewer


def test_their_menu_leads_there(desk: Client) -> None:
    page = desk.get("/admin/").content.decode()
    for model in (NewsCategory, VideoSeries, VideoUpload, Locality):
        assert reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:list") in page
