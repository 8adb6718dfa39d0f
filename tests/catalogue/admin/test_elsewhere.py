"""What editors do outside the page's form: lists, moves, restrictions, shared things."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import (
    CounterEntry,
    Finding,
    Office,
    ProcedurePage,
    ProcedureVersion,
)
from catalogue.permissions import SHARED
from portal.core import schedule
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.catalogue.factories import AgencyFactory, published

pytestmark = pytest.mark.django_db


class TestElsewhereInTheAdmin:
    def incomplete(self) -> ProcedurePage:
        """A page in draft whose newest revision lacks its agency."""
        page = factories.draft()
        page.agencies.remove(*page.agencies.all())
        page.save()
        page.save_revision()
        return page

    def test_bulk_publish_of_an_incomplete_page_explains_and_changes_nothing(self):
        client = desk.both()
        good, bad = factories.draft(code="1.000002"), self.incomplete()
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = client.post(
            f"{url}?id={good.pk}&id={bad.pk}&next=/admin/", {"include_descendants": ""}, follow=True
        )
        assert response.status_code == 200
        assert "Thiếu cơ quan thực hiện." in desk.words(response)
        assert not ProcedureVersion.objects.exists()

    def test_approval_of_an_incomplete_page_explains(self):
        page = self.incomplete()
        page.get_workflow().start(page, None)
        page.refresh_from_db()
        client = desk.sign_in(desk.REVIEWERS)
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[page.pk, "approve", page.current_workflow_task_state.pk],
        )
        response = client.post(url, {"comment": ""}, follow=True)
        assert "Thiếu cơ quan thực hiện." in desk.words(response)
        page.refresh_from_db()
        assert not page.live
        assert page.current_workflow_task_state.status == "in_progress"

    def test_approval_publishes(self):
        page = factories.draft()
        page.save_revision()
        page.get_workflow().start(page, None)
        client = desk.sign_in(desk.REVIEWERS)
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[page.pk, "approve", page.current_workflow_task_state.pk],
        )
        client.post(url, {"comment": ""}, follow=True)
        assert ProcedureVersion.objects.filter(code=page.code).count() == 1

    @pytest.mark.parametrize("alias", ["", "on"])
    def test_copy_and_alias_are_refused_with_a_sentence(self, alias):
        client = desk.both()
        page = factories.draft()
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        data = {
            "new_title": "B",
            "new_slug": "b",
            "new_parent_page": str(page.get_parent().pk),
            "alias": alias,
        }
        response = client.post(url, data, follow=True)
        assert "không sao chép" in desk.words(response)
        assert ProcedurePage.objects.count() == 1

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_the_draft_is_previewed_in_both_languages(self, language):
        client = desk.both()
        page = factories.draft()
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        form = desk.open_form(client, page)
        answer = client.post(url, {**form, "title_en": "Birth registration"}).json()
        assert answer["is_valid"]
        shown = client.get(f"{url}?mode={language}")
        assert shown.status_code == 200
        expected = "Birth registration" if language == "en" else "Đăng ký khai sinh"
        assert expected in shown.content.decode()

    def test_a_due_page_that_fails_is_a_finding_and_the_others_go_on(self):
        from catalogue.scheduling import report_failure

        schedule.publication_failed.connect(report_failure, dispatch_uid="test")
        try:
            bad, good = self.incomplete(), factories.draft(code="1.000002")
            for page in (bad, good):
                desk.make_due(page.save_revision())
            assert schedule.run_due() == 1
        finally:
            schedule.publication_failed.disconnect(dispatch_uid="test")
        assert list(ProcedureVersion.objects.values_list("code", flat=True)) == ["1.000002"]
        assert Finding.objects.get(rule="publication-failed").code == bad.code

    def test_an_expired_page_leaves_the_counter(self):
        page = published()
        ProcedurePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        assert schedule.run_due() == 1
        entry = CounterEntry.objects.get(code=page.code)
        assert (entry.public, entry.reason) == (False, "expired")


class TestSharedThings:
    @pytest.mark.parametrize("model", SHARED)
    def test_reviewers_list_add_and_search(self, model):
        client = desk.both()
        assert client.get(reverse(f"wagtailsnippets_catalogue_{model}:list") + "?q=ho").status_code == 200
        assert client.get(reverse(f"wagtailsnippets_catalogue_{model}:add")).status_code == 200

    def test_the_address_of_a_shared_thing_is_written_once(self):
        client = desk.both()
        agency = AgencyFactory(slug="so-tu-phap")
        url = reverse("wagtailsnippets_catalogue_agency:edit", args=[agency.pk])
        client.post(
            url, {"name_vi": "Sở Tư pháp", "slug": "khac", "level": "province", "name_en": ""}, follow=True
        )
        agency.refresh_from_db()
        assert (agency.name_vi, agency.slug) == ("Sở Tư pháp", "so-tu-phap")

    def test_an_office_says_at_which_level_it_takes_papers(self):
        client = desk.both()
        office = Office.objects.create(name_vi="Trung tâm", slug="trung-tam", address_vi="1 Lê Lợi")
        url = reverse("wagtailsnippets_catalogue_office:edit", args=[office.pk])
        fields = {"name_vi": "Trung tâm", "slug": "trung-tam", "address_vi": "1 Lê Lợi", "units": ""}
        client.post(url, {**fields, "level": "province"}, follow=True)
        office.refresh_from_db()
        assert office.level == "province"

    def test_an_editor_chooses_with_search(self):
        client = desk.editor()
        AgencyFactory(name_vi="Sở Tư pháp")
        url = reverse("wagtailsnippetchoosers_catalogue_agency:choose_results")
        assert "Sở Tư pháp" in client.get(url + "?q=Tư pháp").content.decode()


def test_the_list_of_procedures_shows_codes():
    client = desk.both()
    page = factories.draft()
    response = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    assert page.code in desk.words(response)


def test_the_first_page_of_the_admin_is_about_the_site():
    said = desk.words(desk.editor().get("/admin/"))
    assert "What's new" not in said
    assert "Wagtail" not in said.split("©")[0][:2000] or "update" not in said
