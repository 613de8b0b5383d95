"""The language of the coverage: loaded words, hedges and other stance, style and readability, each in two voices.

``inflection`` and ``context`` say which printed forms of an entry count and where, ``marks`` finds the terms of any list,
``loaded`` weighs them into a probability for each sentence, ``places`` counts words by part of the article and by the side
that is spoken of, ``style`` and ``syllables`` hold the readability indices, ``headlines`` the manner of headlines.
"""

from evenhand.language.headlines import headline_style
from evenhand.language.inflection import inflected
from evenhand.language.loaded import loaded_by_voice, loaded_language, loaded_signals, loaded_words
from evenhand.language.marks import find_language
from evenhand.language.places import by_side_named, language_by_part, sentences_by_side
from evenhand.language.style import count_style, readability

__all__ = [
    "by_side_named",
    "count_style",
    "find_language",
    "headline_style",
    "inflected",
    "language_by_part",
    "loaded_by_voice",
    "loaded_language",
    "loaded_signals",
    "loaded_words",
    "readability",
    "sentences_by_side",
]
