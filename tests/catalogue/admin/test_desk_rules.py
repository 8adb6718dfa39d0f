"""What holds the desk together beside the forms: groups, checks, references, addresses."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, ReferenceIndex, Workflow, WorkflowPage

from catalogue import checks
from catalogue.models import Fee, ProcedureVersion, RequiredDocument
from catalogue.permissions import EDITORS, REVIEWERS, grant
from portal.core.models import PortalImage
from portal.core.refusals import Refusals
from portal.core.slugs import fold
from portal.core.wagtail_hooks import FOLDED
from portal.news.models import NewsPage
from tests.catalogue import factories
from tests.catalogue.admin import desk

pytestmark = pytest.mark.django_db


class TestGroups:
    def test_granting_again_changes_nothing(self):
        factories.procedure_index()
        grant()
        before = GroupPagePermission.objects.count(), Workflow.objects.count(), WorkflowPage.objects.count()
        grant()
        assert before == (
            GroupPagePermission.objects.count(), Workflow.objects.count(), WorkflowPage.objects.count()
        )  # fmt: skip

    def test_only_reviewers_publish_and_lock(self):
        index = factories.procedure_index()
        grant()
        root = Page.objects.get(pk=index.pk)
        given = {
            name: set(
                GroupPagePermission.objects.filter(group__name=name).values_list(
                    "permission__codename", flat=True
                )
            )
            for name in (EDITORS, REVIEWERS)
        }
        assert "publish_page" not in given[EDITORS]
        assert {"publish_page", "lock_page", "change_page"} <= given[REVIEWERS]
        assert root.depth > 1

    def test_both_enter_the_admin_by_their_group_alone(self):
        grant()
        for name in (EDITORS, REVIEWERS):
            assert Group.objects.get(name=name).permissions.filter(codename="access_admin").exists()

    def test_an_editor_adds_an_act_but_changes_none(self):
        client = desk.editor()
        act = factories.LegalActFactory()
        assert client.get(reverse("wagtailsnippets_catalogue_legalact:add")).status_code == 200
        assert (
            client.get(reverse("wagtailsnippets_catalogue_legalact:edit", args=[act.pk])).status_code == 302
        )


class TestOneTransaction:
    def test_the_api_of_the_admin_does_not_pass_by_the_counter(self):
        client = desk.both()
        page = factories.draft()
        page.save_revision()
        client.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {}, content_type="application/json")
        assert ProcedureVersion.objects.filter(code=page.code).count() == 1

    def test_a_version_that_cannot_be_written_leaves_the_page_unpublished(self, monkeypatch):
        from catalogue import counter

        client = desk.both()
        page = factories.draft()
        monkeypatch.setattr(counter, "append", lambda *args: (_ for _ in ()).throw(RuntimeError("cut")))
        form = desk.open_form(client, page)
        with pytest.raises(RuntimeError):
            desk.save(client, page, form, "publish")
        page.refresh_from_db()
        assert not page.live


class TestReferences:
    def test_a_picture_used_once_in_an_article_is_counted_once(self):
        from wagtail.images.tests.utils import get_test_image_file

        image = PortalImage.objects.create(title="Ảnh", file=get_test_image_file())
        text = f'<p>Xem <a linktype="page" id="{factories.procedure_index().pk}">thủ tục</a></p>'
        article = NewsPage(title="Tin", slug="tin-1", date=timezone.now(), image=image)
        article.body_vi = [("paragraph", text)]
        factories.procedure_index().add_child(instance=article)
        to_page = ReferenceIndex.get_references_to(factories.procedure_index().page_ptr)
        assert to_page.filter(object_id=str(article.pk)).count() == 1
        assert ReferenceIndex.get_references_to(image).count() == 1

    def test_rows_of_a_procedure_are_counted(self):
        page = factories.draft()
        act = factories.LegalActFactory()
        page.fees.add(Fee(status="unknown", source_act=act))
        page.save()
        assert ReferenceIndex.get_references_to(act).count() == 1


class TestChecks:
    def test_the_desk_is_sound(self):
        assert checks.rows_have_keys(None) == []
        assert checks.rows_are_whole_in_the_editor(None) == []
        assert checks.records_have_both_languages(None) == []

    def test_a_field_the_editor_forgets_is_an_error(self):
        formsets = factories.ProcedurePage.get_edit_handler().get_form_class().formsets
        del formsets["papers"].form.base_fields["heading_vi"]
        errors = list(checks.lost_fields(formsets))
        assert [error.id for error in errors] == ["catalogue.E002"]
        assert "heading_vi" in errors[0].msg

    def test_a_row_without_a_key_is_an_error(self, monkeypatch):
        class Meta:
            fields = [field for field in RequiredDocument._meta.fields if field.name != "key"]

        bare = type("Bare", (), {"_meta": Meta})
        monkeypatch.setattr(checks, "row_models", lambda: [bare])
        assert [error.id for error in checks.rows_have_keys(None)] == ["catalogue.E001"]


class TestRefusals:
    def test_other_errors_and_other_places_are_left_alone(self, rf):
        error = ValidationError("x")
        assert Refusals(None).process_exception(rf.get("/admin/"), error) is None  # type: ignore[arg-type]
        error.page, error.problems = object(), []  # type: ignore[attr-defined]
        assert Refusals(None).process_exception(rf.get("/thu-tuc/"), error) is None  # type: ignore[arg-type]


def test_the_browser_folds_letters_as_the_server_does():
    for plain, letters in FOLDED.items():
        assert {fold(letter) for letter in letters} == {plain}
