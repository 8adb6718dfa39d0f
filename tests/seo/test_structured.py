"""Every kind of page read back: what its structured data says is what its record, or its row, says."""

from decimal import Decimal

import pytest
from django.test import Client

from catalogue.counter import public_records
from catalogue.models import Channel, Fee
from catalogue.record import ProcedureRecord
from portal.core.models import CentreSettings
from portal.home.tree import ensure_site
from portal.news.models import NewsIndexPage, NewsPage
from portal.seo.structured import script
from tests.catalogue.factories import TopicFactory, draft, publish, published
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic, ward_with_office
from tests.catalogue.reading import page

from .reading import prices, things

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_no_kept_page")]

PATH = "/thu-tuc/1-001193-dang-ky-khai-sinh/"


@pytest.fixture
def _no_kept_page() -> None:
    from catalogue.views.kept import kept_pages

    kept_pages.clear()


def record_of(code: str) -> ProcedureRecord:
    return public_records([code])[code][1]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_procedure_says_what_its_record_says(client: Client, prefix: str) -> None:
    birth_registration(new_topic(), new_agency())
    record = record_of("1.001193")
    service = things(page(client, prefix + PATH))["GovernmentService"][0]
    language = "en" if prefix else "vi"
    assert service["@id"] == f"http://testserver{prefix}{PATH}"
    assert service["identifier"] == record.code
    assert service["name"] == record.title.read(language)[0]
    assert record.topic is not None
    assert service["serviceType"] == record.topic.name.read(language)[0]
    assert [one["name"] for one in service["provider"]] == [agency.name.vi for agency in record.agencies]
    assert [one["name"] for one in service["cpsv:hasInput"]] == [paper.name.vi for paper in record.papers]
    assert [one["name"] for one in service["serviceOutput"]] == [
        output.name.read(language)[0] for output in record.outputs
    ]
    assert [step["text"] for step in service["subjectOf"]["step"]] == [
        step.name.vi for step in record.steps if step.name
    ]
    times = [one["description"].replace("\u00a0", " ").split(" ")[0] for one in service["availableChannel"]]
    assert times == [
        str(channel.time.quantity.normalize()) for channel in record.channels if channel.time.quantity
    ]
    assert all("processingTime" not in one for one in service["availableChannel"])  # working days
    assert prices(service) == [int(fee.amount) for fee in record.fees if fee.amount is not None]


def test_calendar_days_are_durations(client: Client) -> None:
    one = draft("1.001193")
    one.channels.set([Channel(method="online", time_quantity=Decimal(15), time_unit="day")])
    publish(one)
    channels = things(page(client, PATH))["GovernmentService"][0]["availableChannel"]
    assert [channel["processingTime"] for channel in channels] == ["P15D"]


@pytest.mark.parametrize("status", ["council", "unknown"])
def test_no_price_where_the_status_is_no_amount(client: Client, status: str) -> None:
    one = draft("1.001193")
    one.fees.set([Fee(status=status, description_vi="Theo quy định")])
    publish(one)
    html = page(client, PATH)
    service = things(html)["GovernmentService"][0]
    assert "offers" not in service
    assert '"price"' not in html


def test_free_is_zero_with_the_words_of_the_record(client: Client) -> None:
    one = draft("1.001193")
    one.fees.set([Fee(status="free", description_vi="Miễn lệ phí cho người nghèo")])
    publish(one)
    offer = things(page(client, PATH))["GovernmentService"][0]["offers"][0]
    assert offer["priceSpecification"]["price"] == 0
    assert offer["description"] == "Miễn lệ phí cho người nghèo"


def test_nothing_of_a_version_that_is_not_in_force(client: Client) -> None:
    published("1.001193")
    assert "GovernmentService" not in things(page(client, PATH + "?ngay=2099-01-01"))


def test_no_text_ends_the_element(client: Client) -> None:
    published("1.001193", "Cấp </script><script>alert(1)</script> & <b>")
    path = f"/thu-tuc/{record_slug('1.001193')}/"
    html = page(client, path)
    assert "<script>alert" not in html
    assert things(html)["GovernmentService"][0]["name"] == "Cấp </script><script>alert(1)</script> & <b>"
    assert "<" not in script([{"name": "<!--<script>"}], "").split(">", 1)[1].rsplit("</script>")[0]


def record_slug(code: str) -> str:
    return public_records([code])[code][0].slug


def test_the_trail_is_the_one_shown(client: Client) -> None:
    published("1.001193", topic=TopicFactory(slug="ho-tich", name_vi="Hộ tịch"))
    for path, above in {
        PATH: [("Trang chủ", "/"), ("Hộ tịch", "/linh-vuc/ho-tich/")],
        "/linh-vuc/ho-tich/": [("Trang chủ", "/"), ("Lĩnh vực", "/linh-vuc/")],
        "/en/linh-vuc/ho-tich/": [("Home", "/en/"), ("Topics", "/en/linh-vuc/")],
    }.items():
        html = page(client, path)
        trail = things(html)["BreadcrumbList"][0]["itemListElement"]
        assert [one["item"] for one in trail] == [f"http://testserver{url}" for _, url in above]
        assert [one["position"] for one in trail] == [1, 2]
        shown = html.split('class="breadcrumb"')[1].split("</nav>")[0]
        assert all(f'href="{url}"' in shown for _, url in above)
        assert all(one["name"] in shown for one in trail)


def test_an_office_says_only_what_is_known(client: Client) -> None:
    ward_with_office()
    office = things(page(client, "/noi-nop/phuong-hai-chau/"))["GovernmentOffice"][0]
    assert office["name"] == "Trung tâm phường Hải Châu"
    assert office["geo"] == {"@type": "GeoCoordinates", "latitude": 16.063728, "longitude": 108.222472}
    assert office["areaServed"]["name"] == "Phường Hải Châu"
    assert not {"telephone", "address", "hoursAvailable"} & set(office)


def test_an_act(client: Client) -> None:
    birth_registration(new_topic(), new_agency())
    act = things(page(client, "/van-ban/123-2015-nd-cp/"))["Legislation"][0]
    assert act["legislationIdentifier"] == "123/2015/NĐ-CP"
    assert act["legislationType"] == "Nghị định"
    assert "legislationDate" not in act


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_site_can_be_searched(client: Client, prefix: str) -> None:
    ensure_site()
    CentreSettings.objects.create(name_vi="Trung tâm thử", short_name_vi="Một Cửa", is_sample=True)
    site = things(page(client, f"{prefix}/"))["WebSite"][0]
    assert site["url"] == f"http://testserver{prefix}/"
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"http://testserver{prefix}/tim-kiem/?q={{search_term_string}}"
    assert "publisher" not in site  # a sample is nobody's office
    path = template.removeprefix("http://testserver").replace("{search_term_string}", "khai+sinh")
    assert client.get(path).status_code == 200


def test_an_article(client: Client) -> None:
    ensure_site()
    article = NewsIndexPage.objects.get().add_child(
        instance=NewsPage(
            title="Sáp nhập ba trung tâm",
            slug="sap-nhap",
            date="2017-04-28T13:49:00+07:00",
            lead_vi="Ba trung tâm làm một.",
            source_vi="Báo Quảng Nam",
        )
    )
    article = NewsPage.objects.get(pk=article.pk)
    found = things(page(client, "/tin-tuc/sap-nhap/"))
    said = found["NewsArticle"][0]
    assert said["headline"] == "Sáp nhập ba trung tâm"
    assert said["datePublished"] == article.machine_date == "2017-04-28T13:49+07:00"
    assert said["description"] == "Ba trung tâm làm một."
    assert said["author"]["name"] == "Báo Quảng Nam"
    assert said["mainEntityOfPage"] == "http://testserver/tin-tuc/sap-nhap/"
    assert found["BreadcrumbList"][0]["itemListElement"][1]["name"] == "Tin tức"
