"""The form of the reader's case: questions, way to hand in, place, day, quantities; only what may change something."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from catalogue.guidance import Guidance
from catalogue.guidance.fees import QuantityAsked
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


class Said(NamedTuple):
    """Something chosen, in words; ``about`` is what it answers, empty where it says so itself."""

    words: Phrase
    about: Phrase = Phrase("")


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
    said: list[Said]
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
    labels = {asked.key: _label(asked) for asked in guidance.fees.quantities}
    shared = Counter(label.text for label in labels.values())
    given = case.situation.quantities
    found = []
    for key, label in labels.items():
        value = number(given[key]) if key in given else ""
        what = _short(phrase(by_key[key].description)) if key in by_key else Phrase("")
        if shared[label.text] > 1 and what.text:
            said = Phrase(f"{label.text} ({what.text.rstrip('.')})", label.lang)
            found.append(Field(QUANTITY + key, said, Phrase(""), value))
        else:
            found.append(Field(QUANTITY + key, label, what, value))
    return found


def _label(asked: QuantityAsked) -> Phrase:
    unit = phrase(asked.unit)
    what = unit.text or (gettext("số tiền") if asked.money else gettext("đơn vị"))
    text = gettext("%(what)s (đồng)") if asked.money else gettext("Số %(what)s")
    return Phrase(capitalised(text % {"what": what}), unit.lang)


def _short(words: Phrase) -> Phrase:
    line = words.text.strip().partition("\n")[0]
    return Phrase(line if len(line) <= 120 else "", words.lang)


def _answer(question: Phrase, choice: Phrase) -> Said:
    """An answer as it can stand alone; a bare yes or no comes with its question."""
    return Said(choice) if len(choice.text) > BARE else Said(choice, question)


def _said(
    record: ProcedureRecord, case: Case, guidance: Guidance, names: Names, quantities: list[Field]
) -> list[Said]:
    """What was chosen, in words."""
    given = guidance.situation.given
    said = [
        _answer(names[question.key, ""], names[question.key, given[question.key]])
        for question in record.questions
        if question.key in given
    ]
    if case.situation.method:
        said.append(Said(Phrase(gettext(METHODS[case.situation.method]))))
    said += [
        Said(Phrase(field.value), Phrase(f"{field.label.text}:", field.label.lang))
        for field in quantities
        if field.value
    ]
    if case.situation.filed:
        said.append(
            Said(Phrase(capitalised(gettext("nộp %(day)s") % {"day": day_text(case.situation.filed)})))
        )
    if case.place:
        said.append(Said(unit_name(case.place.unit)))
    return said
