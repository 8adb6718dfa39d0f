"""The shipped everyday names: each leads to its own procedure."""

import pytest

from catalogue.importing.seeds import load_aliases, load_titles
from catalogue.lints.names import MISTAKES, all_problems
from tests.catalogue.test_seed_data import NATIONAL, SEED, national_lines, read_lines


def plain_titles() -> dict[str, list[str]]:
    return {code: [vi] for code, (vi, _en) in load_titles().items()}


def test_everyday_names_lead_to_their_own_procedure() -> None:
    found = [problem for problem in all_problems(plain_titles(), load_aliases()) if problem.rule in MISTAKES]
    assert not found, found[:10]


def test_the_loader_reads_every_everyday_name() -> None:
    written = {code: names.split("|") for code, names in map(split_once, read_lines(SEED / "aliases.tsv"))}
    assert load_aliases() == written
    assert len(written) == 5475
    assert all(3 <= len(names) <= 30 for names in written.values())
    assert all(name == name.lower() for names in written.values() for name in names)


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national record is not beside the repository")
def test_everyday_names_are_no_official_title_of_another() -> None:
    titles = plain_titles()
    for line in national_lines():
        if not line["detail"].get("isInternal"):
            titles[line["code"].strip()].append(line["name"])
    assert not [p for p in all_problems(titles, load_aliases()) if p.rule == "title"]


def split_once(line: str) -> tuple[str, str]:
    code, _tab, rest = line.partition("\t")
    return code, rest
