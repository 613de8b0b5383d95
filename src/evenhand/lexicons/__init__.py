"""Word lists and codebooks: two files each, checked as they are read, matched on distinct words.

A list is ``name.csv`` (``term``, ``category`` and whatever else it needs) beside ``name.toml`` (title, version, source,
licence, how it is matched, what each category means). Changing an entry is a change of method: raise the version.

An entry is a word or a phrase; ``*`` at either end of a word stands for any letters; ``hold … accountable`` leaves room
for up to five words. The column ``condition`` may say ``not before: track / field``, ``not after: human``,
``only in: headline``, ``within: 3``, several joined by ``;``.
"""

from evenhand.lexicons.formats import export_lexicon, import_lexicon
from evenhand.lexicons.lexicon import Lexicon, lexicon_names, read_lexicon
from evenhand.lexicons.matching import find_terms

__all__ = ["Lexicon", "export_lexicon", "find_terms", "import_lexicon", "lexicon_names", "read_lexicon"]
