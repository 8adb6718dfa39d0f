"""Foreign HTML: words stay, nothing that runs does."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.news.importing.cleaning import KEPT, clean, plain

PIECES = [
    "<script>",
    "</script>",
    "<script src=//x>",
    "alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>",
    '<a href="java\tscript:alert(1)">',
    "<a href=data:text/html,x>",
    "</a>",
    "<math><mtext><style>",
    "<iframe srcdoc='<script>'>",
    "<p onclick=x style='a:url(x)'>",
    "<b>",
    "</p>",
    "<h2>",
    "<table><tr><td>",
    "<blockquote>",
    "<ul><li>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "<!--",
    "-->",
    "<![CDATA[",
    "<noscript>",
    "<template>",
    "chữ",
    "\x00",
    "<",
    ">",
    '"',
    "'",
]
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)


class Seen(HTMLParser):
    """All elements and attributes a browser would read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@settings(deadline=None)  # the machine may be busy; depth is what is tried here
@given(soup)
@example("<div>" * 2000 + "x")
@example("<b>" * 2000 + "x")
@example("<ul><li>" * 500 + "x")
def test_no_script_survives(source: str) -> None:
    cleaned = clean(source)
    json.dumps(cleaned.blocks)
    for kind, value in cleaned.blocks:
        assert kind in ("heading", "paragraph", "quote")
        if kind != "paragraph":
            continue  # shown as text, escaped by the template
        seen = Seen(value)
        assert seen.tags <= KEPT
        for name, address in seen.attributes:
            assert name == "href"
            assert "script:" not in address.lower()
            assert not address.lower().startswith("data:")


@settings(deadline=None)
@given(soup)
def test_cleaning_again_changes_no_paragraph(source: str) -> None:
    paragraphs = [value for kind, value in clean(source).blocks if kind == "paragraph"]
    for paragraph in paragraphs:
        assert clean(paragraph).blocks == (("paragraph", paragraph),)


@settings(deadline=None)
@given(st.text(alphabet="aăâđếộ ,.0", min_size=1).filter(lambda text: text.strip()))
def test_plain_words_stay(words: str) -> None:
    (kind, value), *rest = clean(f"<div><p>{words}</p></div>").blocks
    assert (kind, value, rest) == ("paragraph", f"<p>{' '.join(words.split())}</p>", [])


def test_what_becomes_of_marks() -> None:
    source = (
        '<div class=x><h3>Kết luận</h3>Mở <strong>đầu</strong><p>Xem <a href="/cu" target=_blank>đây</a></p>'
        "<ol><li>Một</li></ol><table><tr><th>A</th><td>B</td></tr></table><blockquote>Lời</blockquote><img src=x>"
    )
    cleaned = clean(source)
    assert cleaned.blocks == (
        ("heading", "Kết luận"),
        (
            "paragraph",
            '<p>Mở <b>đầu</b></p><p>Xem <a href="/cu">đây</a></p><ol><li>Một</li></ol><p>A | B</p>',
        ),
        ("quote", {"text": "Lời", "who": ""}),
    )
    assert cleaned.lost == ("1 ảnh", "1 kẻ bảng")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>a</p><p>b &amp; c</p>", "a b & c"),
        ("<script>x</script>y", "y"),
        ("a\x00\x0bb\n c", "a b c"),
        ("", ""),
    ],
)
def test_plain(source: str, words: str) -> None:
    assert plain(source) == words
