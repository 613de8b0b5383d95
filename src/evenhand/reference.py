"""The reference page, written from the code: functions, word lists, columns. ``python -m evenhand.reference > REFERENCE.md``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import evenhand
from evenhand.accuracy import accuracy
from evenhand.features import columns
from evenhand.lexicons import lexicon_names, read_lexicon


def reference() -> str:
    """Return the reference page as Markdown."""
    return "\n".join([*_functions(), *_accuracy(), *_lists(), *_columns()]) + "\n"


def _functions() -> Iterator[str]:
    yield "# Reference\n\nWritten by `python -m evenhand.reference`; a test holds it to the code.\n\n## Functions\n"
    yield "`import evenhand as eh`, then `help(eh.find_quotes)` says what goes in, what comes out, and where it is wrong.\n"
    yield "| name | what it does |\n|---|---|"
    for name in sorted(evenhand.__all__, key=str.lower):
        first = (inspect.getdoc(getattr(evenhand, name)) or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        yield f"| `{name}` | {first} |"


def _lists() -> Iterator[str]:
    yield "\n## Word lists and codebooks\n"
    yield "In `src/evenhand/data/`; each is a CSV with a TOML beside it that says where it comes from and how it is matched.\n"
    yield "| name | version | entries | what it holds | source |\n|---|---|---|---|---|"
    for name in lexicon_names():
        lexicon = read_lexicon(name)
        yield f"| `{name}` | {lexicon.version} | {len(lexicon.entries):,} | {lexicon.title} | {lexicon.source} |"


def _accuracy() -> Iterator[str]:
    yield "\n## Accuracy\n\nOn hand-coded text of others (`analysis/accuracy/make_table.py`); intervals draw whole articles again.\n"
    yield "| finder | figure | value | 95 % | n | hand coding |\n|---|---|---|---|---|---|"
    for row in accuracy().itertuples(index=False):
        interval = f"{row.low:.3f} to {row.high:.3f}" if row.low == row.low else "–"
        yield f"| {row.finder} | {row.figure.replace('_', ' ')} | {row.value:.3f} | {interval} | {row.n:,} {row.unit} | {row.corpus} |"


def _columns() -> Iterator[str]:
    yield "\n## Columns\n\n`eh.columns()` shows the same table."
    table = columns()
    for name in table["table"].unique():
        yield f"\n### {name}\n\n| column | meaning | unit | base | range |\n|---|---|---|---|---|"
        for row in table[table["table"] == name].itertuples(index=False):
            yield f"| `{row.name}` | {row.meaning} | {row.unit} | {row.base} | {row.range} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
