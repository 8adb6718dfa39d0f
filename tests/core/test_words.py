"""Template tags of the public pages: the same words and addresses as Django's own, made once."""

from django.template import Context, Template
from django.utils import translation

from portal.core.words import gettext


def rendered(source: str, **context: object) -> str:
    return Template("{% load i18n static words %}" + source).render(Context(context))


def test_words_follow_the_language() -> None:
    template = Template("{% load i18n words %}{% translate 'Giấy tờ' %}")
    for language, words in (("vi", "Giấy tờ"), ("en", "Papers"), ("vi", "Giấy tờ")):
        with translation.override(language):
            assert template.render(Context()) == gettext("Giấy tờ") == words


def test_words_are_escaped_and_other_forms_still_work() -> None:
    assert rendered('{% translate "a < b" %}') == "a &lt; b"
    assert rendered('{% translate "Giấy tờ" as x %}[{{ x }}]') == "[Giấy tờ]"
    assert rendered("{% translate name %}", name="Giấy tờ") == "Giấy tờ"


def test_static_address_is_djangos() -> None:
    plain = Template("{% load static %}{% static 'css/site.css' %}").render(Context())
    assert rendered("{% static 'css/site.css' %}") == plain
    assert rendered("{% static 'css/site.css' as x %}{{ x }}") == plain


def test_remembered_once_for_each_language_settings_and_name() -> None:
    template = Template("{% load words %}{% remember nav %}{{ said }}{% endremember %}")

    def say(said: str, **context: object) -> str:
        return template.render(Context({"said": said, **context}))

    assert say("one", nav="a", centre=("x",)) == "one"
    assert say("two", nav="a", centre=("x",)) == "one"
    assert say("three", nav="b", centre=("x",)) == "three"
    assert say("four", nav="a", centre=("y",)) == "four"
    assert say("five") == "five"
    with translation.override("en"):
        assert say("six", nav="a", centre=("x",)) == "six"
