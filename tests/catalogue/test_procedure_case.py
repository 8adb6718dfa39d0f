"""The reader's own case: answers part the papers, and nothing that may apply is hidden."""

import re

import pytest
from django.test import Client

from catalogue.counter import touch
from catalogue.record import Paper
from tests.catalogue.counter_rows import CODE, PATH, published, record, text, version
from tests.catalogue.reading import page, section, words

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("_no_kept_page")]


def test_open_question_hides_nothing(client: Client) -> None:
    published()
    part = section(page(client), "giay-to")
    for name in ("Tờ khai đăng ký lại", "Bản sao cũ", "Học bạ", "Bản chụp phải rõ."):
        assert name in part
    assert "<details>" not in part
    assert "checked" not in page(client)


def test_answer_parts_the_papers(client: Client) -> None:
    published()
    html = page(client, f"{PATH}?hoi-bansao=khong")
    needed, left_out = section(html, "giay-to").split("<details>")
    assert "Học bạ" in needed
    assert "Bản sao cũ" not in needed
    assert "Bản sao cũ" in left_out
    assert html.count(" checked") == 1


def test_a_bare_answer_is_told_with_its_question(client: Client) -> None:
    question = record().questions[0]
    choices = (question.choices[0].model_copy(update={"label": text("Có")}), *question.choices[1:])
    published(record(questions=(question.model_copy(update={"choices": choices}),)))
    html = page(client, f"{PATH}?hoi-bansao={choices[0].key}")
    said = html.split('<ul class="said">')[1].split("</ul>")[0]
    assert words(said).strip() == f"{question.text.vi} Có"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("hoi-bansao=co&hoi-bansao=khong", "hai câu trả lời trái nhau"),
        ("hoi-bansao=zzz", "không có lựa chọn này"),
        ("hoi-khac=co", "không có câu hỏi này"),
    ],
)
def test_unusable_answers_are_named_and_ignored(client: Client, query: str, said: str) -> None:
    published()
    html = page(client, f"{PATH}?{query}")
    assert said in html
    assert "Bản sao cũ" in section(html, "giay-to").split("<details>")[0]


def test_notes_are_no_papers(client: Client) -> None:
    published(record(questions=(), papers=record().papers[3:]))
    html = page(client)
    assert "Chưa có danh sách" in html
    assert 'type="checkbox"' not in section(html, "giay-to")


def test_many_notes_are_folded_but_no_paper_is(client: Client) -> None:
    notes = tuple(Paper(key=f"n{n}", name=text(f"Lưu ý số {n}"), kind="note") for n in range(5))
    published(record(questions=(), papers=(record().papers[0], *notes)))
    assert "<details>" not in section(page(client), "giay-to")
    held = tuple(note.model_copy(update={"heading": text("Lưu ý")}) for note in notes)
    version(2, record=record(questions=(), papers=(record().papers[0], *held)))
    touch([CODE])
    seen, folded = section(page(client), "giay-to").split("<details>")
    assert "Tờ khai đăng ký lại" in seen
    assert "Lưu ý số 4" in folded


def test_answered_form_is_folded_and_can_be_changed(client: Client) -> None:
    published()
    form = (
        page(client, f"{PATH}?hoi-bansao=khong&cach=truc-tiep")
        .split('id="truong-hop"')[1]
        .split("</section>")[0]
    )
    assert "<summary>Đổi câu trả lời</summary>" in form
    assert "<summary>" not in page(client).split('id="truong-hop"')[1].split("</section>")[0]


def test_unknown_copies_are_said(client: Client) -> None:
    published()
    part = words(section(page(client), "giay-to"))
    assert "Nộp 1 bản chính" in part
    assert "2 bản sao" in part
    assert "Xuất trình chưa rõ số bản" in part


def test_condition_names_its_question_beside_each_paper(client: Client) -> None:
    published()
    part = words(section(page(client), "giay-to"))
    assert "Bản sao cũ Chỉ khi: Bạn còn bản sao Giấy khai sinh nào không? → Còn bản sao" in part
    assert "Học bạ Chỉ khi: Bạn còn bản sao Giấy khai sinh nào không? → Không còn" in part
    assert part.index("Tờ khai đăng ký lại") < part.index("Bản chụp phải rõ") < part.index("Bản sao cũ")
    assert "Chỉ khi" not in words(
        section(page(client, f"{PATH}?hoi-bansao=co"), "giay-to").split("<details>")[0]
    )


def test_papers_of_one_case_share_their_condition(client: Client) -> None:
    rows = record().papers
    twice = rows[1].model_copy(update={"key": "p4", "name": text("Giấy xác nhận")})
    published(record(papers=(*rows, twice)))
    part = words(section(page(client), "giay-to"))
    assert part.count("→ Còn bản sao") == 1
    assert "Giấy xác nhận" in part.split("→ Còn bản sao")[1]


def test_headings_gather_their_papers(client: Client) -> None:
    submit, present = text("Giấy tờ phải nộp"), text("Giấy tờ phải xuất trình")
    rows = [
        row.model_copy(update={"heading": heading})
        for row, heading in zip(record().papers, (submit, present, submit, present), strict=True)
    ]
    published(record(papers=tuple(rows)))
    part = section(page(client), "giay-to")
    assert re.findall(r"<h3>([^<]+)</h3>", part) == ["Giấy tờ phải nộp", "Giấy tờ phải xuất trình"]


def test_condition_without_a_known_question_is_still_conditional(client: Client) -> None:
    published(record(questions=()))
    assert "Chỉ khi: trường hợp nguồn không ghi rõ" in words(section(page(client), "giay-to"))


def test_alternatives_stand_together_as_one_need(client: Client) -> None:
    rows = (
        Paper(key="a", name=text("Hộ chiếu"), one_of="tuy-than"),
        Paper(key="b", name=text("Thẻ căn cước"), one_of="tuy-than", copies=1, copy_kind="certified"),
    )
    published(record(questions=(), papers=rows))
    part = section(page(client), "giay-to")
    assert "Giấy tờ: 1 loại" in part
    group = words(part.split('<li class="one-of">')[1])
    assert "Chỉ cần một trong các giấy sau: Hộ chiếu" in group
    assert "1 bản sao có chứng thực" in group


def test_what_the_office_looks_up_is_not_to_be_brought(client: Client) -> None:
    held = Paper(key="cu-tru", name=text("Xác nhận cư trú"), lookup=text("Cơ sở dữ liệu quốc gia về dân cư"))
    published(record(questions=(), papers=(record().papers[0], held)))
    part = section(page(client), "giay-to")
    assert "Giấy tờ: 1 loại" in part
    assert '<input type="checkbox">Xác nhận cư trú' not in part
    told = words(part.split("Cơ quan tự tra cứu, bạn không phải nộp")[1])
    assert told.startswith("Xác nhận cư trú – Cơ sở dữ liệu quốc gia về dân cư")


def test_products_carry_the_case(client: Client) -> None:
    published()
    html = page(client, f"{PATH}?hoi-bansao=khong&hoi-la=1")
    for address in ("/in/1-004884/", "/in/1-004884.ics", "/in/1-004884.txt"):
        assert f'href="{address}?hoi-bansao=khong"' in html
