"""A small counter for the API: a procedure with a case, a paper that is issued, a ward with its office."""

from datetime import date
from typing import Any

from catalogue.models import DocumentType, IssuerDecision, LegalAct, Unit
from catalogue.models.counter import CounterEntry, CounterFacet
from tests.catalogue.counter_rows import CODE, entry, record, version
from tests.catalogue.one_of_each import ward_with_office

OTHER = "1.001193"
ENDED = "2.000635"
GONE = "1.000001"


def filled() -> Unit:
    """Two public procedures, one with two versions, one that ended, one withdrawn; and what they name."""
    version(1)
    version(2, since=date(2026, 3, 1), caused_by="12/2026/NĐ-CP", basis="act")
    first = entry()
    version(1, record=record(code=OTHER))
    second = entry(code=OTHER, slug="1-001193-dang-ky-khai-sinh", title="Đăng ký khai sinh")
    hidden(ENDED, "ended", replaced_by=OTHER)
    hidden(GONE, "unpublished")
    for known in (first, second):
        CounterFacet.objects.create(entry=known, facet="topic", value="ho-tich", label="Hộ tịch")
        CounterFacet.objects.create(entry=known, facet="level", value="commune", label="")
        CounterFacet.objects.create(entry=known, facet="act", value="60-2014-qh13", label="60/2014/QH13")
    CounterFacet.objects.create(entry=first, facet="paper", value="giay-khai-sinh", label="Giấy khai sinh")
    paper = DocumentType.objects.create(slug="giay-khai-sinh", name_vi="Giấy khai sinh")
    IssuerDecision.objects.create(document=paper, code=OTHER, confirmed=True)
    LegalAct.objects.create(slug="60-2014-qh13", number="60/2014/QH13", kind="Luật", title_vi="Luật Hộ tịch")
    return ward_with_office()


def hidden(code: str, reason: str, **fields: Any) -> CounterEntry:
    """A procedure whose versions the public may not read."""
    version(1, record=record(code=code))
    slug = code.replace(".", "-") + "-cu"
    return entry(code=code, slug=slug, public=False, reason=reason, title="", title_en="", **fields)


__all__ = ["CODE", "ENDED", "GONE", "OTHER", "filled", "hidden"]
