"""Acts, forms, papers and offices are found while the public may read of them, and follow every change."""

from datetime import date
from typing import Any

import pytest

from catalogue import counter
from catalogue.models import (
    DocumentType,
    FormerUnit,
    FormTemplate,
    LegalAct,
    Office,
    ProcedurePage,
    RequiredDocument,
    Unit,
)
from catalogue.searching.acts import ActSource
from catalogue.searching.forms import FormSource
from catalogue.searching.offices import OfficeSource
from catalogue.searching.papers import PaperSource
from portal.core import outbox
from portal.core.models import OutboxEntry
from search.changes.numbers import announce, number_of, numbers

from .factories import DocumentTypeFactory, LegalActFactory, add_act, draft, publish

pytestmark = [pytest.mark.django_db, pytest.mark.database]
acts, forms, papers, offices = ActSource(), FormSource(), PaperSource(), OfficeSource()
ACT, FORM, PAPER, OFFICE = "act:75-2022-tt-btc", "form:tk", "paper:giay-khai-sinh", "office:phuong-moi"


def circular(**fields: Any) -> LegalAct:
    return LegalActFactory(
        kind="Thông tư", number="75/2022/TT-BTC", slug="75-2022-tt-btc", issued=date(2022, 12, 22), **fields
    )


def naming(code: str = "1.000001", **things: Any) -> ProcedurePage:
    """A published procedure that names an act, a form and a paper."""
    page = draft(code)
    if "act" in things:
        add_act(page, things["act"])
    row = RequiredDocument(name_vi="Tờ khai", originals=1, handing="submit", document=things.get("paper"))
    page.papers.set([row])
    page.save()
    if "form" in things:
        row = RequiredDocument.objects.get(page=page)
        row.forms.add(things["form"])
        row.save()
    return publish(ProcedurePage.objects.get(pk=page.pk))


def queued(ref: str) -> list[int]:
    return list(
        OutboxEntry.objects.filter(topic="search", key=ref).order_by("id").values_list("seq", flat=True)
    )


def public(source: Any, ref: str) -> bool:
    document = source.document(ref)
    return bool(document and document.public)


def cards(source: Any, ref: str, language: Any = "vi") -> Any:
    return source.cards([ref], frozenset(), language, counter.today()).get(ref)


def test_an_act_is_found_while_a_public_procedure_names_it():
    act = circular(title_vi="Quy định lệ phí cư trú")
    assert not public(acts, ACT)
    page = naming(act=act)
    document = acts.document(ACT)
    assert (document.public, document.official_title) == (True, "Thông tư 75/2022/TT-BTC")
    assert {"75/2022", "Thông tư 75/2022", "TT 75/2022"} < set(document.aliases)
    assert list(acts.documents()) == [document]
    assert queued(ACT)[-1] == document.seq
    assert cards(acts, ACT).title == "Thông tư 75/2022/TT-BTC"
    page.unpublish()
    gone = acts.document(ACT)
    assert (gone.public, gone.title_vi, gone.seq > document.seq) == (False, "", True)
    assert queued(ACT)[-1] == gone.seq
    assert list(acts.documents()) == []
    assert acts.count() == 0
    assert cards(acts, ACT) is None


def test_an_act_that_another_procedure_still_names_stays():
    act = circular()
    first, _second = naming(act=act), naming("1.000002", act=act)
    first.unpublish()
    assert public(acts, ACT)
    assert acts.count() == 1


def test_a_procedure_that_no_longer_names_it_takes_it_away():
    page = naming(act=circular())
    page.legal_bases.set([])
    publish(page)
    assert not public(acts, ACT)
    assert queued(ACT)[-1] == acts.document(ACT).seq


def test_a_new_name_of_a_shared_thing_reaches_the_index():
    act = circular()
    naming(act=act)
    before = acts.document(ACT).seq
    act.title_vi = "Tên sửa lại"
    act.save()
    after = acts.document(ACT)
    assert after.seq > before
    assert "Tên sửa lại" in after.aliases
    assert queued(ACT)[-1] == after.seq


def test_a_draft_names_nothing():
    page = draft()
    add_act(page, circular())
    page.save_revision()
    assert not public(acts, ACT)
    assert cards(acts, ACT) is None
    assert list(acts.titles("vi")) == []


@pytest.mark.parametrize(
    ("kind", "title", "name"),
    [
        (
            "Luật",
            "Luật Bảo vệ môi trường số 72/2020/QH14 ngày 17 tháng 11 năm 2020",
            "Luật Bảo vệ môi trường",
        ),
        ("Luật", "Nghĩa vụ quân sự", "Luật Nghĩa vụ quân sự"),
        ("Luật", "Luật Khiếu nại năm 2011", "Luật Khiếu nại"),
        ("Bộ luật", "Bộ luật Lao động", "Bộ luật Lao động"),
    ],
)
def test_a_law_is_found_by_its_subject(kind: str, title: str, name: str):
    act = LegalActFactory(kind=kind, number="72/2020/QH14", slug="luat", title_vi=title)
    naming(act=act)
    assert name in acts.document("act:luat").aliases


def test_a_form_is_found_by_its_name_and_says_how_many_procedures_use_it():
    form = FormTemplate.objects.create(slug="tk", name_vi="Tờ khai đăng ký khai sinh")
    naming(form=form)
    naming("1.000002", form=form)
    assert public(forms, FORM)
    card = cards(forms, FORM)
    assert (card.title, card.url) == ("Tờ khai đăng ký khai sinh", "/bieu-mau/tk/")
    assert [item.text for item in card.meta] == ["2 thủ tục"]
    english = cards(forms, FORM, "en")
    assert (english.url, english.title_lang) == ("/en/bieu-mau/tk/", "vi")


def test_a_paper_is_found_when_several_procedures_name_it():
    paper = DocumentTypeFactory(slug="giay-khai-sinh", name_vi="Giấy khai sinh", aliases="khai sinh")
    naming(paper=paper)
    assert not public(papers, PAPER)
    naming("1.000002", paper=paper)
    assert papers.document(PAPER).aliases == ("khai sinh",)
    assert papers.count() == len(list(papers.documents())) == 1
    DocumentType.objects.filter(pk=paper.pk).first().delete()
    assert not public(papers, PAPER)
    assert queued(PAPER)[-1] == papers.document(PAPER).seq


@pytest.mark.parametrize(("source", "ref"), [(acts, ACT), (forms, FORM)])
def test_cards_cost_one_query(source: Any, ref: str, django_assert_num_queries: Any):
    naming(act=circular(), form=FormTemplate.objects.create(slug="tk", name_vi="Tờ khai"))
    with django_assert_num_queries(1):
        assert cards(source, ref)


def commune() -> tuple[Unit, Office]:
    unit = Unit.objects.create(slug="phuong-moi", name_vi="Phường Mới", kind="ward")
    office = Office.objects.create(slug="quay", name_vi="Quầy phường Mới", address_vi="1 đường Lớn")
    return unit, office


def test_a_commune_is_found_by_its_office_and_by_the_units_it_took_in(django_assert_num_queries: Any):
    unit, office = commune()
    assert not public(offices, OFFICE)
    office.units.add(unit)
    FormerUnit.objects.create(name="Phường Cũ", unit=unit)
    document = offices.document(OFFICE)
    assert {"Quầy phường Mới", "Phường Cũ", "UBND Phường Mới"} <= set(document.aliases)
    assert queued(OFFICE)[-1] == document.seq
    assert list(offices.documents()) == [document]
    with django_assert_num_queries(1):
        card = cards(offices, OFFICE)
    assert (card.url, card.summary) == ("/noi-nop/phuong-moi/", "Quầy phường Mới")
    assert [item.text for item in card.meta] == ["1 đường Lớn"]


@pytest.mark.parametrize("how", ["remove", "clear", "delete", "end"])
def test_without_an_office_it_is_not_found(how: str):
    unit, office = commune()
    office.units.add(unit)
    before = offices.document(OFFICE).seq
    if how == "delete":
        office.delete()
    elif how == "end":
        unit.ended = date(2025, 7, 1)
        unit.save()
    else:
        getattr(office.units, how)(*([unit] if how == "remove" else []))
    gone = offices.document(OFFICE)
    assert (gone.public, gone.seq > before) == (False, True)
    assert queued(OFFICE)[-1] == gone.seq
    assert cards(offices, OFFICE) is None


def test_an_office_renamed_reaches_the_index():
    unit, office = commune()
    office.units.add(unit)
    office.name_vi = "Quầy khác"
    office.save()
    document = offices.document(OFFICE)
    assert "Quầy khác" in document.aliases
    assert queued(OFFICE)[-1] == document.seq


def test_numbers_only_grow_and_outlive_the_thing():
    seen = []
    for _ in range(3):
        announce(["act:x", "act:y", "act:x"])
        seen.append(number_of("act:x"))
    assert seen == sorted(set(seen))
    assert numbers("act") == {"act:x": seen[-1], "act:y": seen[-1]}
    assert queued("act:x") == seen


def test_whatever_the_order_of_delivery_the_newest_state_is_indexed(settings: Any, tmp_path: Any):
    from search.engines.select import embedded

    settings.VAR_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    page = naming(act=circular())
    outbox.drain()
    page.unpublish()
    outbox.drain()
    stored = {ref: (seq, shown) for ref, seq, shown in embedded().versions()}
    assert stored[ACT] == (acts.document(ACT).seq, False)
