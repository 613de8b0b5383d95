"""What goes wrong with quotes: every attribution that does not agree with the coders falls into one class, named here."""

from __future__ import annotations

from collections import defaultdict
from types import ModuleType
from typing import Any

SHOWN = 100  # characters of a content in an example

Coded = dict[str, Any]

CLASSES = {
    "missed": "coded, and nothing found there",
    "merged": "one content found over the contents of several speakers",
    "too long": "content found reaches far beyond the coded one",
    "too short": "content found is a small part of the coded one",
    "no source": "content right, nobody found who is named",
    "wrong source": "content right, somebody else found",
    "invented": "found, and nobody coded anything there",
    "doubled": "found beside another finding that is right",
}


def print_errors(scorer: ModuleType, articles: list[tuple[str, list[Any], list[Any]]], n_examples: int) -> None:
    """Print how often each class of error comes, direct and indirect, with examples."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for raw, gold, predicted in articles:
        text = scorer.Text(raw)
        for kind, row in errors(scorer, scorer.coded(text, gold), scorer.coded(text, predicted)):
            found[kind, "direct" if row["direct"] else "indirect"].append(example(text, row))
    for kind, about in CLASSES.items():
        counts = {form: len(found[kind, form]) for form in ("direct", "indirect")}
        print(f"{kind}: {about} ({counts['direct']} direct, {counts['indirect']} indirect)")
        for form in counts:
            for line in found[kind, form][:n_examples]:
                print(f"    {form}: {line}")


def errors(scorer: ModuleType, gold: list[Coded], predicted: list[Coded]) -> list[tuple[str, Coded]]:
    """Return the class and the attribution of every error in one article: coded ones first, then found ones that nothing explains."""
    pairs = dict(scorer.pairs(gold, predicted))
    explained = set(pairs.values())
    found = []
    for at, row in enumerate(gold):
        if at in pairs:
            other = predicted[pairs[at]]
            if not scorer.same_source(row, other):
                found.append(("wrong source" if other["names"] else "no source", row))
            continue
        touching = [number for number, other in enumerate(predicted) if other["content"] & row["content"]]
        explained.update(touching)
        found.append((_unmatched(row, [predicted[number] for number in touching], gold), row))
    for number, other in enumerate(predicted):
        if number not in explained:
            inside = any(other["content"] & row["content"] for row in gold)
            found.append(("doubled" if inside else "invented", other))
    return found


def _unmatched(row: Coded, touching: list[Coded], gold: list[Coded]) -> str:
    """Say why a coded attribution has no counterpart."""
    if not touching:
        return "missed"
    nearest = max(touching, key=lambda other: len(other["content"] & row["content"]))
    speakers = [each for each in gold if len(each["content"] & nearest["content"]) * 2 >= len(each["content"])]
    if len(speakers) > 1:
        return "merged"
    return "too long" if len(nearest["content"]) > len(row["content"]) else "too short"


def example(text: Any, row: Coded) -> str:
    """Show an attribution on one line."""
    parts = (" ".join(text.words[token] for token in sorted(row[name])) for name in ("source", "cue", "content"))
    source, cue, content = parts
    return f"[{source or 'nobody'}] [{cue}] {content[:SHOWN]}"
