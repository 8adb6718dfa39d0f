"""The body of an article block by block: what its page shows, for programs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import override
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import get_text_for_indexing

from catalogue import browsing
from catalogue.models import Office
from portal.core.models import PortalImage
from portal.news.public import address
from portal.news.reading import Part, parts
from portal.news.videos.models import VideoPage

from . import news_shapes as shapes
from .entries import BASE
from .places import name_text, office_shape, title_text
from .shapes import Named, ProcedureName
from .shared import procedure_name

RENDITION: Final = "format-jpeg|width-960"
"""The largest that the page offers too: one file serves both."""
Names = Mapping[str, ProcedureName]


def shown(body: Iterable[Any] | None) -> list[Part]:
    """The blocks that everybody may see. Links in it are those of the Vietnamese pages."""
    with override("vi"):
        return parts(body or ())


def procedure_names(*bodies: Iterable[Part]) -> dict[str, ProcedureName]:
    """The procedures of the cards by code, in the order of the bodies; one query, or none."""
    codes = dict.fromkeys(part.card.code for body in bodies for part in body if part.kind == "procedure")
    entries = browsing.public_entries().filter(code__in=codes) if codes else ()
    found = {entry.code: procedure_name(entry) for entry in entries}
    return {code: found[code] for code in codes if code in found}


def blocks(body: Iterable[Part], names: Names) -> list[shapes.AnyBlock]:
    """The body as typed blocks; ``names`` are those of its procedures."""
    with override("vi"):
        return [made for part in body if (made := _block(part, names))]


def plain(body: Iterable[shapes.AnyBlock]) -> list[shapes.Block]:
    """Only headings and paragraphs, as plain text."""
    texts = (block for block in body if isinstance(block, shapes.HeadingBlock | shapes.ParagraphBlock))
    return [shapes.Block(kind=block.kind, text=block.text) for block in texts]


def picture(image: PortalImage, alt: str, credit: str = "") -> shapes.Picture:
    """A picture with its file as the page has it."""
    try:
        file = image.get_rendition(RENDITION)
    except SourceImageIOError:
        file = None
    return shapes.Picture(
        src=file.url if file else None,
        width=file.width if file else None,
        height=file.height if file else None,
        alt=alt,
        credit=credit or image.credit,
    )


def _block(part: Part, names: Names) -> shapes.AnyBlock | None:
    """None for a procedure that is public no more since its card was read."""
    if part.kind == "procedure":
        return _procedure(names.get(part.card.code))
    return MAKERS[part.kind](part)


def _heading(part: Part) -> shapes.HeadingBlock:
    return shapes.HeadingBlock(kind="heading", text=part.value)


def _paragraph(part: Part) -> shapes.ParagraphBlock:
    html = str(part.value).strip()
    return shapes.ParagraphBlock(
        kind="paragraph", text=" ".join(get_text_for_indexing(html).split()), html=html
    )


def _picture(part: Part) -> shapes.PictureBlock:
    value = part.value
    found = picture(value["image"], value["alt"], value.get("credit") or "")
    return shapes.PictureBlock(kind="picture", caption=value.get("caption") or "", **dict(found))


def _quote(part: Part) -> shapes.QuoteBlock:
    return shapes.QuoteBlock(kind="quote", text=part.value["text"], who=part.value.get("who") or "")


def _table(part: Part) -> shapes.TableBlock:
    return shapes.TableBlock(
        kind="table",
        caption=part.value["caption"],
        columns=part.card["head"],
        rows=part.card["rows"],
        chart=bool(part.card["drawing"]),
        source=part.value.get("source") or "",
    )


def _document(part: Part) -> shapes.DocumentBlock:
    file = part.value["document"]
    return shapes.DocumentBlock(
        kind="document",
        title=part.value.get("words") or file.title,
        href=file.url,
        extension=file.file_extension,
        bytes=file.file_size,
    )


def _procedure(name: ProcedureName | None) -> shapes.ProcedureBlock | None:
    link = f"{BASE}/procedures/{name.code}" if name else ""
    return shapes.ProcedureBlock(kind="procedure", link=link, **dict(name)) if name else None


def _office(part: Part) -> shapes.OfficeBlock:
    office: Office = part.value
    return shapes.OfficeBlock(kind="office", **dict(office_shape(office)))


def _video(part: Part) -> shapes.VideoBlock:
    video: VideoPage = part.value
    series = video.series
    return shapes.VideoBlock(
        kind="video",
        title=title_text(video),
        page=address(video),
        series=Named(id=series.slug, name=name_text(series)) if series else None,
        date=video.date,
    )


MAKERS: Final[Mapping[str, Callable[[Part], shapes.AnyBlock]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "picture": _picture,
    "quote": _quote,
    "table": _table,
    "document": _document,
    "office": _office,
    "video": _video,
}
"""By the kind of block; procedures are read together."""
