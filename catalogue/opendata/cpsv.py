"""A record as statements in CPSV-AP 3.2.0 (https://semiceu.github.io/CPSV-AP/releases/3.2.0/).

Terms and their kinds of values are those of the profile's own context and shapes. Where it has no term, ``mc:``
is ours; docs/open-data.md lists each. What a source leaves open is said in words, never as a number.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils import translation

from catalogue.presentation import wording
from catalogue.record import (
    Act,
    Agency,
    Channel,
    Duration,
    Fee,
    Output,
    Paper,
    ProcedureRecord,
    Shared,
    Source,
    Text,
)

from .turtle import RECORD, both, day, iri, literal, number, own, subject, typed

AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
VIETNAM: Final = iri(f"{AUTHORITY}/country/VNM")
VIETNAMESE: Final = iri(f"{AUTHORITY}/language/VIE")
COMPETENT: Final = ("executing", "authority")
NBSP: Final = "\N{NO-BREAK SPACE}"
FREE: Final = Text(vi="Miễn phí", en="Free of charge")
FOLDERS: Final = {
    "topic": "linh-vuc",
    "life_event": "su-kien",
    "audience": "doi-tuong",
    "agency": "co-quan",
    "act": "van-ban",
    "paper": "giay-to",
    "form": "bieu-mau",
}

Pair = tuple[str, str | None]


def fragment(record: ProcedureRecord) -> str:
    """Everything said of one procedure, with what it names: whole by itself once the prefixes are known."""
    parts = [
        service(record),
        *(_channel(record.code, channel) for channel in record.channels),
        *(_cost(record, fee) for fee in costs(record)),
        *(_evidence(record.code, paper) for paper in _papers(record)),
        *(_output(record.code, output) for output in record.outputs),
        *_conditions(record),
        *_rule(record),
        *_named(record),
    ]
    return f"{RECORD}{' '.join(record.code.split())}\n" + "".join(parts) + "\n"


def service_address(code: str) -> str:
    return own("tt", code, part="dich-vu")


def row(code: str, kind: str, key: str) -> str:
    """The lasting address of a row of a procedure."""
    return own("tt", code, part=f"{kind}-{key}")


def service(record: ProcedureRecord) -> str:
    """The cpsv:PublicService. A description is asked for: without a summary, the official title is it."""
    everyday = record.title if record.title != record.official_title else None
    return subject(
        service_address(record.code),
        "cpsv:PublicService",
        [("dct:identifier", literal(record.code))],
        both("dct:title", record.official_title),
        both("dct:alternative", everyday),
        both("dct:description", record.summary or record.official_title),
        _keywords(record.keywords),
        [("dct:language", VIETNAMESE), ("dct:issued", day(record.publication.published))],
        [("dct:modified", day(record.publication.updated)), *_cited(record.publication.source)],
        _links(record),
        both("rdfs:comment", record.note),
        _open_fees(record),
        (
            pair
            for paper in record.papers
            if paper.kind == "note"
            for pair in both("rdfs:comment", paper.name)
        ),
    )


def _keywords(text: Text | None) -> Iterator[Pair]:
    for language, words in (("vi", text.vi), ("en", text.en or "")) if text else ():
        for word in words.replace(";", ",").replace("\n", ",").split(","):
            if word.strip():
                yield "dcat:keyword", literal(word.strip(), language)


def _links(record: ProcedureRecord) -> Iterator[Pair]:
    code = record.code
    yield from (("cv:hasCompetentAuthority", _shared("agency", one.id)) for one in competent(record))
    yield from (("cv:hasChannel", row(code, "cach-nop", channel.key)) for channel in record.channels)
    yield from (("cv:hasCost", row(code, "phi", fee.key)) for fee in costs(record))
    yield from (("cpsv:hasInput", row(code, "giay-to", paper.key)) for paper in _papers(record))
    documents = {paper.document.id: paper.document for paper in _papers(record) if paper.document}
    yield from (("cv:hasInputType", _shared("paper", key)) for key in documents)
    yield from (("cpsv:produces", row(code, "ket-qua", output.key)) for output in record.outputs)
    yield from (("cv:hasLegalResource", _shared("act", act.id)) for act in record.acts)
    yield from (("cv:isGroupedBy", _shared("life_event", event.id)) for event in record.life_events)
    yield from (("dct:audience", _shared("audience", audience.id)) for audience in record.audiences)
    if record.topic:
        yield "cv:thematicArea", _shared("topic", record.topic.id)
    if record.conditions:
        yield "cv:holdsRequirement", own("tt", code, part="dieu-kien")
    if record.steps:
        yield "cpsv:follows", own("tt", code, part="trinh-tu")


def competent(record: ProcedureRecord) -> list[Agency]:
    """Who is responsible; when the source names nobody, who published the procedure."""
    named = [agency for agency in record.agencies if agency.role in COMPETENT]
    return (
        named
        or [agency for agency in record.agencies if agency.role == "publishing"]
        or list(record.agencies)
    )


def costs(record: ProcedureRecord) -> list[Fee]:
    """The fees that have a number: an amount, or a source that says free."""
    return [fee for fee in record.fees if fee.status == "free" or _has_amount(fee)]


def _has_amount(fee: Fee) -> bool:
    return fee.status == "amount" and fee.amount is not None


def _papers(record: ProcedureRecord) -> list[Paper]:
    return [paper for paper in record.papers if paper.kind == "paper"]


def _cited(source: Source) -> Iterator[Pair]:
    """Where a number comes from: an act by its address, all else in words with its day."""
    if source.act:
        yield "dct:source", _shared("act", source.act)
    named = ", ".join(part for part in (source.number, source.dated and source.dated.isoformat()) if part)
    if named:
        yield "dct:bibliographicCitation", literal(named)


def _shared(kind: str, key: str) -> str:
    return own(FOLDERS[kind], key)


# Rows


def _channel(code: str, channel: Channel) -> str:
    return subject(
        row(code, "cach-nop", channel.key),
        "cv:Channel",
        [("dct:identifier", literal(f"{code}/{channel.key}")), ("dct:type", f"mc:{channel.method}")],
        both("dct:description", channel.description),
        _time(channel.time),
    ) + concept(f"mc:{channel.method}", in_words("method", channel.method))


def _time(time: Duration) -> Iterator[Pair]:
    """A duration only when it is one: no XML Schema duration counts working days."""
    if time.usable and time.quantity is not None:
        yield "cv:processingTime", duration(time)
        yield from both("mc:timeLimit", in_words(time.unit, f"{time.quantity:f}"))
        if time.unit == "working_day":
            yield "mc:workingDays", number(time.quantity, "decimal")
    yield from both("rdfs:comment", time.text)


def duration(time: Duration) -> str | None:
    """The time as xsd:duration, which has fractions of seconds only; None when it can't be said in it."""
    quantity = time.quantity or Decimal(0)
    whole = quantity == quantity.to_integral_value()
    designator = {"day": "P{}D", "hour": "PT{}H", "month": "P{}M", "year": "P{}Y"}.get(time.unit)
    if whole and designator:
        return typed(designator.format(int(quantity)), "duration")
    seconds = {"day": 86_400, "hour": 3_600}.get(time.unit)
    return typed(f"PT{(quantity * seconds).normalize():f}S", "duration") if seconds else None


def _cost(record: ProcedureRecord, fee: Fee) -> str:
    """An amount with its currency. CPSV-AP asks for xsd:double, which holds every whole sum below 2^53."""
    amount = Decimal(0) if fee.status == "free" else fee.amount
    channels = {channel.key for channel in record.channels}
    reached = row(record.code, "cach-nop", fee.channel) if fee.channel in channels else None
    return subject(
        row(record.code, "phi", fee.key),
        "cv:Cost",
        [("dct:identifier", literal(f"{record.code}/{fee.key}"))],
        [("cv:hasValue", number(amount, "double")), ("cv:currency", _currency(fee.currency))],
        [("cv:ifAccessedThrough", reached), ("mc:feeStatus", f"mc:{fee.status}")],
        both("dct:description", FREE if fee.status == "free" and not fee.description else fee.description),
        both("mc:perUnit", fee.rule.unit if fee.rule else None),
        both("rdfs:comment", fee.exemptions),
        [("dcat:startDate", day(fee.valid_from)), ("dcat:endDate", day(fee.valid_to))],
        _cited(fee.source),
    ) + subject(_currency(fee.currency), "skos:Concept", [("skos:notation", literal(fee.currency))])


def _currency(code: str) -> str:
    return iri(f"{AUTHORITY}/currency/{code}")


def _open_fees(record: ProcedureRecord) -> Iterator[Pair]:
    """Fees without a number, in words: what is not known is never nought."""
    for fee in record.fees:
        if fee.status != "free" and not _has_amount(fee):
            yield from both("mc:feeNote", in_words("fee", fee.status))
            yield from both("mc:feeNote", fee.description)


def _evidence(code: str, paper: Paper) -> str:
    forms = "".join(_form(form.id, form.name) for form in paper.forms)
    return forms + subject(
        row(code, "giay-to", paper.key),
        "cv:Evidence",
        [("dct:identifier", literal(f"{code}/{paper.key}"))],
        both("dct:title", paper.name),
        both("dct:description", paper.note),
        [("dct:conformsTo", _shared("paper", paper.document.id) if paper.document else None)],
        (("foaf:page", _shared("form", form.id)) for form in paper.forms),
        [
            ("mc:originals", number(paper.originals, "integer")),
            ("mc:copies", number(paper.copies, "integer")),
        ],
        [("mc:oneOf", literal(paper.one_of) if paper.one_of else None)],
        both("mc:heading", paper.heading),
    )


def _form(key: str, name: Text) -> str:
    return subject(_shared("form", key), "foaf:Document", both("dct:title", name))


def _output(code: str, output: Output) -> str:
    return subject(
        row(code, "ket-qua", output.key),
        "cv:Output",
        [("dct:identifier", literal(f"{code}/{output.key}"))],
        both("dct:title", output.name),
        [("dct:type", _shared("paper", output.document.id) if output.document else None)],
    )


def _conditions(record: ProcedureRecord) -> Iterator[str]:
    if record.conditions:
        yield subject(
            own("tt", record.code, part="dieu-kien"),
            "cv:Requirement",
            [("dct:identifier", literal(f"{record.code}/dieu-kien"))],
            both("dct:title", Text(vi="Yêu cầu, điều kiện", en="Conditions")),
            both("dct:description", record.conditions),
        )


def _rule(record: ProcedureRecord) -> Iterator[str]:
    """The steps, in their order, as the rule the service follows."""
    if record.steps:
        yield subject(
            own("tt", record.code, part="trinh-tu"),
            "cpsv:Rule",
            [("dct:identifier", literal(f"{record.code}/trinh-tu"))],
            both("dct:title", Text(vi="Trình tự thực hiện", en="Steps")),
            both("dct:description", _steps(record)),
            (("cpsv:implements", _shared("act", act.id)) for act in record.acts),
        )


def _steps(record: ProcedureRecord) -> Text:
    pairs = [(step.name, step.text) for step in record.steps]
    vietnamese = [": ".join(part.vi for part in pair if part and part.vi) for pair in pairs]
    english = [": ".join(part.en for part in pair if part and part.en) for pair in pairs]
    return Text(
        vi="\n".join(vietnamese) if any(vietnamese) else record.official_title.vi,
        en="\n".join(english) if all(english) else None,
    )


# Things that many procedures name


def _named(record: ProcedureRecord) -> Iterator[str]:
    yield from (_organisation(agency) for agency in competent(record))
    yield from (_act(act) for act in record.acts)
    documents = {paper.document.id: paper.document for paper in _papers(record) if paper.document}
    results = {output.document.id: output.document for output in record.outputs if output.document}
    yield from (_document(one, "cv:EvidenceType, skos:Concept") for one in documents.values())
    yield from (_document(one, "skos:Concept") for key, one in results.items() if key not in documents)
    yield from (_event(event) for event in record.life_events)
    topics: Iterable[tuple[str, Shared]] = [("topic", record.topic)] if record.topic else []
    for kind, thing in [*topics, *(("audience", audience) for audience in record.audiences)]:
        yield concept(_shared(kind, thing.id), thing.name)
    if cited := {fee.source.act: fee.source.number for fee in costs(record) if fee.source.act}:
        known = {act.id for act in record.acts}
        yield from (_cited_act(key, name) for key, name in cited.items() if key and key not in known)
    yield subject(VIETNAMESE, "dct:LinguisticSystem")


def concept(name: str, label: Text) -> str:
    return subject(name, "skos:Concept", both("skos:prefLabel", label))


def _document(thing: Shared, kinds: str) -> str:
    identifier = [("dct:identifier", literal(thing.id))]
    return subject(_shared("paper", thing.id), kinds, identifier, both("skos:prefLabel", thing.name))


def _event(thing: Shared) -> str:
    identifier = [("dct:identifier", literal(thing.id))]
    kinds = "cv:Event, cv:LifeEvent"
    return subject(_shared("life_event", thing.id), kinds, identifier, both("dct:title", thing.name))


def _organisation(agency: Agency) -> str:
    identifier = [("dct:identifier", literal(agency.id)), ("dct:spatial", VIETNAM)]
    label = both("skos:prefLabel", agency.name)
    return subject(_shared("agency", agency.id), "cv:PublicOrganisation", identifier, label)


def _act(act: Act) -> str:
    return subject(
        _shared("act", act.id),
        "eli:LegalResource",
        [("dct:identifier", literal(act.number)), ("eli:id_local", literal(act.number))],
        both("dct:title", act.title),
        [("eli:date_document", day(act.issued)), ("eli:first_date_entry_in_force", day(act.in_force_from))],
        [("eli:date_no_longer_in_force", day(act.in_force_to))],
    )


def _cited_act(key: str, name: str | None) -> str:
    return subject(_shared("act", key), "eli:LegalResource", [("dct:identifier", literal(name or key))])


@lru_cache(maxsize=2_000)
def in_words(kind: str, value: str) -> Text:
    """The pages' own words in both languages for a way to submit, an open fee, or a number of ``kind``."""
    found = {}
    for language in ("vi", "en"):
        with translation.override(language):
            found[language] = _words(kind, value).replace(NBSP, " ")
    return Text(**found)


def _words(kind: str, value: str) -> str:
    if kind == "method":
        return wording.method_words(value)
    if kind == "fee":
        return wording.set_by_council() if value == "council" else wording.no_figure()
    return wording.counted(Decimal(value), kind)
