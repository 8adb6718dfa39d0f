"""Every word of the interface is there in both languages."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(settings.BASE_DIR)
PACKAGES: Final = ("portal", "catalogue", "search")
SINGULAR: Final = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL: Final = {"ngettext", "ngettext_lazy"}
CONTEXT: Final = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL: Final = {"npgettext", "npgettext_lazy"}
MARKED: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u00c0-\u00c3\u00c8-\u00ca\u00e0-\u00e3\u1ea0-\u1ef9]")
BLOCKS: Final = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{%\s*blocktrans.*?endblocktrans\w*\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->",
    re.DOTALL,
)
STRING: Final = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL: Final = re.compile(rf"\b(n?p?gettext|_)\((\s*{STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)


def sources(suffix: str) -> Iterator[Path]:
    folders = PACKAGES if suffix == "py" else ("templates", *PACKAGES)
    for folder in folders:
        yield from sorted((ROOT / folder).rglob(f"*.{suffix}"))


def pages() -> Iterator[Path]:
    """Templates of what citizens read; the page of a failure says both languages, and editors read Vietnamese."""
    for path in sources("html"):
        if path.name != "500.html" and not {"admin", "wagtailadmin", "findings", "issuing"} & set(path.parts):
            yield path


def ids_of_python(text: str) -> Iterator[str]:
    """What is asked for of the catalogue, as it is stored there: context before \\4."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if name in SINGULAR | PLURAL and words:
            yield words[0]
        elif name in CONTEXT | CONTEXT_PLURAL and len(words) > 1:
            yield f"{words[0]}\4{words[1]}"


def ids_of_template(text: str) -> Iterator[str]:
    for found in CALL.finditer(templatize(text)):
        yield from ids_of_python(found[0] + ")")


def ids(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return set((ids_of_python if path.suffix == ".py" else ids_of_template)(text))


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The translations by what is asked for; of plurals the first form."""
    with (ROOT / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        held = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key: value for key, value in held.items()}


def test_the_reader_of_sources_sees_each_way_of_asking() -> None:
    python = '_("Một"); x.gettext_lazy("Hai"); ngettext("Ba", "Ba", n); pgettext("nơi", "Bốn"); _(name)'
    assert set(ids_of_python(python)) == {"Một", "Hai", "Ba", "nơi\4Bốn"}
    page = (
        '{% load i18n %}{% translate "Một" %} {% blocktranslate %}Hai {{ n }} của "Ba"{% endblocktranslate %}'
        '{% translate "Bốn" context "nơi" %}{% include "x" with y=_("Năm") %}'
        "{% blocktranslate count n=n %}Sáu{% plural %}Sáu{% endblocktranslate %}"
    )
    assert set(ids_of_template(page)) == {"Một", 'Hai %(n)s của "Ba"', "nơi\4Bốn", "Năm", "Sáu"}


@pytest.mark.parametrize("suffix", ["py", "html", "txt", "xml"])
def test_what_is_asked_for_is_translated(suffix: str, english: dict[str, str]) -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {one!r}"
        for path in sources(suffix)
        for one in ids(path)
        if MARKED.search(one) and not english.get(one)
    }
    assert not missing


def test_no_english_word_is_vietnamese(english: dict[str, str]) -> None:
    names = re.compile(r"“[^”]*”|Một Cửa|Đà Nẵng|(phường )?Cẩm Phô|Hội An|[\w/.-]*Đ-CP")
    found = {one: said for one, said in english.items() if one and MARKED.search(names.sub("", said))}
    assert found == {}


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_says_vietnamese_words_of_its_own(path: Path) -> None:
    words = BLOCKS.sub(" ", path.read_text(encoding="utf-8")).replace(">Tiếng Việt</a>", "")
    assert [line.strip() for line in words.splitlines() if MARKED.search(line)] == []
