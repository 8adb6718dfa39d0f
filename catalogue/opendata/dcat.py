"""The description of an edition as a dataset, in DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from catalogue.presentation.wording import reader
from catalogue.record import Text

from .cpsv import AUTHORITY, VIETNAM, VIETNAMESE
from .shelf import Edition, File
from .turtle import both, header, iri, literal, own, subject, typed

TITLE: Final = Text(vi="Thủ tục hành chính đang công khai", en="Administrative procedures in force")
DESCRIPTION: Final = Text(
    vi="Mọi thủ tục hành chính đang công khai trên trang: giấy tờ, cách nộp, thời hạn, phí, căn cứ pháp lý.",
    en="Every administrative procedure public on this site: papers, channels, time limits, fees, legal basis.",
)
PAGE: Final = "du-lieu-mo"
ENGLISH: Final = iri(f"{AUTHORITY}/language/ENG")
PROFILE: Final = iri("https://semiceu.github.io/CPSV-AP/releases/3.2.0/")


class Format(NamedTuple):
    """A kind of file: what it is called, its media type, and the EU's file type where it has one."""

    label: str
    media_type: str
    file_type: str = ""


FORMATS: Final = {
    "csv": Format("CSV", "text/csv", "CSV"),
    "json": Format("JSON", "application/json", "JSON"),
    "jsonl": Format("JSON Lines", "application/jsonl"),
    "ttl": Format("Turtle (RDF)", "text/turtle", "RDF_TURTLE"),
}
TEXT: Final = Format("TXT", "text/plain")


def format_of(name: str) -> Format:
    return FORMATS.get(name.rpartition(".")[2], TEXT)


def describe(
    base: str, edition: str, published: datetime, files: Iterable[File], licence: str, publisher: Text
) -> str:
    """The Turtle of dcat.ttl. Without a licence none is stated: nobody may guess one."""
    files = tuple(files)
    dataset, centre = own(PAGE, part="bo-du-lieu"), own(PAGE, part="don-vi")
    moment = typed(published.isoformat(), "dateTime")
    return header(base) + "\n".join(
        [
            subject(
                own(PAGE, part="danh-muc"),
                "dcat:Catalog",
                both("dct:title", TITLE),
                both("dct:description", DESCRIPTION),
                [("dct:publisher", centre), ("dcat:dataset", dataset), ("foaf:homepage", own(PAGE))],
                [("dct:modified", moment)],
            ),
            subject(
                dataset,
                "dcat:Dataset",
                both("dct:title", TITLE),
                both("dct:description", DESCRIPTION),
                [
                    ("dct:publisher", centre),
                    ("dcat:landingPage", own(PAGE)),
                    ("dct:identifier", literal(edition)),
                ],
                [("dct:language", VIETNAMESE), ("dct:language", ENGLISH), ("dct:spatial", VIETNAM)],
                [("dcat:theme", iri(f"{AUTHORITY}/data-theme/GOVE")), ("dct:modified", moment)],
                (("dcat:distribution", _place(edition, file, "#tep")) for file in files),
            ),
            subject(
                centre, "foaf:Agent", both("foaf:name", publisher), both("dct:title", publisher), _named()
            ),
            subject(own(PAGE), "foaf:Document"),
            *(_distribution(edition, file, licence, moment) for file in files),
            *_licence(licence),
        ]
    )


def dataset(path: str, edition: Edition, files: Iterable[tuple[File, str]]) -> dict[str, Any]:
    """The same as a schema.org ``Dataset`` for the page at ``path``; each file comes with its address."""
    licence = {"license": edition.licence} if edition.licence else {}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": path,
        "name": TITLE.read(reader())[0],
        "description": DESCRIPTION.read(reader())[0],
        "isAccessibleForFree": True,
        "version": edition.name,
        "dateModified": edition.published.isoformat(),
        "spatialCoverage": {"@type": "Country", "name": "Việt Nam"},
        **licence,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": format_of(file.name).media_type,
                "contentSize": str(file.size),
                "sha256": file.sha256,
                "contentUrl": url,
            }
            for file, url in files
        ],
    }


def _named() -> Iterable[tuple[str, str]]:
    return [("dct:identifier", literal("don-vi"))]


def _place(edition: str, file: File, part: str = "") -> str:
    return iri(f"{PAGE}/{edition}/{file.name}{part}")


def _licence_name(licence: str) -> str:
    return iri(licence) if licence.startswith(("http://", "https://")) else own(PAGE, part="giay-phep")


def _licence(licence: str) -> Iterable[str]:
    if licence:
        yield subject(_licence_name(licence), "dct:LicenseDocument", [("dct:title", literal(licence))])


def _distribution(edition: str, file: File, licence: str, moment: str) -> str:
    kind = format_of(file.name)
    known = iri(f"{AUTHORITY}/file-type/{kind.file_type}") if kind.file_type else None
    media = iri(f"http://www.iana.org/assignments/media-types/{kind.media_type}") if known else None
    checksum = (
        "[ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; "
        f"spdx:checksumValue {typed(file.sha256, 'hexBinary')} ]"
    )
    return subject(
        _place(edition, file, "#tep"),
        "dcat:Distribution",
        [("dct:title", literal(file.name)), ("dct:modified", moment)],
        [("dcat:accessURL", own(PAGE)), ("dcat:downloadURL", _place(edition, file))],
        [("dct:format", known or f"[ a dct:MediaTypeOrExtent ; rdfs:label {literal(kind.label)} ]")],
        [("dcat:mediaType", media), ("dcat:byteSize", typed(file.size, "nonNegativeInteger"))],
        [("dct:conformsTo", PROFILE if file.name == "procedures.ttl" else None)],
        [("dct:license", _licence_name(licence) if licence else None), ("spdx:checksum", checksum)],
    )
