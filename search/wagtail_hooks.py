"""The search in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from search.usage import menu  # noqa: F401 (registers its hooks)
from search.viewsets import SearchGroup

register_snippet(SearchGroup)
