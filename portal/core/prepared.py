"""Queries written once: Django takes longer to compile a query of many parts than a database to run it."""

from collections.abc import Callable, Hashable
from typing import Any, Final

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import RawQuerySet

MOST: Final = 64
"""Queries remembered; what they are remembered by may hold the day, so old ones must go."""

_written: Final[dict[Hashable, tuple[type[Model], str, tuple[Any, ...]]]] = {}


def prepared(key: Hashable, make: Callable[[], QuerySet[Any, Any]]) -> RawQuerySet:
    """The rows of ``make()``, its SQL remembered under ``key``, which must hold all that ``make`` depends on.

    Objects only: no ``values``, ``select_related`` or ``prefetch_related``. Annotations become attributes.
    """
    known = connection.vendor, key
    found = _written.get(known)
    if found is None:
        queryset = make()
        found = queryset.model, *queryset.query.sql_with_params()
        if len(_written) >= MOST:
            _written.clear()
        _written[known] = found
    model, sql, params = found
    return model._base_manager.raw(sql, params)
