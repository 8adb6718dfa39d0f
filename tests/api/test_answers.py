"""What the API answers: the same records as the pages, and problems where there is nothing to read."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from catalogue.counter import today, touch
from catalogue.models.counter import ProcedureVersion
from catalogue.redaction import redact
from portal.api.procedures import kept_answers
from tests.api.rows import CODE, ENDED, GONE, OTHER, filled
from tests.catalogue.counter_rows import record, version

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HERE = "/api/v1"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept_answers.clear()


def read(client: Client, path: str, status: int = 200) -> Any:
    """The JSON of an answer with ``status``; of a problem its form is checked."""
    response = client.get(HERE + path)
    assert response.status_code == status, response.content
    kind = response.headers["Content-Type"]
    said = json.loads(response.content)
    if status >= 400:
        assert kind == "application/problem+json"
        assert said["status"] == status
        assert said["title"]
    else:
        assert kind == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return said


def test_one_procedure_is_the_record_as_published(client: Client) -> None:
    filled()
    said = read(client, f"/procedures/{CODE}")
    held = ProcedureVersion.objects.get(code=CODE, number=2)
    assert said["record"] == json.loads(held.record)
    assert (said["version"], said["in_force_from"]) == (2, "2026-03-01")
    assert said["links"]["page"] == "/thu-tuc/1-004884-dang-ky-lai-khai-sinh/"


def test_as_of_a_day(client: Client) -> None:
    filled()
    assert read(client, f"/procedures/{CODE}?on=2026-02-28")["version"] == 1
    assert read(client, f"/procedures/{CODE}?on=2026-03-01")["version"] == 2
    read(client, f"/procedures/{CODE}?on=1772323200", 422)


def test_before_the_first_dated_version(client: Client) -> None:
    from tests.catalogue.counter_rows import entry

    version(1, since=date(2026, 3, 1))
    entry()
    said = read(client, f"/procedures/{CODE}?on=2026-01-01", 404)
    assert said["type"] == "#not-in-force"
    assert "2026-03-01" in said["detail"]


def test_a_change_counts_at_once(client: Client) -> None:
    filled()
    read(client, f"/procedures/{CODE}")
    version(3, since=today())
    touch([CODE])
    assert read(client, f"/procedures/{CODE}")["version"] == 3


@pytest.mark.parametrize("rest", ["", "/versions", "/guidance"])
def test_ended_is_gone_and_names_what_replaced_it(client: Client, rest: str) -> None:
    filled()
    said = read(client, f"/procedures/{ENDED}{rest}", 410)
    assert (said["type"], said["replaced_by"]) == ("#ended", OTHER)
    read(client, f"/procedures/{GONE}{rest}", 404)
    read(client, f"/procedures/9.999999{rest}", 404)


def test_redacted_has_no_record(client: Client) -> None:
    filled()
    redact(CODE, 2, "a person's name")
    said = read(client, f"/procedures/{CODE}")
    assert (said["redacted"], said["record"]) == (True, None)
    changed = next(
        one for one in read(client, "/changes")["items"] if (one["code"], one["number"]) == (CODE, 2)
    )
    assert (changed["redacted"], changed["record"]) == (True, None)


def test_versions(client: Client) -> None:
    filled()
    said = read(client, f"/procedures/{CODE}/versions")
    assert [one["number"] for one in said["items"]] == [2, 1]
    assert said["items"][0]["caused_by"] == "12/2026/NĐ-CP"


def test_list_pages_hold_each_public_procedure_once(client: Client) -> None:
    filled()
    found, path = [], "/procedures?limit=1&topic=ho-tich"
    while path:
        page = read(client, path)
        assert page["total"] == 2
        found += [one["code"] for one in page["items"]]
        path = (page["next"] or "").removeprefix(HERE)
    assert found == [OTHER, CODE]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("level=commune", [OTHER, CODE]),
        ("level=province", []),
        ("paper=giay-khai-sinh", [CODE]),
        ("name=dang+ky+lai", [CODE]),
        ("act=60-2014-qh13&limit=1", [OTHER]),
    ],
)
def test_filters(client: Client, query: str, found: list[str]) -> None:
    filled()
    assert [one["code"] for one in read(client, f"/procedures?{query}")["items"]] == found


@pytest.mark.parametrize(
    "query", ["levl=commune", "level=x", "limit=0", "limit=a", "topic=a&topic=b", "name=" + "a" * 101]
)
def test_what_can_not_be_used_is_named(client: Client, query: str) -> None:
    said = read(client, f"/procedures?{query}", 422)
    assert said["errors"][0]["name"] == query.partition("=")[0]


def test_changes_give_each_version_once_in_order(client: Client) -> None:
    filled()
    found, path = [], "/changes?limit=1"
    while path:
        page = read(client, path)
        found += [(one["code"], one["number"]) for one in page["items"]]
        path = (page["next"] or "").removeprefix(HERE)
    assert found == [(CODE, 1), (CODE, 2), (OTHER, 1)]
    assert read(client, f"/changes?since={page['since']}") == {
        "items": [],
        "since": page["since"],
        "next": None,
    }
    version(2, record=record(code=OTHER), since=today() + timedelta(days=9))
    later = read(client, f"/changes?since={page['since']}")["items"]
    assert [(one["code"], one["number"]) for one in later] == [(OTHER, 2)]


def test_guidance_says_what_the_page_says(client: Client) -> None:
    filled()
    said = read(client, f"/procedures/{CODE}/guidance?hoi-bansao=co&cach=truc-tiep&o=phuong-hai-chau")
    needed = [line["paper"]["key"] for need in said["papers"]["needs"] for line in need["lines"]]
    assert needed == ["p1", "p2"]
    assert [line["paper"]["key"] for line in said["papers"]["left_out"]] == ["p3"]
    assert said["case"]["method"] == "in_person"
    assert said["case"]["unit"]["id"] == "phuong-hai-chau"
    total = said["fees"]["totals"][0]
    assert total["sums"] == [{"currency": "VND", "least": "8000", "most": "8000"}]
    assert said["times"]["latest"]["day"]
    assert said["open_questions"] == []
    assert said["page"].endswith("?hoi-bansao=co&cach=truc-tiep&o=phuong-hai-chau")


def test_guidance_names_what_it_ignored(client: Client) -> None:
    filled()
    said = read(client, f"/procedures/{CODE}/guidance?hoi-bansao=zzz&o=x")
    assert [one["name"] for one in said["ignored"]] == ["hoi-bansao", "o"]
    assert [question["key"] for question in said["open_questions"]] == ["bansao"]


def test_guidance_as_of_a_day_answers_from_that_version(client: Client) -> None:
    filled()
    assert read(client, f"/procedures/{CODE}/guidance?ngay=2026-01-05")["version"] == 1


def test_paper_is_asked_for_and_issued(client: Client) -> None:
    filled()
    said = read(client, "/papers/giay-khai-sinh")
    assert [one["code"] for one in said["asked_by"]] == [CODE]
    assert [one["code"] for one in said["issued_by"]] == [OTHER]
    assert [one["id"] for one in read(client, "/papers")["items"]] == ["giay-khai-sinh"]
    read(client, "/papers/khong-co", 404)


def test_units_by_an_old_name(client: Client) -> None:
    filled()
    said = read(client, "/units?name=Thạch+Thang")
    assert (said["unit"]["id"], said["said"]) == ("phuong-hai-chau", "Phường Thạch Thang")
    one = read(client, "/units/phuong-hai-chau")
    assert one["former"][0]["name"] == "Phường Thạch Thang"
    assert [office["id"] for office in one["offices"]] == ["ubnd-hai-chau"]
    read(client, "/units", 422)
    read(client, "/units/khong-co", 404)


def test_offices(client: Client) -> None:
    filled()
    said = read(client, "/offices?unit=phuong-hai-chau")
    assert [one["id"] for one in said["items"]] == ["ubnd-hai-chau"]
    assert said["items"][0]["latitude"] == 16.063728
    assert read(client, "/offices?unit=da-nang")["items"] == []
    assert read(client, "/offices/ubnd-hai-chau")["units"] == ["phuong-hai-chau"]


def test_acts(client: Client) -> None:
    filled()
    assert read(client, "/acts")["items"][0]["procedures"] == 2
    said = read(client, "/acts/60-2014-qh13")
    assert (said["number"], said["issued"]) == ("60/2014/QH13", None)


def test_search_without_words_is_refused(client: Client) -> None:
    read(client, "/search", 422)


def test_no_cookie_and_no_vary_on_one(client: Client) -> None:
    filled()
    response = client.get(f"{HERE}/procedures/{CODE}")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
