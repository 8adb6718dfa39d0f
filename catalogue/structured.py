"""Catalogue things as schema.org JSON-LD, with CPSV-AP terms for what schema.org has no word for.

Addresses are paths; whoever writes the page puts its origin before them. Only what the record says is said: no price
but a real amount or what a source calls free, no date, hour or phone that is not known.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from catalogue.presentation.wording import duration, method_words, reader
from catalogue.record import Channel, Duration, Fee, ProcedureRecord, Step, Text, Tier
from portal.core.slugs import cut
from portal.core.words import gettext

if TYPE_CHECKING:
    from catalogue.places import OfficeShown

Thing = dict[str, Any]

CONTEXT: Final = [
    "https://schema.org",
    {"cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/"},
]
CALENDAR: Final = {"day": "P{}D", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"}
"""ISO 8601 durations; a working day has none, so such times are told in words alone."""
STEP_LENGTH: Final = 110  # characters of a step that has no name
LONG: Final = 6_000
"""Characters of papers, results and steps beyond which steps are left out: pages must stay small on a thin network."""
LONGEST: Final = 9_000
"""Beyond these papers and results are only counted; the page itself lists them."""


def service(record: ProcedureRecord, path: str, on: date) -> Thing:
    """A procedure as ``GovernmentService``, in the language of the page, as its record stands on a day."""
    papers = [_said(paper.name) for paper in record.papers if paper.kind == "paper"]
    outputs = [_said(output.name) for output in record.outputs]
    steps = [_step(step) for step in record.steps]
    weight = sum(map(len, [*papers, *outputs]))
    whole = weight <= LONGEST
    return _known(
        {
            "@context": CONTEXT if whole and papers else "https://schema.org",
            "@type": "GovernmentService",
            "@id": path,
            "name": _said(record.title),
            "identifier": record.code,
            "inLanguage": reader(),
            "serviceType": _said(record.topic.name) if record.topic else "",
            "areaServed": {"@type": "Country", "name": "Việt Nam"},
            "provider": _providers(record),
            "audience": [
                {"@type": "Audience", "audienceType": _said(audience.name)} for audience in record.audiences
            ],
            "availableChannel": _once(_channel(channel) for channel in record.channels),
            "offers": offers(record.fees, on),
            "serviceOutput": [{"@type": "Thing", "name": name} for name in outputs] if whole else [],
            "cpsv:hasInput": [{"@type": "cv:Evidence", "name": name} for name in papers] if whole else [],
            "subjectOf": _how(steps) if whole and weight + sum(map(len, steps)) <= LONG else {},
        }
    )


def offers(fees: Iterable[Fee], on: date) -> list[Thing]:
    """What is paid: real amounts, and zero where a source says free. Equal fees of several channels are one."""
    taken = [fee for fee in fees if fee.valid_to is None or fee.valid_to >= on]
    return _once(offer for fee in taken if (offer := _offer(fee)))


def _offer(fee: Fee) -> Thing:
    """An empty thing where the fee is no amount: set by a council, a percentage, not known."""
    prices = _prices(fee)
    if not prices:
        return {}
    dates = {
        "validFrom": fee.valid_from.isoformat() if fee.valid_from else "",
        "validThrough": fee.valid_to.isoformat() if fee.valid_to else "",
    }
    found = [_known({**price, "priceCurrency": fee.currency, **dates}) for price in prices]
    return _known(
        {
            "@type": "Offer",
            "description": _fee_words(fee),
            "eligibleRegion": {"@type": "AdministrativeArea", "name": _said(fee.territory.name)}
            if fee.territory
            else {},
            "priceSpecification": found[0] if len(found) == 1 else found,
        }
    )


def _prices(fee: Fee) -> list[Thing]:
    if fee.status == "free":
        return [{"@type": "PriceSpecification", "price": 0}]
    rule = fee.rule
    if fee.status != "amount" or (rule and (rule.minimum is not None or rule.maximum is not None)):
        return []
    if rule and rule.kind == "tiers":
        return _tiers(rule.tiers, _said(rule.unit))
    if fee.amount is None or (rule and rule.kind not in ("flat", "per_unit")):
        return []
    if rule and rule.kind == "per_unit":
        return [_unit_price(fee.amount, _said(rule.unit))]
    return [{"@type": "PriceSpecification", "price": _number(fee.amount)}]


def _unit_price(amount: Decimal, unit: str) -> Thing:
    return {"@type": "UnitPriceSpecification", "price": _number(amount), "unitText": unit}


def _tiers(tiers: Sequence[Tier], unit: str) -> list[Thing]:
    found, start = [], 1
    for tier in tiers:
        reach = _known({"@type": "QuantitativeValue", "minValue": start, "maxValue": tier.up_to})
        found.append({**_unit_price(tier.amount, unit), "eligibleQuantity": reach})
        start = (tier.up_to or 0) + 1
    return found


def _fee_words(fee: Fee) -> str:
    """The words of the record; of what is free at least that."""
    return cut(_said(fee.description), 200) or (gettext("Miễn phí") if fee.status == "free" else "")


def _providers(record: ProcedureRecord) -> list[Thing]:
    named = record.agencies_as("executing") or record.agencies_as("authority")
    return _once(
        {
            "@type": "GovernmentOrganization",
            "name": _said(agency.name),
            "url": _path(f"/co-quan/{agency.id}/"),
        }
        for agency in named
    )


def _channel(channel: Channel) -> Thing:
    return _known(
        {
            "@type": "ServiceChannel",
            "name": method_words(channel.method),
            "description": duration(channel.time) if channel.time.usable else "",
            "processingTime": iso_duration(channel.time),
        }
    )


def iso_duration(time: Duration) -> str:
    """ "P5D"; empty for working days, which ISO 8601 does not know, and for what can't be counted."""
    if not time.usable or time.unit not in CALENDAR or time.quantity is None:
        return ""
    return CALENDAR[time.unit].format(f"{time.quantity.normalize():f}")


def _how(steps: Sequence[str]) -> Thing:
    return (
        {"@type": "HowTo", "step": [{"@type": "HowToStep", "text": text} for text in steps]} if steps else {}
    )


def _step(step: Step) -> str:
    return _said(step.name) or cut(" ".join(_said(step.text).split()), STEP_LENGTH)


def office(shown: "OfficeShown", area: str) -> Thing:
    """An office as ``GovernmentOffice``: only what is known of it."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentOffice",
            "name": shown.name.text,
            "url": shown.url,
            "telephone": shown.phone,
            "address": _known(
                {"@type": "PostalAddress", "streetAddress": shown.address.text, "addressCountry": "VN"}
            )
            if shown.address.text
            else {},
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": float(shown.latitude),
                "longitude": float(shown.longitude),
            }
            if shown.latitude
            else {},
            "hoursAvailable": {"@type": "OpeningHoursSpecification", "description": shown.hours.text}
            if shown.hours.text
            else {},
            "areaServed": {"@type": "AdministrativeArea", "name": area} if area else {},
        }
    )


def legislation(act: Any, title: str, issuer: str, path: str) -> Thing:
    """A legal act as ``Legislation``; its dates when somebody has confirmed them."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Legislation",
            "@id": path,
            "name": title or act.number,
            "legislationIdentifier": act.number,
            "legislationType": act.kind,
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": issuer} if issuer else {},
            "legislationDate": act.issued.isoformat() if act.issued else "",
        }
    )


def _said(text: Text | None) -> str:
    return text.read(reader())[0] if text else ""


def _path(path: str) -> str:
    return f"/en{path}" if reader() == "en" else path


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _known(thing: Thing) -> Thing:
    """Without what is empty; zero is a value."""
    return {name: value for name, value in thing.items() if value is not None and value not in ("", [], {})}


def _once(things: Iterable[Thing]) -> list[Thing]:
    found: list[Thing] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return found
