"""From a page and its rows to a record: the only place where the desk is read for the counter.

Reads only ``page.<relation>.all()``, so that a draft, a preview and the live page are one code path (rule 4), and
never raises on a missing value: a draft may be incomplete.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from pydantic import ValidationError

from . import record as r

if TYPE_CHECKING:
    from .models import ProcedurePage


def build_record(page: "ProcedurePage") -> r.ProcedureRecord:
    """Return the record of ``page`` as it stands in memory."""
    publication = _publication(page)
    sources = _section_sources(page)
    by_section = {known.section: known.source for known in sources}
    title = r.Text(vi=nfc(page.title), en=nfc(page.title_en) or None)
    return r.ProcedureRecord(
        code=page.code.strip(),
        title=title,
        official_title=text(page, "official_title") or title,
        summary=text(page, "summary"),
        keywords=text(page, "keywords"),
        topic=shared(related(page, "topic")),
        life_events=tuple(filter(None, map(shared, sorted(page.life_events.all(), key=_slug)))),
        audiences=tuple(map(_audience, sorted(page.audiences.all(), key=_slug))),
        levels=tuple(page.levels or ()),
        online=page.online,
        offline_only=page.offline_only,
        shared_service=page.shared_service,
        non_territorial=page.non_territorial,
        agencies=tuple(filter(None, (_agency(row) for row in page.agencies.all()))),
        conditions=text(page, "conditions"),
        note=text(page, "note"),
        where=text(page, "where"),
        returning=tuple(page.returning or ()),
        sets=page.sets,
        questions=tuple(_question(row) for row in page.questions.all()),
        papers=tuple(_paper(row) for row in page.papers.all()),
        channels=tuple(_channel(row) for row in page.channels.all()),
        times=tuple(_case_time(row) for row in page.case_times.all()),
        fees=tuple(_fee(row, by_section.get("fees", publication.source)) for row in page.fees.all()),
        steps=tuple(_step(row) for row in page.steps.all()),
        outputs=tuple(_output(row) for row in page.outputs.all()),
        acts=tuple(filter(None, (act_of(related(row, "act")) for row in page.legal_bases.all()))),
        publication=publication,
        sources=sources,
    )


def _slug(thing: Any) -> str:
    """The order of what has none of its own: the same on every database."""
    return str(thing.slug)


def nfc(value: str | None) -> str:
    return unicodedata.normalize("NFC", value).strip() if value else ""


def text(thing: Any, field: str) -> r.Text | None:
    """Read both columns of a translated field, never the fallback (rule 12)."""
    vietnamese, english = nfc(getattr(thing, f"{field}_vi")), nfc(getattr(thing, f"{field}_en"))
    return r.Text(vi=vietnamese, en=english or None) if vietnamese or english else None


def related(thing: Any, field: str) -> Any:
    """Follow a foreign key; None when it is empty or what it named is gone."""
    try:
        return getattr(thing, field)
    except ObjectDoesNotExist:
        return None


def shared(thing: Any) -> r.Shared | None:
    return r.Shared(id=thing.slug, name=text(thing, "name") or r.Text(vi=thing.slug)) if thing else None


def applies_when(tokens: Iterable[str]) -> r.AppliesWhen:
    """Group "question:choice" texts by question."""
    choices: dict[str, list[str]] = {}
    for token in tokens or ():
        question, _, choice = str(token).partition(":")
        if choice:
            choices.setdefault(question, []).append(choice)
    return tuple(r.Condition(question=key, choices=tuple(found)) for key, found in choices.items())


def exact(value: Decimal | None) -> Decimal | None:
    """Return equal numbers as one text: 8000.00 is 8000."""
    if value is None:
        return None
    value = Decimal(value)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _publication(page: "ProcedurePage") -> r.Publication:
    return r.Publication(
        decision=nfc(page.decision) or None,
        issuer=text(page, "decision_issuer"),
        decided=page.decided_on,
        published=page.source_published_on,
        updated=page.source_updated_on,
    )


def _section_sources(page: "ProcedurePage") -> tuple[r.SectionSource, ...]:
    return tuple(
        r.SectionSource(
            section=section,
            source=r.Source(
                kind="editor", dated=date.fromisoformat(origin["on"]) if origin.get("on") else None
            ),
        )
        for section, origin in sorted((page.section_origins or {}).items())
        if origin.get("origin") == "editor"
    )


def _audience(audience: Any) -> r.Audience:
    return r.Audience(
        id=audience.slug, name=text(audience, "name") or r.Text(vi=audience.slug), kind=audience.kind
    )


def _agency(row: Any) -> r.Agency | None:
    agency = related(row, "agency")
    if agency is None:
        return None
    name = text(agency, "name") or r.Text(vi=agency.slug)
    return r.Agency(id=agency.slug, name=name, role=row.role, level=agency.level)


def _question(row: Any) -> r.Question:
    choices = tuple(
        r.Choice(key=choice.key, label=text(choice, "label") or r.Text(vi=""), method=choice.method or None)
        for choice in row.choices.all()
    )
    return r.Question(
        key=row.key, text=text(row, "text") or r.Text(vi=""), help=text(row, "help"), choices=choices
    )


def form_of(form: Any) -> r.Form:
    document = related(form, "file")
    return r.Form(
        id=form.slug,
        name=text(form, "name") or r.Text(vi=form.file_name),
        file_name=form.file_name,
        url=document.url if document else None,
    )


def _paper(row: Any) -> r.Paper:
    return r.Paper(
        key=row.key,
        name=text(row, "name") or r.Text(vi=""),
        kind=row.kind,
        heading=text(row, "heading"),
        handing=row.handing,
        originals=row.originals,
        copies=row.copies,
        required=row.required,
        one_of=row.one_of or None,
        copy_kind=row.copy_kind,
        lookup=text(row, "lookup"),
        note=text(row, "note"),
        electronic=row.electronic,
        code=row.code,
        document=shared(related(row, "document")),
        forms=tuple(form_of(form) for form in row.forms.all()),
        applies_when=applies_when(row.applies_when),
    )


def _duration(row: Any) -> r.Duration:
    return r.Duration(quantity=exact(row.time_quantity), unit=row.time_unit, text=text(row, "time_text"))


def _channel(row: Any) -> r.Channel:
    return r.Channel(
        key=row.key, method=row.method, time=_duration(row), description=text(row, "description")
    )


def _case_time(row: Any) -> r.CaseTime:
    return r.CaseTime(
        key=row.key,
        code=row.code,
        name=text(row, "name") or r.Text(vi=""),
        time=_duration(row),
        applies_when=applies_when(row.applies_when),
    )


def _fee_rule(stored: Any) -> r.FeeRule | None:
    try:
        return r.FeeRule.model_validate(stored) if stored else None
    except ValidationError:
        return None


def _act_source(act: Any) -> r.Source:
    return r.Source(kind="act", number=act.number, act=act.slug, act_kind=act.kind, dated=act.issued)


def _fee(row: Any, section_source: r.Source) -> r.Fee:
    act = related(row, "source_act")
    source = _act_source(act) if act else section_source
    return r.Fee(
        key=row.key,
        kind=row.kind,
        status=row.status,
        amount=exact(row.amount) if row.status == "amount" else None,
        currency=row.currency,
        description=text(row, "description"),
        channel=row.channel_key or None,
        rule=_fee_rule(row.rule),
        together=row.together,
        applies_when=applies_when(row.applies_when),
        exemptions=text(row, "exemptions"),
        territory=shared(related(row, "territory")),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=source,
    )


def _step(row: Any) -> r.Step:
    return r.Step(
        key=row.key,
        name=text(row, "name"),
        text=text(row, "text") or r.Text(vi=""),
        applies_when=applies_when(row.applies_when),
    )


def _output(row: Any) -> r.Output:
    return r.Output(
        key=row.key,
        name=text(row, "name") or r.Text(vi=""),
        code=row.code,
        document=shared(related(row, "document")),
    )


def act_of(act: Any) -> r.Act | None:
    if act is None:
        return None
    return r.Act(
        id=act.slug,
        number=act.number,
        title=text(act, "title") or r.Text(vi=""),
        kind=act.kind,
        issuer=text(act, "issuer"),
        issued=act.issued,
        in_force_from=act.in_force_from,
        in_force_to=act.in_force_to,
    )
