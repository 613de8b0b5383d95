"""The language that a text is in: by its script, then by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from evenhand.lexicons import read_lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4000  # characters looked at
_LEAST_WORDS = 20  # fewer of a text in Latin letters tell little: it is taken for English unless it plainly is not
_LEAST_SHARE = 0.06  # of words that are common ones of the language; news prose has .15 to .5
_LEAST_SHORT = 0.3  # the same, of a text of fewer words that is not taken for English
_SURE = 1.05  # how much more than the next language's, or no language is told
_CODE = re.compile(r"[a-z]{2}")

# Scripts that one language of the news has, or that a letter parts.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja", 0.05),
    (re.compile("[\uac00-\ud7af]"), "ko", 0.2),
    (re.compile("[\u4e00-\u9fff]"), "zh", 0.3),
    (re.compile("[\u0370-\u03ff]"), "el", 0.3),
    (re.compile("[\u0590-\u05ff]"), "he", 0.3),
    (re.compile("[پچژگ]"), "fa", 0.02),
    (re.compile("[\u0600-\u06ff]"), "ar", 0.3),
    (re.compile("[\u0e00-\u0e7f]"), "th", 0.3),
    (re.compile("[\u0900-\u097f]"), "hi", 0.2),
    (re.compile("[\u0980-\u09ff]"), "bn", 0.2),
    (re.compile("[\u0b80-\u0bff]"), "ta", 0.2),
    (re.compile("[\u10a0-\u10ff]"), "ka", 0.3),
    (re.compile("[\u0530-\u058f]"), "hy", 0.3),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTERS = (("і", "ў", "be"), ("і", "", "uk"), ("ј", "", "sr"), ("ы", "", "ru"), ("ъ", "", "bg"))


def language_of(text: str) -> str | None:
    """Return the two-letter code of the language that a text is in, or None if that cannot be told.

    Notes
    -----
    Told apart are some forty languages; a text of fewer than twenty words in Latin letters is taken for English
    unless a third of them are common words of another language.

    Examples
    --------
    >>> language_of("The mayor said that it rains."), language_of("Мер сказав, що йде дощ і що міст закрито.")
    ('en', 'uk')
    """
    sample = text[:_SAMPLE]
    letters = max(1, sum(map(str.isalpha, sample)))
    for script, language, least in _SCRIPTS:
        if len(script.findall(sample)) >= least * letters:
            return language
    words = _WORD.findall(sample.lower().replace("’", "'"))
    cyrillic = len(_CYRILLIC.findall(sample)) * 2 > letters
    if not cyrillic and sum(letter.isalpha() and letter > "\u024f" for letter in sample) * 2 > letters:
        return None
    if cyrillic:
        return _by_words(words, _LEAST_SHARE) or _by_letters(sample.lower())
    if len(words) < _LEAST_WORDS:
        return _by_words(words, _LEAST_SHORT) or "en"
    return _by_words(words, _LEAST_SHARE)


def _by_words(words: list[str], least: float) -> str | None:
    """Return the language most of whose common words are there; a word of three languages speaks a third for each."""
    points: Counter[str] = Counter()
    for word, n in Counter(words).items():
        for language in _common().get(word, ()):
            points[language] += n / len(_common()[word]) ** 0.5
    if not points:
        return None
    (first, most), (_, next_most) = [*points.most_common(2), ("", 0.0)][:2]
    return first if most >= least * len(words) and most >= _SURE * next_most else None


def _by_letters(sample: str) -> str | None:
    return next((language for letter, also, language in _LETTERS if letter in sample and also in sample), None)


@cache
def _common() -> dict[str, list[str]]:
    return {word: languages.split() for word, languages in read_lexicon("language_words").column("languages").items()}


def code_of(stated: str | None) -> str | None:
    """Return the two-letter code of a language as files state it; None if it says nothing.

    Examples
    --------
    >>> code_of("English"), code_of("de-AT"), code_of("ENG"), code_of("unknown")
    ('en', 'de', 'en', None)
    """
    if not isinstance(stated, str):
        return None
    plain = stated.strip().lower()
    if plain in _names():
        return _names()[plain]
    code = re.split(r"[-_]", plain)[0]
    return _names().get(code) or (code if _CODE.fullmatch(code) else None)


def language_name(code: str) -> str:
    """Return the English name of a language, or its code.

    Examples
    --------
    >>> language_name("uk")
    'Ukrainian'
    """
    return _usual().get(code, code)


@cache
def _names() -> dict[str, str]:
    return read_lexicon("language_names").column("code")


@cache
def _usual() -> dict[str, str]:
    entries = read_lexicon("language_names").entries
    usual = entries[entries["usual"] == "yes"]
    return {code: name.title() for code, name in zip(usual["code"], usual["term"], strict=True)}
