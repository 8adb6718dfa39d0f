"""A record as CPSV-AP: the numbers it gives and the ones it must not, and any text back as it was."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from catalogue.opendata.cpsv import duration, fragment
from catalogue.opendata.turtle import header
from catalogue.record import (
    Channel,
    Duration,
    Fee,
    FeeRule,
    Output,
    Paper,
    ProcedureRecord,
    Shared,
    Source,
    Step,
    Text,
)
from tests.catalogue.counter_rows import record

from .turtle_files import violations

BASE = "https://mot-cua.example"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
MC = Namespace("urn:mot-cua:profile:")
CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
DECREE = Source(kind="act", number="1/2024/NĐ-CP", act="1-2024-nd-cp")


def graph_of(*records: ProcedureRecord) -> Graph:
    text = header(BASE) + "".join(fragment(one) for one in records)
    return Graph().parse(data=text, format="turtle")


def with_fee(**fields: object) -> Graph:
    return graph_of(record(fees=(Fee(key="f1", **({"source": DECREE} | fields)),)))  # type: ignore[arg-type]


def values(graph: Graph) -> list[object]:
    return [value.toPython() for value in graph.objects(None, CV.hasValue)]


def test_a_whole_record_conforms_and_says_what_it_said() -> None:
    graph = graph_of(record())
    service = URIRef(f"{BASE}/tt/1.004884/#dich-vu")
    assert violations(graph) == ""
    assert graph.value(service, RDF.type) == CPSV.PublicService
    assert graph.value(service, DCTERMS.identifier) == Literal("1.004884")
    assert Literal("Re-register a birth", "en") in set(graph.objects(service, DCTERMS.alternative))
    inputs = {str(graph.value(one, DCTERMS.title)) for one in graph.objects(service, CPSV.hasInput)}
    assert len(inputs) == sum(paper.kind == "paper" for paper in record().papers) == 3


def test_an_amount_is_a_cost_with_its_currency_and_source() -> None:
    graph = with_fee(status="amount", amount=Decimal("25.5"), currency="USD", valid_from=date(2024, 1, 1))
    (cost,) = graph.subjects(RDF.type, CV.Cost)
    assert graph.value(cost, CV.hasValue) == Literal("25.5", datatype=XSD.double)
    assert graph.value(cost, CV.currency) == URIRef(f"{CURRENCY}USD")
    assert graph.value(cost, DCTERMS.source) == URIRef(f"{BASE}/van-ban/1-2024-nd-cp/")
    assert violations(graph) == ""


@pytest.mark.parametrize("status", ["unknown", "council"])
def test_what_is_not_known_is_words_and_no_cost(status: str) -> None:
    graph = with_fee(status=status, description=Text(vi="Theo nghị quyết"))
    notes = {str(note) for note in graph.objects(None, MC.feeNote)}
    assert "Theo nghị quyết" in notes
    assert len(notes) > 1
    assert list(graph.subjects(RDF.type, CV.Cost)) == values(graph) == []


def test_an_amount_that_only_a_rule_knows_is_no_number() -> None:
    graph = with_fee(status="amount", rule=FeeRule(kind="tariff"))
    assert values(graph) == []
    assert violations(graph) == ""


def test_free_is_nought_and_says_so() -> None:
    graph = with_fee(status="free")
    assert values(graph) == [0.0]
    assert set(graph.objects(None, MC.feeStatus)) == {MC.free}
    assert violations(graph) == ""


def test_the_shapes_refuse_a_nought_that_is_not_free() -> None:
    graph = with_fee(status="amount", amount=Decimal(0))
    assert "CostShape" in violations(graph)


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [
        ("5", "day", "P5D"),
        ("8", "hour", "PT8H"),
        ("1", "month", "P1M"),
        ("2", "year", "P2Y"),
        ("0.5", "day", "PT43200S"),
        ("2.5", "hour", "PT9000S"),
    ],
)
def test_times_are_durations(quantity: str, unit: str, said: str) -> None:
    written = duration(Duration(quantity=Decimal(quantity), unit=unit))  # type: ignore[arg-type]
    assert written == f'"{said}"^^xsd:duration'
    time = Duration(quantity=Decimal(quantity), unit=unit)  # type: ignore[arg-type]
    graph = graph_of(record(channels=(Channel(key="c", method="post", time=time),)))
    (given_time,) = graph.objects(None, CV.processingTime)
    assert given_time.datatype == XSD.duration  # type: ignore[attr-defined]


@pytest.mark.parametrize(("quantity", "unit"), [("5", "working_day"), ("1.5", "month"), ("5", "unknown")])
def test_what_no_duration_can_say_is_none(quantity: str, unit: str) -> None:
    """Five working days are not five days."""
    time = Duration(quantity=Decimal(quantity), unit=unit, text=Text(vi="Theo giấy hẹn"))  # type: ignore[arg-type]
    graph = graph_of(record(channels=(Channel(key="c", method="online", time=time),)))
    assert list(graph.objects(None, CV.processingTime)) == []
    assert [days.toPython() for days in graph.objects(None, MC.workingDays)] == (
        [Decimal(5)] if unit == "working_day" else []
    )
    assert violations(graph) == ""


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\"\\\n\r\t\b\f\x00\x1f\x7f\x85\u2028\u2029<>{}|^`@#.;'ệ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=30,
).filter(str.strip)


@given(words=HOSTILE, key=HOSTILE, english=HOSTILE)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_text_comes_back(words: str, key: str, english: str) -> None:
    text = Text(vi=words, en=english)
    hostile = record(
        code=key,
        title=text,
        official_title=text,
        summary=text,
        note=text,
        conditions=text,
        topic=Shared(id=key, name=text),
        papers=(Paper(key=key, name=text, document=Shared(id=key, name=text)),),
        steps=(Step(key=key, name=text, text=text),),
        outputs=(Output(key=key, name=text),),
        channels=(Channel(key=key, method="post", time=Duration(text=text), description=text),),
        fees=(
            Fee(key=key, status="amount", amount=Decimal(8000), channel=key, description=text, source=DECREE),
        ),
    )
    graph = graph_of(hostile, record())
    (service,) = set(graph.subjects(RDF.type, CPSV.PublicService)) - {URIRef(f"{BASE}/tt/1.004884/#dich-vu")}
    assert graph.value(service, DCTERMS.identifier) == Literal(key)
    assert set(map(str, graph.objects(service, DCTERMS.description))) >= {words, english}
    assert {Literal(words, "vi"), Literal(english, "en")} <= set(graph.objects(None, SKOS.prefLabel))
    assert {Literal(words, "vi"), Literal(english, "en")} <= set(graph.objects(None, DCTERMS.title))
    assert values(graph).count(8000.0) == 2
