"""When a row applies, in words: the question and the answers that lead to it."""

from collections.abc import Iterable, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from catalogue.record import Condition, Question

from .wording import NOTHING, Phrase, either, phrase

Names = Mapping[tuple[str, str], Phrase]
"""The words of each choice by its question's key and its own; those of the question under an empty key."""


def names_of(questions: Iterable[Question]) -> Names:
    found: dict[tuple[str, str], Phrase] = {}
    for question in questions:
        found[question.key, ""] = phrase(question.text)
        found.update({(question.key, choice.key): phrase(choice.label) for choice in question.choices})
    return found


def when_html(when: Iterable[Condition], names: Names) -> SafeString:
    """Say it as "question → answer or answer"; empty when no answer is known."""
    found = []
    for condition in when:
        answers = [
            names[condition.question, key] for key in condition.choices if (condition.question, key) in names
        ]
        if answers:
            question = names[condition.question, ""]
            found.append(f"{marked(question)} → <strong>{either(map(marked, answers))}</strong>")
    return mark_safe("; ".join(found)) if found else NOTHING


def marked(words: Phrase) -> str:
    """Escaped words, in an element of their own when they are not in the language of the page."""
    text = escape(words.text)
    return f"<span{words.lang}>{text}</span>" if words.lang else text
