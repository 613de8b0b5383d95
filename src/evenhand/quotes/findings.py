"""What the rules hand over: one finding is one quote, in tokens."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from evenhand.quotes.cues import Cue
from evenhand.quotes.sheet import Sheet, Stretch

Span = tuple[int, int]


@dataclass
class Finding:
    """One quote as tokens: its content, who said it, the cue, and the rule that found it."""

    content: list[Span]
    speaker: Span | None
    cue: Span | None
    entry: Cue | None
    rule: str


@dataclass
class Page:
    """The sheet, its cues, and what has been found so far."""

    sheet: Sheet
    cues: list[Cue]
    findings: list[Finding] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # verbs that are the cue of a finding
    by_cue: dict[int, Finding] = field(default_factory=dict)  # first token of the cue -> finding
    turns: set[int] = field(default_factory=set)  # paragraphs that are turns of a transcript
    owner: dict[int, Finding] = field(default_factory=dict)  # stretch number -> finding whose content it is

    def __post_init__(self) -> None:
        """Index the cues by their verb."""
        self._verbs = [cue.verb for cue in self.cues]
        self.verbs = frozenset(self._verbs)

    def cues_in(self, begin: int, end: int) -> list[Cue]:
        """Return the cues whose verb lies between two tokens."""
        return self.cues[bisect_left(self._verbs, begin) : bisect_left(self._verbs, end)]

    def add(self, finding: Finding) -> Finding:
        """Keep a finding and mark its cue as used."""
        self.findings.append(finding)
        if finding.entry is not None:
            self.used.add(finding.entry.verb)
        if finding.cue is not None:
            self.by_cue[finding.cue[0]] = finding
        return finding

    def reports_in(self, begin: int, end: int) -> list[Finding]:
        """Return the findings whose cue begins between two tokens of one sentence, last first."""
        return [self.by_cue[at] for at in range(end - 1, begin - 1, -1) if at in self.by_cue]

    def low(self, number: int) -> int:
        """Return where the words before a stretch begin: with its sentence or behind the stretch before it."""
        stretch = self.sheet.stretches[number]
        begin = self.sheet.first[stretch.first]
        return max(begin, self.sheet.stretches[number - 1].after) if number else begin

    def high(self, number: int) -> int:
        """Return where the words behind a stretch end: with its sentence or before the next stretch."""
        stretch = self.sheet.stretches[number]
        end = max(stretch.after, self.sheet.after[stretch.after - 1])
        following = self.sheet.stretches[number + 1 : number + 2]
        return max(stretch.after, min(end, following[0].first)) if following else end

    def stretch(self, number: int) -> Stretch:
        """Return a stretch by number."""
        return self.sheet.stretches[number]
