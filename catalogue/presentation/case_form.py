"""The form of the reader's case: questions, way to hand in, place, day, quantities; only what may change something."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from catalogue.guidance import Guidance
from catalogue.reader_case import QUANTITY, WAY_OF, Case, Fault
from catalogue.record import Fee, ProcedureRecord
from portal.core.words import gettext

from .conditions import Names
from .where import unit_name
from .wording import METHODS, Phrase, capitalised, day_text, method_words, number, phrase

BARE: Final = 8
"""Characters of an answer that says nothing without its question."""


class Option(NamedTuple):
    key: str
    label: Phrase
    chosen: bool


class Asked(NamedTuple):
    """A question answered by one of a few choices."""

    name: str
    text: Phrase
    help: Phrase
    options: list[Option]


class Field(NamedTuple):
    """A number asked for; ``value`` as the reader wrote it, or as it stands in the address."""

    name: str
    label: Phrase
    help: Phrase
    value: str


@dataclass(frozen=True)
class CaseForm:
    """``questions`` come first; place, day and ``quantities`` after them. ``said`` are the answers given, in words."""

    questions: list[Asked]
    quantities: list[Field]
    said: list[Phrase]
    settled: bool
    asked: bool
    filed: str
    faults: tuple[Fault, ...]


def case_form(record: ProcedureRecord, case: Case, guidance: Guidance, names: Names) -> CaseForm:
    """Prepare the form. It is ``settled`` when something was answered and nothing is left to ask."""
    questions = _questions(record, guidance.situation.given)
    ways = _ways(record, case)
    quantities = _quantities(record.fees, guidance, case)
    open_fields = any(not field.value for field in quantities)
    open_way = bool(ways) and case.situation.method is None and _way_matters(guidance)
    return CaseForm(
        questions=[*questions, *ways],
        quantities=quantities,
        said=_said(record, case, guidance, names, quantities),
        settled=bool(case.query) and not (guidance.open_questions or open_fields or open_way),
        asked=bool(questions or ways),
        filed=case.situation.filed.isoformat() if case.situation.filed else "",
        faults=case.faults,
    )


def _questions(record: ProcedureRecord, given: Mapping[str, str]) -> list[Asked]:
    return [
        Asked(
            f"hoi-{question.key}",
            phrase(question.text),
            phrase(question.help),
            [Option(c.key, phrase(c.label), given.get(question.key) == c.key) for c in question.choices],
        )
        for question in record.questions
    ]


def _ways(record: ProcedureRecord, case: Case) -> list[Asked]:
    """The way to hand in, where there are several and no question asks for it."""
    offered = {channel.method for channel in record.channels}
    if len(offered) < 2 or any(choice.method for question in record.questions for choice in question.choices):
        return []
    options = [
        Option(WAY_OF[method], Phrase(method_words(method)), case.situation.method == method)
        for method in WAY_OF
        if method in offered
    ]
    return [Asked("cach", Phrase(gettext("Bạn nộp hồ sơ bằng cách nào?")), Phrase(""), options)]


def _way_matters(guidance: Guidance) -> bool:
    """Whether fees or days differ by the way to hand in."""
    days = {line.due.day for line in guidance.times.lines if line.channel}
    return len(guidance.fees.totals) > 1 or len(days) > 1


def _quantities(fees: tuple[Fee, ...], guidance: Guidance, case: Case) -> list[Field]:
    by_key = {fee.key: fee for fee in fees}
    given = case.situation.quantities
    found = []
    for asked in guidance.fees.quantities:
        unit = phrase(asked.unit)
        label = unit.text or (gettext("số tiền") if asked.money else gettext("đơn vị"))
        text = gettext("%(what)s (đồng)") if asked.money else gettext("Số %(what)s")
        value = number(given[asked.key]) if asked.key in given else ""
        help_text = phrase(by_key[asked.key].description) if asked.key in by_key else Phrase("")
        label_text = capitalised(text % {"what": label})
        found.append(Field(QUANTITY + asked.key, Phrase(label_text, unit.lang), _short(help_text), value))
    return found


def _short(words: Phrase) -> Phrase:
    line = words.text.strip().partition("\n")[0]
    return Phrase(line if len(line) <= 120 else "", words.lang)


def _answer(question: Phrase, choice: Phrase) -> Phrase:
    """An answer as it can stand alone; a bare yes or no says what it answers."""
    if len(choice.text) > BARE:
        return choice
    return Phrase(f"{question.text} {choice.text}", choice.lang)


def _said(
    record: ProcedureRecord, case: Case, guidance: Guidance, names: Names, quantities: list[Field]
) -> list[Phrase]:
    """What was chosen, in words."""
    given = guidance.situation.given
    said = [
        _answer(names[question.key, ""], names[question.key, given[question.key]])
        for question in record.questions
        if question.key in given
    ]
    if case.situation.method:
        said.append(Phrase(gettext(METHODS[case.situation.method]).lower()))
    said += [
        Phrase(f"{field.label.text}: {field.value}", field.label.lang) for field in quantities if field.value
    ]
    if case.situation.filed:
        said.append(Phrase(gettext("nộp %(day)s") % {"day": day_text(case.situation.filed)}))
    if case.place:
        said.append(unit_name(case.place.unit))
    return said
