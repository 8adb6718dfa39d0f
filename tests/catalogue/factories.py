"""Small procedures with rows, built through the same calls an editor's save makes."""

from typing import Any

import factory
from django.utils import translation
from wagtail.models import Page

from catalogue.models import (
    Agency,
    Channel,
    DocumentType,
    Fee,
    LegalAct,
    LegalBasis,
    Output,
    ProcedureAgency,
    ProcedureIndexPage,
    ProcedurePage,
    RequiredDocument,
    Step,
    Topic,
)


class NamedFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    slug = factory.Sequence(lambda n: f"thing-{n}")
    name_vi = factory.Sequence(lambda n: f"Tên {n}")


class AgencyFactory(NamedFactory):
    class Meta:
        model = Agency

    name_vi = "Uỷ ban nhân dân cấp xã"
    level = "commune"


class TopicFactory(NamedFactory):
    class Meta:
        model = Topic


class DocumentTypeFactory(NamedFactory):
    class Meta:
        model = DocumentType


class LegalActFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalAct

    number = factory.Sequence(lambda n: f"{n + 1}/2024/NĐ-CP")
    slug = factory.Sequence(lambda n: f"{n + 1}-2024-nd-cp")
    title_vi = "Về hộ tịch"


def procedure_index() -> ProcedureIndexPage:
    """The one parent of procedures, made when the site's own migration did not."""
    found = ProcedureIndexPage.objects.first()
    if found is None:
        found = Page.get_first_root_node().add_child(
            instance=ProcedureIndexPage(title="Thủ tục", slug="thu-tuc")
        )
    return found


def new_page(code: str = "1.000001", title: str = "Đăng ký khai sinh", **fields: Any) -> ProcedurePage:
    """An unsaved page that may be published, with one row of each kind."""
    agency = fields.pop("agency", None) or AgencyFactory()
    fields = {"imported": True, "section_origins": {}, **fields}
    page = ProcedurePage(title=title, code=code, official_title_vi=title, live=False, **fields)
    page.agencies.add(ProcedureAgency(agency=agency, role="executing"))
    page.papers.add(RequiredDocument(name_vi="Tờ khai", originals=1, handing="submit"))
    page.channels.add(Channel(method="in_person", time_quantity=5, time_unit="working_day"))
    page.fees.add(Fee(status="amount", amount=8000, description_vi="Một bản sao"))
    page.steps.add(Step(name_vi="Nộp hồ sơ", text_vi="Nộp tại quầy."))
    page.outputs.add(Output(name_vi="Giấy khai sinh"))
    return page


def draft(code: str = "1.000001", title: str = "Đăng ký khai sinh", **fields: Any) -> ProcedurePage:
    """A saved page that was never published."""
    parent = fields.pop("parent", None) or procedure_index()
    with translation.override("vi"):
        return parent.add_child(instance=new_page(code, title, **fields))


def publish(page: ProcedurePage, **changes: Any) -> ProcedurePage:
    """Save a revision with ``changes`` and publish it, as the editor does; return the page as saved."""
    for field, value in changes.items():
        setattr(page, field, value)
    with translation.override("vi"):
        page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def published(code: str = "1.000001", title: str = "Đăng ký khai sinh", **fields: Any) -> ProcedurePage:
    """A public procedure with its first version."""
    return publish(draft(code, title, **fields))


def add_act(page: ProcedurePage, act: LegalAct) -> None:
    page.legal_bases.add(LegalBasis(act=act))
