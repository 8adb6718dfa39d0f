"""Everyday names that lead astray."""

import unicodedata

import pytest

from catalogue.lints.names import LONGEST, NameProblem, all_problems, family

TITLES = {
    "1": ["Đăng ký khai sinh", "Thủ tục đăng ký khai sinh"],
    "2": ["Đăng ký lại khai sinh", "Thủ tục đăng ký lại khai sinh"],
    "3": ["Cấp lại thẻ căn cước (cấp xã)", "Cấp lại thẻ căn cước (thực hiện tại cấp xã)"],
    "4": ["Cấp lại thẻ căn cước (cấp tỉnh)", "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)"],
}


def found(names: dict[str, list[str]]) -> list[NameProblem]:
    return list(all_problems(TITLES, names))


def test_a_good_name_passes() -> None:
    assert found({"1": ["làm giấy khai sinh", "khai sanh cho con"]}) == []


@pytest.mark.parametrize("name", ["đăng ký khai sinh", "dang ki khai sinh", "Thủ tục đăng ký khai sinh"])
def test_name_that_is_the_title_of_another(name: str) -> None:
    assert found({"2": [name]}) == [NameProblem("2", name, "title", ("1",))]


def test_own_title_and_the_twin_at_another_level_are_let_be() -> None:
    assert (
        found({"1": ["đăng ký khai sinh"], "3": ["cấp lại thẻ căn cước", "mất cccd"], "4": ["mất cccd"]})
        == []
    )


def test_name_of_two_families_is_a_question() -> None:
    problems = found({"1": ["xin giấy khai sinh"], "2": ["xin giấy khai sinh"]})
    assert [(p.code, p.rule, p.others) for p in problems] == [
        ("1", "shared", ("2",)),
        ("2", "shared", ("1",)),
    ]


def test_name_of_too_many_families_is_a_mistake() -> None:
    titles = {str(at): [f"Thủ tục số {at} về {at * 7}"] for at in range(5)}
    problems = list(all_problems(titles, {code: ["xin giấy này"] for code in titles}))
    assert {p.rule for p in problems} == {"crowded"}
    assert len(problems) == 5


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("gpx", "short"),
        ("giấy phép", "generic"),
        ("x" * (LONGEST + 1), "long"),
        ("12 345", "digits"),
        (unicodedata.normalize("NFD", "giấy độc thân"), "composed"),
        ("giấy  độc thân", "loose"),
    ],
)
def test_name_by_itself(name: str, rule: str) -> None:
    assert [p.rule for p in found({"1": [name]})] == [rule]


def test_name_written_twice() -> None:
    assert [p.rule for p in found({"1": ["hoà giải đất", "hòa giải đất"]})] == ["twice"]


def test_family_forgets_level_and_opening() -> None:
    assert family("Thủ tục đăng ký kết hôn (cấp xã)") == family("Đăng ký kết hôn") == "dang ki ket hon"
    assert family("Thủ tục hải quan hàng chuyển khẩu").startswith("thu tuc hai quan")
