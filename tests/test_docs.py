"""The documents say what is so: commands, targets, links and files that they name exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ARCHITECTURE = ROOT / "docs" / "architecture.md"

COMMAND = re.compile(r"manage\.py +(\w+)")
TARGET = re.compile(r"(?:^\s*|`)(?:[A-Z]+=\S+ )?make ([a-z]+)\b", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
TICKED = re.compile(r"`([^`\n]+)`")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code(text: str) -> Iterator[str]:
    """What a document shows as code: indented or fenced lines, and spans in backticks."""
    yield from re.findall(r"^(?: {4}|\t).+$", text, re.MULTILINE)
    yield from re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    yield from (f"`{span}`" for span in TICKED.findall(re.sub(r"\n(?!\n)", " ", text)))


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def anchors(document: Path) -> set[str]:
    """The ids that a heading of each text gets: lower case, hyphens for spaces, no other marks."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_named_exist(document: Path) -> None:
    named = set(COMMAND.findall(document.read_text(encoding="utf-8")))

    assert named <= set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_targets_named_exist(document: Path) -> None:
    named = {target for line in code(document.read_text(encoding="utf-8")) for target in TARGET.findall(line)}

    assert named <= targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_relative_links_resolve(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_the_readers_look_where_documents_speak() -> None:
    """An empty answer would make the tests above true of anything."""
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    lines = [line for text in texts for line in code(text)]

    assert {"serve", "import_national", "search_rebuild"} <= set(COMMAND.findall("\n".join(texts)))
    assert {"serve", "test", "lint"} <= {target for line in lines for target in TARGET.findall(line)}


def test_tests_named_beside_the_rules_exist() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\|([^|]+)\|$", text, re.MULTILINE)
    named = {number: TICKED.findall(cell) for number, cell in rows}

    assert [int(number) for number in named] == list(range(1, 13))
    assert all(named.values())
    assert [path for paths in named.values() for path in paths if not (ROOT / path).exists()] == []


def test_every_app_is_in_the_layout() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    layout = text.partition("## Where things are")[2].partition("\n## ")[0]
    portal = {init.parent.name for init in (ROOT / "portal").glob("*/__init__.py")}
    topmost = {init.parent.name for init in ROOT.glob("*/__init__.py")} - {"portal"}

    assert {app for app in portal | topmost if not re.search(rf"\b{app}\b", layout)} == set()


def test_every_decision_is_numbered_and_complete() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    for number, decision in enumerate(decisions, start=1):
        text = decision.read_text(encoding="utf-8")
        assert decision.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))


def test_settings_described_are_those_read() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "portal" / "settings").glob("*.py")]
    read = {found for source in sources for found in re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source)}

    assert described == read
