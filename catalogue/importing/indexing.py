"""Wagtail's own indexes of what was written in bulk: references between things, and the admin's search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

CHUNK = 400


def index_references(pages: Sequence[Page]) -> None:
    """Write the references of new pages; call it inside the transaction that writes them."""
    rows = [row for page in pages for row in _references(page)]
    ReferenceIndex.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _references(page: Page) -> Iterable[ReferenceIndex]:
    content_type = ContentType.objects.get_for_model(page)
    base = ContentType.objects.get_for_model(Page)
    for to_type, to_id, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page)):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )


def not_indexed(model: type[models.Model]) -> list[Any]:
    """Keys of the rows that the admin's search does not know yet, also those of a run that was killed."""
    kept = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    known = set(kept.values_list("object_id", flat=True))
    return [pk for pk in model._default_manager.values_list("pk", flat=True) if str(pk) not in known]


def index_for_admin_search(model: type[models.Model], pks: Sequence[Any]) -> None:
    """Add rows to the search of the admin; what is there already is brought up to date."""
    backends = list(get_search_backends())
    for start in range(0, len(pks), CHUNK):
        things = list(model._default_manager.filter(pk__in=pks[start : start + CHUNK]))
        for backend in backends:
            with transaction.atomic():
                backend.get_index_for_model(model).add_items(model, things)
