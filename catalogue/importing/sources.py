"""What an import leaves beside a page: the raw line, and hashes that show the next import what changed."""

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.models import ImportedSource
from catalogue.sections import SECTION_FIELDS

from .mapping.shapes import ProcedureDraft
from .names import names_hash
from .pages import SECTION_DRAFTS

MAPPING = "4"
"""Raise it when the same source is to be written otherwise: the next import looks at every record again."""


@dataclass(slots=True)
class Source:
    """The line of a record and everything else its draft was made of."""

    compressed: bytes
    digest: str
    origin: str = "source"
    aliases: list[str] = field(default_factory=list)

    def origins(self) -> dict[str, dict[str, str]]:
        """Every section comes from this source."""
        return {section: {"origin": self.origin} for section in SECTION_FIELDS}

    def row(self, draft: ProcedureDraft, page_id: int | None) -> ImportedSource:
        return ImportedSource(
            code=draft.code,
            page_id=page_id,
            compressed=self.compressed,
            raw_hash=self.digest,
            section_hashes=section_hashes(draft) | {"names": names_hash(self.aliases)},
        )


def source_of(raw: str, extra: Any, origin: str, aliases: list[str]) -> Source:
    """``extra``: what stands beside the line and shapes the draft: plain title, overlay."""
    made_of = json.dumps([MAPPING, origin, extra], ensure_ascii=False, sort_keys=True)
    encoded = raw.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(encoded + b"\0" + made_of.encode()).hexdigest()
    return Source(zlib.compress(encoded, 6), digest, origin, aliases)


def section_hashes(draft: ProcedureDraft) -> dict[str, str]:
    """A hash of what the draft says in each section."""
    return {
        section: _hash([getattr(draft, name) for name in names]) for section, names in SECTION_DRAFTS.items()
    }


def _hash(values: list[Any]) -> str:
    text = json.dumps(values, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)  # type: ignore[arg-type]


def known_sources() -> Mapping[str, str]:
    """The digest of what is imported already, by code."""
    return dict(ImportedSource.objects.values_list("code", "raw_hash"))
