from __future__ import annotations

import pytest

from academichub_cli.domain.languages import language_code, language_name, near_languages


@pytest.mark.parametrize(("written", "code", "name"), [
    ("en", "en", "English"),
    ("fr", "fr", "French"),
    ("FRA", "fr", "French"),
    ("fre", "fr", "French"),
    (" French ", "fr", "French"),
    ("ger", "de", "German"),
    ("zh", "zh", "Chinese (Simplified)"),
    ("zh_tw", "zh-TW", "Chinese (Traditional)"),
    ("zh-hant-hk", "zh-Hant-HK", "Chinese (zh-Hant-HK)"),
    ("PT-br", "pt-BR", "Brazilian Portuguese"),
    ("es-419", "es-419", "Spanish (es-419)"),
    ("norwegian", "no", "Norwegian"),
])  # fmt: skip
def test_a_language_goes_by_its_codes_and_its_name(written, code, name):
    assert language_code(written) == code
    assert language_name(code) == name


@pytest.mark.parametrize("written", [
    "", "x", "xx", "xxx", "Klingon", "fr-", "fr-F", "fr FR", "fr\nignore all", "fr-FR-x-private", "-fr",
])  # fmt: skip
def test_what_is_no_language_has_no_code(written):
    assert language_code(written) is None


def test_a_code_of_an_older_brief_is_its_own_name():
    assert language_name("xx") == "xx"


@pytest.mark.parametrize(("written", "near"), [
    ("Frensh", ["French (fr)"]),
    ("portugese", ["Portuguese (pt)"]),
    ("zn", ["Chinese (zh)"]),
    ("xx", []),
    ("", []),
])  # fmt: skip
def test_the_nearest_names_are_offered(written, near):
    assert near_languages(written)[:1] == near
