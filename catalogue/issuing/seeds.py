"""The shipped list of who issues which paper. An editor's word stays, also a link taken back or a paper deleted."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.models import ModelLogEntry

from catalogue.importing.indexing import index_for_admin_search
from catalogue.importing.mapping.text import matching
from catalogue.importing.seeds import rows
from catalogue.models import DocumentType, IssuerDecision
from portal.core.slugs import slugify

from .links import announce
from .proposing import Pair

SLUG_LENGTH = 100  # characters, as imports make them


@transaction.atomic
def apply() -> int:
    """Confirm the links of the list that nobody has decided about; return how many rows were written."""
    listed = [(row["code"], row["paper"]) for row in rows("issuers.tsv")]
    papers = _papers()
    english = {row["paper"]: row["paper_en"] for row in rows("issuers.tsv")}
    made = _make({name: english[name] for _code, name in listed if matching(name) not in papers})
    papers |= {matching(paper.name_vi): paper for paper in made}
    decided = _decided()
    fresh = {
        (papers[matching(name)].slug, code): IssuerDecision(
            document=papers[matching(name)], code=code, confirmed=True
        )
        for code, name in listed
        if matching(name) in papers and (papers[matching(name)].slug, code) not in decided
    }
    IssuerDecision.objects.bulk_create(fresh.values(), batch_size=200)
    if fresh:
        announce(paper for paper, _code in fresh)
    return len(made) + len(fresh)


def _papers() -> dict[str, DocumentType]:
    """The papers there are, by name or other name."""
    found: dict[str, DocumentType] = {}
    for paper in DocumentType.objects.order_by("pk"):
        for name in (paper.name_vi or "", *paper.aliases.splitlines()):
            found.setdefault(matching(name), paper)
    return found


def _make(names: Mapping[str, str]) -> list[DocumentType]:
    """Papers that no record has named yet, so that those coming in find them; none that an editor deleted.

    ``names``: Vietnamese to English.
    """
    deleted = ModelLogEntry.objects.get_for_model(DocumentType).filter(deleted=True)
    gone = set(deleted.values_list("label", flat=True))
    taken = set(DocumentType.objects.values_list("slug", flat=True))
    made = []
    for name, english in names.items():
        slug = slugify(name, SLUG_LENGTH)
        if name not in gone and slug not in taken:
            taken.add(slug)
            made.append(DocumentType(slug=slug, name_vi=name, name_en=english))
    DocumentType.objects.bulk_create(made, batch_size=200)
    index_for_admin_search(DocumentType, [paper.pk for paper in made])
    return made


def _decided() -> set[Pair]:
    """The links an editor or an earlier run has decided about, also those taken back since."""
    now = set(IssuerDecision.objects.values_list("document__slug", "code"))
    taken_back = ModelLogEntry.objects.get_for_model(IssuerDecision).filter(deleted=True)
    return now | {(entry.data.get("paper", ""), entry.data.get("code", "")) for entry in taken_back}
