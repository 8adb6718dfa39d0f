"""Families of procedures: what titles say, and the confirmed list."""

import pytest

from catalogue.families import Member, Titled, bare, propose, read_families, relatives, shipped


def test_words_that_say_who_decides_are_left_out() -> None:
    assert bare("Thủ tục cấp thẻ (thực hiện tại cấp tỉnh)") == bare("Cấp thẻ") == "cap the"
    assert bare("Cấp thẻ thuộc thẩm quyền của Ủy ban nhân dân cấp tỉnh") == "cap the"


def test_the_base_comes_with_its_forms_levels_and_earlier_titles() -> None:
    titles = [
        Titled("1.1", "Cấp thẻ hội viên (thực hiện tại cấp tỉnh)", "a", ("province",)),
        Titled("1.2", "Cấp thẻ hội viên", "a", ("commune",)),
        Titled("1.3", "Cấp lại thẻ hội viên", "a", ("commune",)),
        Titled("1.4", "Cấp thẻ hội viên danh dự", "b", ("commune",)),
    ]
    assert list(propose(titles)) == [
        [Member("1.2", "1.2", "base"), Member("1.2", "1.1", "level"), Member("1.2", "1.3", "form")]
    ]


def test_copies_of_one_title_are_no_family() -> None:
    titles = [
        Titled("1.1", "Tách thửa đất.", "a", ("province",)),
        Titled("1.2", "Tách thửa đất", "a", ("province",)),
    ]
    assert list(propose(titles)) == []


def test_an_unknown_role_and_a_code_listed_twice_are_refused() -> None:
    row = {"family": "1.1", "code": "1.1", "role": "base"}
    for rows in ([row | {"role": "cousin"}], [row, row]):
        with pytest.raises(ValueError, match=r"1\.1"):
            read_families(rows)


def test_each_confirmed_family_has_one_base_that_names_it() -> None:
    members = shipped()
    bases = {m.family for m in members.values() if m.role == "base"}
    assert len(bases) >= 150
    assert all(m.code == m.family for m in members.values() if m.role == "base")
    assert {m.family for m in members.values()} == bases
    assert all(relatives(base) for base in bases)


def test_relatives_are_the_others_and_nobody_has_none() -> None:
    assert relatives("0.000000") == ()
    assert "1.001193" in {m.code for m in relatives("2.000528")}
    assert "2.000528" not in {m.code for m in relatives("2.000528")}
