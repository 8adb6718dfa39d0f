"""A pack as plain text to send in a message: short lines, no markup."""

import unicodedata
from collections.abc import Iterator

from django.utils.html import strip_tags

from portal.core.slugs import cut
from portal.core.words import gettext

from .papers import Need, Tick
from .sheet import Sheet


def plain(sheets: tuple[Sheet, ...]) -> str:
    """Write the sheets one after the other, in NFC."""
    text = "\n\n----------\n\n".join("\n".join(_lines(sheet)) for sheet in sheets)
    return unicodedata.normalize("NFC", text.replace("\u00a0", " ")) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.title.text.upper()
    yield f"{gettext('Mã thủ tục')}: {sheet.code}"
    if sheet.standing_words:
        yield sheet.standing_words
    for question, answer in sheet.case:
        yield f"- {question.text.rstrip(' :')}{'' if question.text.endswith('?') else ':'} {answer.text}"
    yield ""
    yield from _papers(sheet)
    yield ""
    yield from _money(sheet)
    yield ""
    yield gettext("THỜI GIAN") + f": {sheet.limit}"
    yield sheet.due_words
    yield from sheet.times.doubts
    yield ""
    yield from _where(sheet)
    yield ""
    yield gettext("Nguồn: %(sources)s.") % {"sources": "; ".join(sheet.source_texts)}
    yield sheet.version_words
    yield gettext("Bản mới nhất: %(address)s") % {"address": sheet.place.short}


def _papers(sheet: Sheet) -> Iterator[str]:
    heading = gettext("GIẤY TỜ")
    yield f"{heading}: {sheet.papers.count}" if sheet.papers.count else heading
    if not sheet.papers.needs:
        yield gettext("Nguồn không ghi danh sách giấy tờ. Hãy hỏi nơi nộp trước khi đi.")
    for number, need in enumerate(sheet.papers.needs, start=1):
        yield from _need(number, need)
    for name in sheet.papers.looked_up:
        yield gettext("Không phải nộp, cơ quan tự tra cứu: %(paper)s") % {"paper": name.text}


def _need(number: int, need: Need) -> Iterator[str]:
    if not need.one_of:
        yield f"{number}. {_tick(need.ticks[0])}"
    else:
        yield f"{number}. {gettext('Chỉ cần một trong các giấy sau:')}"
        yield from (f"   + {_tick(tick)}" for tick in need.ticks)
    if need.met:
        yield f"   {gettext('Cơ quan tự tra cứu được; chỉ mang khi cơ quan không tra được.')}"


def _tick(tick: Tick) -> str:
    when = f" [{gettext('Chỉ khi:')} {tick.when_text}]" if tick.when else ""
    return f"{tick.name.text.rstrip(' .;:')} ({tick.how}){when}"


def _money(sheet: Sheet) -> Iterator[str]:
    yield gettext("LỆ PHÍ") + f": {sheet.fees.value}"
    if sheet.fees.words:
        yield f"({sheet.fees.words})"
    if len(sheet.fees.shown) > 1 or any(fee.working for fee in sheet.fees.shown):
        for fee in sheet.fees.shown:
            what = " ".join(strip_tags(fee.what).split())
            parts = (cut(what.rstrip(" .;:"), 120), fee.methods, fee.value, fee.working)
            yield f"- {': '.join(part for part in parts if part)}"


def _where(sheet: Sheet) -> Iterator[str]:
    heading = gettext("NƠI NỘP")
    if not sheet.offices:
        names = "; ".join(agency.text for agency in sheet.agencies)
        yield f"{heading}: {names or gettext('Chưa rõ nơi nộp')}{f' ({sheet.unit})' if sheet.unit else ''}"
    for office in sheet.offices:
        yield f"{heading}: {office.name.text}"
        yield from (text for text in (office.address.text, office.hours.text, office.phone) if text)
