"""The shipped everyday names on pages that are imported already; an editor's own list is never touched."""

import hashlib
from collections.abc import Iterator, Sequence

from django.db import transaction
from wagtail.models import Revision

from catalogue import counter
from catalogue.models import ImportedSource, ProcedurePage

from .seeds import load_aliases

BATCH = 25  # pages of one short transaction (rule 10)


def names_hash(names: Sequence[str]) -> str:
    """What is remembered of the names that were written, to know an editor's list from ours."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def apply_names() -> int:
    """Bring the shipped names to every page that still has those of an earlier release; return how many changed."""
    behind = list(_behind())
    for start in range(0, len(behind), BATCH):
        _write(behind[start : start + BATCH])
    return len(behind)


def _behind() -> Iterator[str]:
    """Codes of pages whose names are ours and not the shipped ones."""
    pages = ProcedurePage.objects.values_list("code", "everyday_names", "latest_revision_id")
    sources = dict(ImportedSource.objects.values_list("code", "section_hashes"))
    for code, names, revision in pages:
        held = names.splitlines()
        if code not in sources or held == load_aliases().get(code, []):
            continue
        written = (sources[code] or {}).get("names")
        if written == names_hash(held) or (written is None and revision is None):
            yield code


@transaction.atomic
def _write(codes: Sequence[str]) -> None:
    pages = list(ProcedurePage.objects.filter(code__in=codes))
    for page in pages:
        before, page.everyday_names = page.everyday_names, "\n".join(load_aliases().get(page.code, []))
        _rebase(page, before)
    ProcedurePage.objects.bulk_update(pages, ["everyday_names"])
    for source in ImportedSource.objects.filter(code__in=codes):
        source.section_hashes = {
            **(source.section_hashes or {}),
            "names": names_hash(load_aliases().get(source.code, [])),
        }
        source.save(update_fields=["section_hashes"])
    counter.touch(codes)


def _rebase(page: ProcedurePage, before: str) -> None:
    """A draft that still has the old names would bring them back when it is published."""
    draft = Revision.objects.filter(pk=page.latest_revision_id).first()
    if draft is not None and draft.content.get("everyday_names") == before:
        draft.content["everyday_names"] = page.everyday_names
        draft.save(update_fields=["content"])
