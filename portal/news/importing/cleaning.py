"""Foreign HTML as blocks of an article: headings, paragraphs, quotes; nothing that runs, loads or styles."""

import html as entities
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import category

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag

from portal.core.slugs import cut

INLINE: Final = {"b", "i", "a", "br"}
LISTS: Final = {"ul", "ol"}
KEPT: Final = INLINE | LISTS | {"p", "li"}  # what the paragraph block's editor can write
HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
READ: Final = KEPT | HEADINGS | {"strong", "em", "blockquote", "div", "table", "tr", "td", "th"}
SAME: Final = {"strong": "b", "em": "i"}
SCHEMES: Final = {"http", "https", "mailto", "tel"}
GONE_WHOLE: Final = {
    "script",
    "style",
    "noscript",
    "template",
    "object",
    "svg",
    "math",
    "iframe",
    "head",
    "title",
}
HEADING_LENGTH: Final = 200  # characters, as the block has
DEEPEST: Final = 60  # elements in one another; deeper ones lose their marks, not their words


@dataclass(frozen=True)
class Cleaned:
    """Blocks as the body stores them, and what could not be kept."""

    blocks: tuple[tuple[str, Any], ...]
    lost: tuple[str, ...] = ()


def clean(source: str) -> Cleaned:
    """Read foreign HTML; never raises. Words are kept, marks only as far as an editor could write them."""
    safe = nh3.clean(
        _whole(source),
        tags=set(READ),
        clean_content_tags=set(GONE_WHOLE),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    soup = BeautifulSoup(safe, "html.parser")
    for tag in soup.find_all(list(SAME)):
        tag.name = SAME[tag.name]
    blocks = tuple(_joined(_blocks(soup, 0)))
    return Cleaned(blocks, tuple(_lost(source)))


def plain(source: str) -> str:
    """The words of foreign HTML on one line."""
    bare = nh3.clean(_whole(source).replace("<", " <"), tags=set(), clean_content_tags=set(GONE_WHOLE))
    words = (sign for sign in entities.unescape(bare) if sign.isspace() or category(sign) != "Cc")
    return " ".join("".join(words).split())


def _whole(source: str) -> str:
    """Without NUL; halves of a pair, which JSON can hold and UTF-8 can't, become "?"."""
    return source.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _lost(source: str) -> Iterator[str]:
    low = source.lower()
    for mark, words in (
        ("<img", "ảnh"),
        ("<table", "kẻ bảng"),
        ("<iframe", "khung nhúng"),
        ("<video", "video"),
    ):
        if count := low.count(mark):
            yield f"{count} {words}"


def _blocks(parent: Tag, depth: int) -> Iterator[tuple[str, Any]]:
    """Blocks in order; what stands loose between them becomes paragraphs."""
    loose: list[str] = []
    for child in parent.children:
        name = child.name if isinstance(child, Tag) else ""
        if not name or name in INLINE:
            loose.append(_inline(child))
            continue
        yield from _paragraph("".join(loose))
        loose = []
        yield from _block(child, name, depth)
    yield from _paragraph("".join(loose))


def _block(child: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    if name in HEADINGS:
        if words := " ".join(child.get_text(" ").split()):
            yield "heading", cut(words, HEADING_LENGTH)
    elif name == "blockquote":
        if words := child.get_text("\n").strip():
            yield "quote", {"text": words, "who": ""}
    elif name in LISTS:
        yield from _list(child)
    elif name == "tr":
        cells = (" ".join(cell.get_text(" ").split()) for cell in child.find_all(["td", "th"]))
        yield from _paragraph(entities.escape(" | ".join(filter(None, cells)), quote=False))
    elif depth >= DEEPEST:
        yield from _paragraph(entities.escape(child.get_text(" "), quote=False))
    else:
        yield from _blocks(child, depth + 1)


def _list(child: Tag) -> Iterator[tuple[str, str]]:
    items = [_words_of(item) for item in child.find_all("li")]
    made = "".join(f"<li>{item}</li>" for item in items if item)
    if made:
        yield "paragraph", f"<{child.name}>{made}</{child.name}>"


def _words_of(item: Tag) -> str:
    """What one entry of a list says itself; entries of a list inside it stand by themselves."""
    return "".join(
        _inline(child) for child in item.children if not (isinstance(child, Tag) and child.name in LISTS)
    ).strip()


def _inline(child: Any) -> str:
    if isinstance(child, NavigableString):
        return entities.escape(str(child), quote=False)
    return _once_more(str(child))


def _once_more(text: str) -> str:
    return nh3.clean(
        text, tags=set(INLINE), attributes={"a": {"href"}}, url_schemes=set(SCHEMES), link_rel=None
    )


def _paragraph(text: str) -> Iterator[tuple[str, str]]:
    if BeautifulSoup(text, "html.parser").get_text().strip():
        yield "paragraph", f"<p>{' '.join(text.split())}</p>"


def _joined(blocks: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Paragraphs that follow one another as one block, as an editor writes them."""
    held = ""
    for kind, value in blocks:
        if kind == "paragraph":
            held += value
            continue
        if held:
            yield "paragraph", held
            held = ""
        yield kind, value
    if held:
        yield "paragraph", held
