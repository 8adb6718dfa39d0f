"""Procedures that issue and ask for papers, and editors' decisions, written without the desk."""

from typing import Any

from catalogue import counter
from catalogue.models import CounterEntry, DocumentType, IssuerDecision
from catalogue.record import Output, Paper, ProcedureRecord, Shared
from tests.catalogue.counter_rows import published, record, text


def paper_type(slug: str, name: str) -> DocumentType:
    return DocumentType.objects.get_or_create(slug=slug, defaults={"name_vi": name})[0]


def shared(paper: DocumentType) -> Shared:
    return Shared(id=paper.slug, name=text(paper.name_vi))  # type: ignore[attr-defined]


def asking(key: str, paper: DocumentType, **fields: Any) -> Paper:
    """A row that asks for a paper."""
    return Paper(key=key, name=text(paper.name_vi), document=shared(paper), **fields)  # type: ignore[attr-defined]


def issuing(paper: DocumentType, name: str | None = None) -> Output:
    return Output(key=f"o-{paper.slug}"[:12], name=text(name or paper.name_vi), document=shared(paper))  # type: ignore[attr-defined]


def procedure(
    code: str,
    title: str,
    *,
    asks: tuple[DocumentType, ...] = (),
    issues: tuple[DocumentType, ...] = (),
    public: bool = True,
    **changes: Any,
) -> CounterEntry:
    """A procedure on the counter with its lists; ``changes`` are the record's."""
    fields: dict[str, Any] = {
        "questions": (),
        "papers": tuple(asking(f"p{n}", paper) for n, paper in enumerate(asks)),
        "outputs": tuple(issuing(paper) for paper in issues),
        **changes,
    }
    held: ProcedureRecord = record(code=code, title=text(title), official_title=text(title), **fields)
    slug = code.replace(".", "-").lower()
    entry = published(held, code=code, slug=slug, title=title, title_en="", public=public)
    counter.relist([entry])
    return entry


def confirmed(paper: DocumentType, code: str, *, yes: bool = True) -> IssuerDecision:
    return IssuerDecision.objects.create(document=paper, code=code, confirmed=yes)
