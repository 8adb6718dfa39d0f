"""Hostile and clumsy questions to the public pages."""

import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.test import Client

from catalogue.models import CounterEntry
from search.site import warm

RIGHT_TO_LEFT = "\u202e\u202b\u200f"
OPERATORS = (
    "AND OR NOT",
    "a AND (b OR",
    "+-&&||!(){}[]^~*?:\\/",
    "title_f:[* TO *]",
    "*",
    "~9",
    '"',
    "'; DROP TABLE",
)
MARKUP = ("<script>alert(1)</script>", "{{7*7}}{% load %}", "%s%n", "../../etc/passwd", "\r\nSet-Cookie: a=b")
ODD = (
    "\x00",
    "\ud800",
    "\udfff x",
    "\ufeff",
    "\u0301" * 300,
    "🙂" * 500,
    "a\tb\n",
    "０１２",
    "ﬁ",
    "İ" * 50,
    " " * 1000,
)
KEYS = (
    "q",
    "trang",
    "cap",
    "cach",
    "linh-vuc",
    "co-quan",
    "doi-tuong",
    "su-kien",
    "loai",
    "nguyen-van",
    "dang",
    "ngay",
    "phan",
    "x[]",
    "__proto__",
)
VALUES = (
    "-1",
    "0",
    "999999999999",
    "1e9",
    "NaN",
    "٣",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "1-1-1",
    "",
    "xa",
    "'",
    "\x00",
)
HOSTS = ("evil.example", "testserver:99999", "[::1", "testserver@evil.example", "a" * 300, "testserver\u0000")
SLOWEST = 5
LIMIT = 50.0  # milliseconds of our own CPU
SUGGESTIONS = "/tim-kiem/goi-y/"


def ask(words: list[str], seed: int, number: int) -> dict[str, Any]:
    """Ask ``number`` questions drawn by ``seed``; statuses, milliseconds, and what was answered wrongly."""
    drawn = random.Random(seed)
    slugs = list(CounterEntry.objects.filter(public=True).order_by("code").values_list("slug", flat=True))
    client = Client(raise_request_exception=False)
    for path in ("/tim-kiem/", "/en/tim-kiem/", SUGGESTIONS, f"/en{SUGGESTIONS}", "/tim-kiem/feed/"):
        client.get(path, {"q": "khai sinh"})  # the first answers read templates, index and names
    warm()  # as a serving process does
    times, statuses, wrong, again = [], Counter(), [], 0
    for _ in range(number):
        path, query, headers = _question(drawn, words, slugs)
        response, wall, cpu = _timed(client, path, query, headers)
        if cpu > LIMIT:  # what a busy machine adds is not the question's: only what is slow each time counts
            cpu = min(cpu, *(_timed(client, path, query, headers)[2] for _ in range(2)))
            again += 1
        times.append((wall, cpu, f"{path}?{query}"[:120]))
        statuses[response.status_code] += 1
        problem = _problem(response)
        if problem:
            wrong.append(f"{problem}: {path}?{query[:300]} {headers}")
    return {"milliseconds": times, "statuses": statuses, "wrong": wrong, "again": again}


def _timed(client: Client, path: str, query: str, headers: dict[str, str]) -> tuple[Any, float, float]:
    """An answer, its milliseconds, and those of CPU in its thread."""
    begun, worked = time.perf_counter(), time.thread_time()
    response = client.get(path, QUERY_STRING=query, **headers)
    return response, 1000 * (time.perf_counter() - begun), 1000 * (time.thread_time() - worked)


def _problem(response: Any) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if response.cookies or "Cookie" in response.headers.get("Vary", ""):
        return "a cookie"
    if 300 <= response.status_code < 400:
        return (
            "" if response.headers["Location"].startswith("/") else f"sent to {response.headers['Location']}"
        )
    if response.status_code == 400:
        return "" if response.content.strip() else "an empty page"
    kind = response.headers["Content-Type"].partition(";")[0]
    if "json" in kind:
        return "" if isinstance(json.loads(response.content), (dict, list)) else "no suggestions"
    if kind == "application/atom+xml":
        return "" if ElementTree.fromstring(response.content).tag.endswith("feed") else "no feed"
    soup = BeautifulSoup(response.content, "html.parser")
    if any(script.get_text(strip=True) or not script.get("src") for script in soup.find_all("script")):
        return "markup of a query"
    return "" if soup.h1 and len(soup.get_text().split()) > 20 else "an empty page"


def _question(drawn: random.Random, words: list[str], slugs: list[str]) -> tuple[str, str, dict[str, str]]:
    prefix = drawn.choice(("", "", "/en"))
    headers = {"HTTP_HOST": drawn.choice(HOSTS)} if drawn.random() < 0.03 else {}
    if drawn.random() < 0.05:
        headers["HTTP_X_FORWARDED_HOST"] = drawn.choice(HOSTS)
    if drawn.random() < 0.15:
        slug = quote(_slug(drawn, slugs))
        return f"{prefix}/thu-tuc/{slug}/", _query([("ngay", _day(drawn)), *_more(drawn)]), headers
    if drawn.random() < 0.2:
        begun = _words(drawn, words)[: drawn.randint(1, 40)]
        pairs = [("q", begun), *_more(drawn), *drawn.choice(([], [("dang", "opensearch")]))]
        return f"{prefix}{SUGGESTIONS}", _query(pairs), headers
    if drawn.random() < 0.05:
        return f"{prefix}/tim-kiem/feed/", _query([("q", _words(drawn, words)), *_more(drawn)]), headers
    return f"{prefix}/tim-kiem/", _query([("q", _words(drawn, words)), *_more(drawn)]), headers


def _query(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, errors="surrogatepass")


def _slug(drawn: random.Random, slugs: list[str]) -> str:
    slug = drawn.choice(slugs)
    return drawn.choice(
        (slug, slug, slug, slug[:9], slug + "-x", slug.upper(), "9-999999-khong-co", slug[::-1])
    )


def _day(drawn: random.Random) -> str:
    usual = f"{drawn.randint(1990, 2060)}-{drawn.randint(0, 13):02}-{drawn.randint(0, 32):02}"
    return drawn.choice((usual, usual, *VALUES, *ODD[:4]))


def _more(drawn: random.Random) -> Iterator[tuple[str, str]]:
    """Unknown keys, keys twice, page numbers beyond the end."""
    while drawn.random() < 0.4:
        yield drawn.choice(KEYS), drawn.choice((*VALUES, str(drawn.randint(1, 400)), *OPERATORS, *ODD[:4]))


def _words(drawn: random.Random, words: list[str]) -> str:
    text = drawn.choice(words)
    for _ in range(drawn.randint(0, 3)):
        text = _spoil(drawn, text)
    return text


def _spoil(drawn: random.Random, text: str) -> str:
    place = drawn.randint(0, len(text))
    kind = drawn.randint(0, 9)
    if kind <= 3:
        return text[:place] + text[place + 1 :]
    if kind <= 5:
        return text[:place] + drawn.choice("aăâeêioôơuưdđsfrxj0123456789") + text[place:]
    if kind == 6:
        return text[:place] + drawn.choice(ODD) + text[place:]
    if kind == 7:
        return f"{drawn.choice((*OPERATORS, *MARKUP, RIGHT_TO_LEFT))} {text}"
    if kind == 8:
        return f'"{text}" ' * drawn.randint(1, 20)
    return (text + " ") * (100_000 // (len(text) + 1)) if drawn.random() < 0.1 else text.upper()


def summary(answers: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers of several processes as one."""
    times = sorted(tuple(one) for answer in answers for one in answer["milliseconds"])
    cuts = statistics.quantiles([ms for ms, *_ in times], n=100)
    worked = sorted(((cpu, address) for _, cpu, address in times), reverse=True)
    statuses: Counter[str] = Counter()
    for answer in answers:
        statuses.update(answer["statuses"])
    wrong = [one for answer in answers for one in answer["wrong"]]
    slowest = times[-SLOWEST:][::-1]
    return {
        "worked": worked[:SLOWEST],
        "over": sum(cpu > LIMIT for cpu, _ in worked),
        "again": sum(answer["again"] for answer in answers),
        "p50": cuts[49],
        "p95": cuts[94],
        "statuses": dict(statuses),
        "wrong": wrong,
        "slowest": slowest,
    }
