"""Things many procedures name: found or made in bulk before the procedures that name them are written."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.utils import translation

from catalogue.models import Agency, Audience, DocumentType, FormTemplate, LegalAct, LifeEvent, Topic, Unit
from portal.core.slugs import slugify

from .agency_names import english_name
from .mapping.acts import identity
from .mapping.agencies import level_of
from .mapping.shapes import (
    ActDraft,
    AgencyDraft,
    AudienceDraft,
    FormDraft,
    OutputDraft,
    PaperDraft,
    ProcedureDraft,
    TopicDraft,
)
from .mapping.text import line, matching
from .seeds import load_topic_names

PAPER_LENGTH = 200  # characters; a longer name is a sentence about a paper
_NO_PAPER = frozenset({"không", "không có", "không quy định", "kết quả", "khác"})
CHUNK = 300

Thing = TypeVar("Thing", bound=models.Model)


class Shelf(Generic[Thing]):
    """The rows of one shared model by the key under which the source names them."""

    def __init__(
        self, model: type[Thing], key_of: Callable[[Any], Iterable[str]], slug_length: int = 100
    ) -> None:
        self.model, self.key_of, self.slug_length = model, key_of, slug_length
        self.known: dict[str, Thing] = {}
        self.slugs: set[str] = set()
        self.fresh: list[Thing] = []
        for thing in model._default_manager.all():
            self._add(thing)

    def get(self, key: str) -> Thing | None:
        return self.known.get(key)

    def make(self, key: str, slug_of: str, **values: Any) -> None:
        """Prepare a thing unless one of this key is there."""
        if key and key not in self.known:
            thing = self.model(slug=self._free_slug(slug_of), **values)
            self._add(thing)
            self.known.setdefault(key, thing)
            self.fresh.append(thing)

    def save(self) -> None:
        """Write what was prepared, in short transactions."""
        fresh, self.fresh = self.fresh, []
        for start in range(0, len(fresh), CHUNK):
            with transaction.atomic():
                self.model._default_manager.bulk_create(fresh[start : start + CHUNK])

    def pretend(self) -> None:
        """Number what was prepared as no row is numbered, without writing: for a look ahead."""
        for number, thing in enumerate(self.fresh, start=1):
            thing.pk = -number
        self.fresh = []

    def _add(self, thing: Any) -> None:
        self.slugs.add(thing.slug)
        for key in self.key_of(thing):
            self.known.setdefault(key, thing)

    def _free_slug(self, text: str) -> str:
        base = slugify(text, self.slug_length) or hashlib.sha256(text.encode()).hexdigest()[:8]
        slug, number = base, 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        return slug


def _by_name(thing: Any) -> Iterator[str]:
    yield matching(thing.name_vi or "")


def _paper_keys(paper: Any) -> Iterator[str]:
    yield matching(paper.name_vi or "")
    yield from (matching(alias) for alias in paper.aliases.splitlines() if alias.strip())


class Shelves:
    """All shared things an import needs."""

    def __init__(self) -> None:
        self.topics = Shelf(Topic, _by_name)
        self.agencies = Shelf(Agency, _by_name)
        self.audiences = Shelf(Audience, _by_name)
        self.life_events = Shelf(LifeEvent, _by_name)
        self.papers = Shelf(DocumentType, _paper_keys)
        self.acts = Shelf(LegalAct, lambda act: [identity(act.number, act.issuer_vi or "")], slug_length=150)
        self.forms = Shelf(FormTemplate, lambda form: [form.source_id])
        self.topic_names = load_topic_names()
        self.ranks: dict[type[models.Model], dict[int, int]] = {}
        self.units: dict[str, Unit] = {}

    def prepare(
        self, drafts: Sequence[ProcedureDraft], all_drafts: Sequence[ProcedureDraft], *, write: bool = True
    ) -> None:
        """Make whatever ``drafts`` name and the database lacks; papers are counted over the whole file.

        ``write``: False makes them in memory only, for a look ahead.
        """
        with translation.override("vi"):
            for draft in drafts:
                self._collect(draft)
            self._collect_papers(all_drafts)
            shelves: list[Shelf[Any]] = [
                self.topics,
                self.agencies,
                self.audiences,
                self.acts,
                self.papers,
                self.forms,
            ]
            for shelf in shelves:
                if write:
                    shelf.save()
                else:
                    shelf.pretend()

    def in_order(self, things: Iterable[models.Model | None]) -> list[models.Model]:
        """The things, each once, in the order in which this database gives them back: collations differ."""
        kept = {thing.pk: thing for thing in things if thing is not None}
        if len(kept) < 2:
            return list(kept.values())
        rank = self._rank(type(next(iter(kept.values()))))
        return sorted(kept.values(), key=lambda thing: rank.get(thing.pk, len(rank) - thing.pk))

    def _rank(self, model: type[models.Model]) -> dict[int, int]:
        if model not in self.ranks:
            keys = model._default_manager.values_list("pk", flat=True)
            self.ranks[model] = {pk: rank for rank, pk in enumerate(keys)}
        return self.ranks[model]

    def topic(self, draft: TopicDraft | None) -> Topic | None:
        return self.topics.get(matching(draft.name)) if draft else None

    def act(self, draft: ActDraft | None) -> LegalAct | None:
        return self.acts.get(act_key(draft)) if draft else None

    def unit(self, slug: str) -> Unit | None:
        """The unit of that slug. Raises Unit.DoesNotExist: a fee of one place must not become everybody's."""
        if slug and slug not in self.units:
            self.units[slug] = Unit.objects.get(slug=slug)
        return self.units[slug] if slug else None

    def agency(self, draft: AgencyDraft) -> Agency | None:
        return self.agencies.get(matching(draft.name))

    def paper(self, name: str) -> DocumentType | None:
        return self.papers.get(matching(name)) if len(name) <= PAPER_LENGTH else None

    def form(self, draft: FormDraft) -> FormTemplate | None:
        return self.forms.get(draft.source_id)

    def audience(self, draft: AudienceDraft) -> Audience | None:
        return self.audiences.get(matching(draft.name))

    def life_event(self, name: str) -> LifeEvent | None:
        return self.life_events.get(matching(name))

    def _collect(self, draft: ProcedureDraft) -> None:
        if draft.topic:
            english = self.topic_names.get(matching(draft.topic.name), "")
            self.topics.make(
                matching(draft.topic.name),
                draft.topic.name,
                name_vi=draft.topic.name,
                name_en=english or None,
                code=draft.topic.code[:60],
            )
        for agency in draft.agencies:
            level = level_of(agency.name, agency.code)
            self.agencies.make(
                matching(agency.name),
                agency.name,
                name_vi=agency.name,
                name_en=english_name(agency.name) or None,
                code=agency.code,
                level=level,
            )
        for audience in draft.audiences:
            name = audience.name[:500]
            self.audiences.make(matching(name), name, name_vi=name, code=audience.code[:20])
        for act in [basis.act for basis in draft.bases] + [fee.act for fee in draft.fees if fee.act]:
            self._collect_act(act)
        for form in (form for paper in draft.papers for form in paper.forms):
            self._collect_form(form)

    def _collect_act(self, act: ActDraft) -> None:
        known = self.acts.get(act_key(act))
        if known is None:
            values = {
                "number": act.number,
                "title_vi": act.title,
                "kind": act.kind,
                "issuer_vi": act.issuer_vi,
            }
            self.acts.make(act_key(act), act_key(act), **values)
        elif known.pk is None and act.title and not known.title_vi:
            known.title_vi, known.kind = act.title, act.kind

    def _collect_form(self, form: FormDraft) -> None:
        stem, _, extension = form.file_name.rpartition(".")
        mark = hashlib.sha256(form.source_id.encode()).hexdigest()[:6]
        self.forms.make(
            form.source_id,
            f"{slugify(stem or form.name, 60)} {mark}",
            name_vi=form.name,
            file_name=form.file_name,
            source_id=form.source_id,
            format=extension.lower()[:10] if stem else "",
        )

    def _collect_papers(self, drafts: Sequence[ProcedureDraft]) -> None:
        """One identity for a paper: a result bears its name, or two records ask for it by a short name."""
        rows: list[PaperDraft | OutputDraft] = []
        for draft in drafts:
            rows += [*draft.outputs, *draft.papers]
        english = {matching(row.name_vi): row.name_en for row in rows if row.name_en}
        results = {matching(row.name_vi): row.name_vi for draft in drafts for row in draft.outputs}
        asked: Counter[str] = Counter()
        names: dict[str, str] = {}
        for draft in drafts:
            # Each name once a record, in the order of the file: a set's order differs from process to process.
            asked.update(
                list(dict.fromkeys(matching(row.name_vi) for row in draft.papers if row.kind == "paper"))
            )
            names |= {matching(row.name_vi): row.name_vi for row in draft.papers}
        for key, name in results.items():
            if len(name) <= PAPER_LENGTH and key not in _NO_PAPER:
                self.papers.make(key, name, name_vi=line(name), name_en=english.get(key))
        for key, count in asked.items():
            if count >= 2 and is_short_name(names[key]) and key not in _NO_PAPER:
                self.papers.make(key, names[key], name_vi=line(names[key]), name_en=english.get(key))


def is_short_name(name: str) -> bool:
    """Whether a row's text names a paper, and is not a sentence about when or how to hand one in."""
    lowered = name.lower()
    return (
        len(name) <= PAPER_LENGTH
        and not set("()[];:\n") & set(name)
        and "theo mẫu" not in lowered
        and not lowered.startswith(_SENTENCES)
    )


_SENTENCES = (
    "trường hợp",
    "đối với",
    "lưu ý",
    "nếu ",
    "khi ",
    "người ",
    "các giấy tờ",
    "hồ sơ gồm",
    "một trong",
)


def act_key(act: ActDraft) -> str:
    return identity(act.number, act.issuer_vi)
