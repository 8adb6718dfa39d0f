"""Published Turtle read back, in graphs small enough to hold, and checked against our shapes."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from django.conf import settings
from pyshacl import validate
from rdflib import Graph

from catalogue.opendata.turtle import RECORD

SHAPES = Path(settings.BASE_DIR) / "catalogue" / "opendata" / "shapes.ttl"


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


def violations(graph: Graph) -> str:
    """The report of what does not conform; empty when all does."""
    conforms, _, report = validate(graph, shacl_graph=shapes(), meta_shacl=False, advanced=False)
    return "" if conforms else str(report)


def fragments(path: Path) -> Iterator[str]:
    """The header of a file first, then the text of each record."""
    piece: list[str] = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith(RECORD):
                yield "".join(piece)
                piece = []
            piece.append(line)
    yield "".join(piece)


def graphs(path: Path, size: int) -> Iterator[Graph]:
    """Graphs of ``size`` records each that together say what the file says."""
    pieces = fragments(path)
    header = next(pieces)
    while chunk := list(islice(pieces, size)):
        yield graph(header, chunk)


def graph(header: str, pieces: Iterable[str]) -> Graph:
    return Graph().parse(data=header + "".join(pieces), format="turtle")
