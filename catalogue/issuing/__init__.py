"""Which procedure issues which paper: links that names propose, editors decide, and the public then sees."""

from .links import Issuer, announce, has_issuers, issuers_of, paper_links

__all__ = ["Issuer", "announce", "has_issuers", "issuers_of", "paper_links"]
