"""Home, lists, shared things, offices and news in a real browser: accessible at both widths and languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from catalogue.models import (
    Audience,
    Channel,
    FormerUnit,
    FormTemplate,
    LifeEvent,
    Office,
    Output,
    RequiredDocument,
    Unit,
)
from portal.home.models import HomeProcedure
from portal.home.tree import ensure_site
from portal.news.models import NewsIndexPage, NewsPage
from tests.catalogue.factories import (
    AgencyFactory,
    DocumentTypeFactory,
    LegalActFactory,
    TopicFactory,
    add_act,
    draft,
    publish,
    published,
)
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = (
    "/",
    "/thu-tuc/",
    "/thu-tuc/?cap=commune&ten=khai",
    "/thu-tuc/?ten=khong-co-gi",
    "/linh-vuc/",
    "/linh-vuc/ho-tich/",
    "/su-kien/",
    "/su-kien/sinh-con/",
    "/co-quan/",
    "/co-quan/ubnd-xa/",
    "/van-ban/",
    "/van-ban/123-2015-nd-cp/",
    "/giay-to/",
    "/giay-to/giay-khai-sinh/",
    "/bieu-mau/",
    "/bieu-mau/to-khai/",
    "/noi-nop/",
    "/noi-nop/phuong-hai-chau/",
    "/tin-tuc/",
    "/tin-tuc/thi-diem/",
)


@pytest.fixture
def site() -> None:
    """One of everything."""
    home = ensure_site()
    topic = TopicFactory(slug="ho-tich", name_vi="Hộ tịch", name_en="Civil status")
    event = LifeEvent.objects.create(slug="sinh-con", name_vi="Sinh con", audience="citizen")
    event.topics.add(topic)
    agency = AgencyFactory(slug="ubnd-xa", name_vi="Ủy ban nhân dân cấp xã")
    page = draft(
        "1.001193", "Đăng ký khai sinh", topic=topic, agency=agency, levels=["commune"], online="full"
    )
    page.audiences.add(Audience.objects.create(slug="cong-dan", name_vi="Công dân Việt Nam", kind="citizen"))
    paper = RequiredDocument(name_vi="Giấy chứng sinh", document=DocumentTypeFactory(slug="giay-chung-sinh"))
    paper.forms = [
        FormTemplate.objects.create(slug="to-khai", name_vi="Tờ khai đăng ký khai sinh", file_name="tk.docx")
    ]
    page.papers.add(paper)
    certificate = DocumentTypeFactory(
        slug="giay-khai-sinh", name_vi="Giấy khai sinh", name_en="Birth certificate"
    )
    page.outputs.add(Output(name_vi="Giấy khai sinh", document=certificate))
    page.channels.add(Channel(method="online", time_quantity=1, time_unit="working_day"))
    add_act(page, LegalActFactory(slug="123-2015-nd-cp", number="123/2015/NĐ-CP", kind="Nghị định"))
    publish(page)
    for n in range(21):
        published(f"9.{n:06d}", f"Cấp giấy phép số {n}", topic=topic, agency=agency, levels=["province"])
    _place()
    _article()
    home.board = [HomeProcedure(code="1.001193", sort_order=0)]
    home.save()


def _place() -> None:
    city = Unit.objects.create(slug="da-nang", name_vi="Thành phố Đà Nẵng", kind="province", code="48")
    ward = Unit.objects.create(slug="phuong-hai-chau", name_vi="Phường Hải Châu", kind="ward", parent=city)
    FormerUnit.objects.create(name="Phường Thạch Thang", unit=ward)
    office = Office.objects.create(
        slug="hai-chau", name_vi="Phường Hải Châu", latitude="16.063728", longitude="108.222472"
    )
    office.units.add(ward)


def _article() -> None:
    written = datetime(2017, 4, 28, 13, 49, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    article = NewsPage(
        slug="thi-diem",
        title="Thí điểm một cửa",
        date=written,
        lead_vi="Ba nơi được chọn.",
        body_vi=[("heading", "Vì sao")],
        live=False,
    )
    with translation.override("vi"):
        NewsIndexPage.objects.get().add_child(instance=article).save_revision().publish()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_are_accessible_at_both_widths(site: None, visit: Visit, prefix: str) -> None:
    for path in PATHS:
        page = visit(prefix + path, width=PHONE)
        assert page.locator("h1").count() == 1, path
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert_no_sideways_scroll(page)
        page.context.close()


def test_filters_work_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/thu-tuc/", javascript=False)
    page.get_by_label("Xã, phường").check()
    page.get_by_role("button", name="Lọc").click()
    assert page.get_by_role("row").count() == 2
    page.get_by_role("link", name="Bỏ mọi mục lọc").click()
    page.get_by_role("link", name="Trang sau").click()
    assert "đang xem 21–" in page.locator("main").inner_text()


def test_choosing_a_ward_on_the_home_page_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/", javascript=False)
    page.get_by_label("Phường, xã của bạn").select_option("phuong-hai-chau")
    page.get_by_role("button", name="Xem nơi nộp").click()
    assert page.locator("h1").inner_text() == "Phường Hải Châu"
