"""Finding one's way in long lists: filters by everything, letters, namesakes told apart, no dead ends."""

import pytest
from django.test import Client

from catalogue.models import FormTemplate, LifeEvent, ProcedurePage, RequiredDocument, Topic
from tests.catalogue.factories import TopicFactory, draft, publish, published
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return new_topic()


@pytest.fixture(autouse=True)
def _catalogue(topic: Topic) -> None:
    """A birth with everything to filter by, a second procedure of its topic, and one of another topic."""
    birth_registration(topic, new_agency())
    published("1.000002", "Đăng ký kết hôn", topic=topic, levels=["commune"])
    published("1.000003", "Cấp giấy phép", topic=TopicFactory(slug="thue", name_vi="thuế"), online="part")


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("linh-vuc=ho-tich", {"khai sinh", "kết hôn"}),
        ("linh-vuc=ho-tich&linh-vuc=thue", {"khai sinh", "kết hôn", "giấy phép"}),
        ("viec=sinh-con", {"khai sinh", "kết hôn"}),
        ("co-quan=ubnd-xa", {"khai sinh"}),
        ("mang=part", {"giấy phép"}),
        ("linh-vuc=ho-tich&mang=full", {"khai sinh"}),
        ("viec=sinh-con&mang=part", set()),
        ("ai=cong-dan&ten=khai", {"khai sinh"}),
    ],
)
def test_lists_are_narrowed_by_everything(query: str, kept: set[str], client: Client) -> None:
    listed = text(client, f"/thu-tuc/?{query}").partition("<tbody>")[2].partition("</tbody>")[0]
    assert {name for name in ("khai sinh", "kết hôn", "giấy phép") if name in listed} == kept


def test_filters_say_how_many_each_choice_leaves(client: Client) -> None:
    listed = text(client, "/thu-tuc/")
    assert 'value="ho-tich"> Hộ tịch <span>2</span>' in listed
    assert 'value="sinh-con"> Sinh con <span>2</span>' in listed


def test_a_record_that_names_an_event_is_counted_once(client: Client, topic: Topic) -> None:
    page = draft("1.000009", "Khai tử", topic=topic)
    page.life_events.add(LifeEvent.objects.get(slug="sinh-con"))
    publish(page)
    assert "3 thủ tục" in text(client, "/su-kien/")
    assert text(client, "/su-kien/sinh-con/").count('scope="row"') == 3


def test_a_list_does_not_offer_what_it_is_made_by(client: Client) -> None:
    assert 'name="linh-vuc"' not in text(client, "/linh-vuc/ho-tich/")
    assert 'name="viec"' not in text(client, "/su-kien/sinh-con/")
    assert 'name="mang"' not in text(client, "/truc-tuyen/toan-trinh/")
    assert "Đăng ký khai sinh" in text(client, "/linh-vuc/ho-tich/?linh-vuc=thue")


def test_a_filter_that_changes_nothing_is_not_shown(client: Client) -> None:
    assert 'name="cach"' not in text(client, "/thu-tuc/?mang=part")


def test_lists_by_audience_and_by_how_much_is_online(client: Client) -> None:
    assert "Công dân Việt Nam" in text(client, "/doi-tuong/")
    assert "Đăng ký khai sinh" in text(client, "/doi-tuong/cong-dan/")
    assert "Đăng ký khai sinh" in text(client, "/truc-tuyen/toan-trinh/")
    assert "Cấp giấy phép" in text(client, "/truc-tuyen/mot-phan/")
    assert "Cấp giấy phép" not in text(client, "/truc-tuyen/toan-trinh/")
    for missing in ("/doi-tuong/x/", "/truc-tuyen/x/"):
        assert client.get(missing).status_code == 404


def test_a_list_of_ones_own_is_kept_from_search_engines(client: Client) -> None:
    assert "noindex" not in text(client, "/linh-vuc/ho-tich/")
    for query in ("mang=full", "xep=moi", "ten=khai"):
        assert "noindex" in text(client, f"/linh-vuc/ho-tich/?{query}"), query


def test_nothing_by_that_name_leads_to_search(client: Client) -> None:
    assert 'href="/tim-kiem/?q=xe%20m%C3%A1y"' in text(client, "/thu-tuc/?ten=xe+máy")


def test_topics_begin_with_a_capital(client: Client) -> None:
    assert ">Thuế</a>" in text(client, "/linh-vuc/")
    assert "<h1>Thuế</h1>" in text(client, "/linh-vuc/thue/")


def test_what_no_topic_holds_has_its_own_list(client: Client) -> None:
    assert "/linh-vuc/khac/" not in text(client, "/linh-vuc/")
    published("1.000010", "Thủ tục lạc loài")
    assert 'href="/linh-vuc/khac/"' in text(client, "/linh-vuc/")
    assert "Thủ tục lạc loài" in text(client, "/linh-vuc/khac/")


def test_namesakes_are_told_apart_by_who_issued_them(client: Client) -> None:
    for n, issuer in ((20, "UBND tỉnh Gia Lai"), (21, "Bộ Tư pháp")):
        published(f"1.0000{n}", "Cấp đổi", decision_issuer_vi=issuer)
    listed = text(client, "/thu-tuc/")
    assert "<span>UBND tỉnh Gia Lai</span>" in listed
    assert "<span>Bộ Tư pháp</span>" in listed


def names_of(listed: str) -> list[str]:
    part = listed.partition('class="news-list"')[2].partition("</ul>")[0]
    return [piece.partition("</a>")[0].rpartition(">")[2] for piece in part.split("<a ")[1:]]


def with_forms(*names: str) -> None:
    page = draft("1.000030", "Nhiều biểu mẫu")
    paper = RequiredDocument(name_vi="Đơn")
    paper.forms = [FormTemplate.objects.create(slug=f"mau-{n}", name_vi=name) for n, name in enumerate(names)]
    page.papers.add(paper)
    publish(page)


def test_forms_stand_under_their_letters(client: Client) -> None:
    with_forms("Đơn xin", "“Danh sách”", "Ảnh", "Ấn phẩm", "Tờ khai B", "Tờ khai a")
    assert 'href="?van=T"' in text(client, "/bieu-mau/")
    assert names_of(text(client, "/bieu-mau/?van=T")) == [
        "Tờ khai a",
        "Tờ khai B",
        "Tờ khai đăng ký khai sinh",
    ]
    assert names_of(text(client, "/bieu-mau/?van=D")) == ["“Danh sách”"]
    assert names_of(text(client, "/bieu-mau/?van=Đ")) == ["Đơn xin"]
    assert names_of(text(client, "/bieu-mau/?van=Â")) == ["Ấn phẩm"]
    assert names_of(text(client, "/bieu-mau/?van=T&ten=khai+b")) == ["Tờ khai B"]
    assert len(names_of(text(client, "/bieu-mau/?van=W"))) == 7  # nothing stands there: the whole list


def test_a_letter_has_pages_that_keep_it(client: Client) -> None:
    with_forms(*(f"Mẫu {n:03d}" for n in range(60)))
    first = text(client, "/bieu-mau/?van=M")
    assert 'href="?van=M&amp;trang=2" rel="next"' in first
    assert names_of(text(client, "/bieu-mau/?van=M&trang=2")) == [f"Mẫu {n:03d}" for n in range(50, 60)]
    assert client.get("/bieu-mau/?van=M&trang=9").status_code == 404


def test_what_an_earlier_version_names_stays_readable(client: Client) -> None:
    page = ProcedurePage.objects.get(code="1.001193")
    page.papers.clear()
    publish(page)
    for path in ("/giay-to/giay-chung-sinh/", "/bieu-mau/to-khai/"):
        assert "noindex" in text(client, path), path
    page.unpublish()
    assert client.get("/giay-to/giay-chung-sinh/").status_code == 404
