"""Every rule that leaves a finding is explained to the editor who reads it."""

import re
from pathlib import Path

from catalogue import importing
from catalogue.finding_rules import RULES, rule_of
from catalogue.importing.findings import GONE
from catalogue.importing.updating import IN_DRAFT, KEPT
from catalogue.scheduling import RULE
from catalogue.sections import SECTION_FIELDS

IMPORTING = Path(importing.__file__).parent
_FOUND = re.compile(r"\bfind\(\s*\"([a-z-]+)\"|\brule=\"([a-z-]+)\"")


def emitted() -> set[str]:
    """The rules named in the code of the importer."""
    sources = [file.read_text(encoding="utf-8") for file in IMPORTING.rglob("*.py")]
    named = {one or two for source in sources for one, two in _FOUND.findall(source)}
    return named | {"district-named", "household-book-named"}


def test_every_rule_of_the_importer_is_explained():
    assert len(emitted()) > 30
    assert emitted() - set(RULES) == set()


def test_rules_named_by_a_constant_are_explained():
    named = {KEPT, IN_DRAFT, GONE, RULE, "no-longer-public", "code-taken-by-editor", "fee-rule-proposed"}
    assert named - set(RULES) == set()


def test_a_rule_says_in_words_what_to_do_and_leads_to_a_section_of_the_editor():
    for name, rule in RULES.items():
        assert rule.title
        assert not rule.title.endswith("."), name
        assert rule.advice.endswith("."), name
        assert rule.section in {"", *SECTION_FIELDS}, name


def test_an_unknown_rule_is_still_readable():
    assert rule_of("no-such-rule").title == "no-such-rule"
