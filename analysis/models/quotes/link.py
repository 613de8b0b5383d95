"""Learn linking: which cue a predicted piece of content belongs to, and which source a cue, from gold attributions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from gold import Gold

from evenhand.quotes.layout import Integers
from evenhand.quotes.linking import Pairs, content_pairs, source_pairs
from evenhand.quotes.segments import CONTENT, CUE, SOURCE, Segments, segments_of

Floats = npt.NDArray[np.float32]


def learn_links(parts: list[tuple[Gold, npt.NDArray[np.int8], npt.NDArray[np.bool_], float]]) -> tuple[Floats, Floats]:
    """Fit both models on labellings: each with its gold, the articles to use and a weight."""
    content, source = [], []
    for gold, labels, kept, weight in parts:
        segments = segments_of(labels[None], gold.sheet.article, len(gold.rows))
        pairs, answers = content_answers(gold, segments)
        use = kept[gold.sheet.article[segments.begin[pairs.ask]]] & (answers > -2)
        content.append((features(pairs, 4)[use], pairs.answer[use], answers[use], np.full(use.sum(), weight)))
        pairs, answers = source_answers(gold, segments)
        use = kept[gold.sheet.article[segments.begin[pairs.ask]]] & (answers > -2)
        source.append((features(pairs, 2)[use], pairs.answer[use], answers[use], np.full(use.sum(), weight)))
    return tuple(_fit(*map(np.concatenate, zip(*rows, strict=True))) for rows in (content, source))  # type: ignore[return-value]


def features(pairs: Pairs, n_variants: int) -> Floats:
    """Spread the columns of each pair over its variant's weights; "none" stands last, with a feature of its own."""
    n, k, size = pairs.columns.shape
    wide = np.zeros((n, k + 1, n_variants * size + 1), np.float32)
    for variant in range(n_variants):
        wide[:, :k, variant * size : (variant + 1) * size] = pairs.columns * (pairs.variant == variant)[:, :, None]
    wide[:, k, -1] = 1
    return wide


def _owners(gold: Gold, segments: Segments) -> tuple[Integers, list[tuple[Integers, Integers]]]:
    """Return, per segment, the gold attribution it overlaps most in its role, or -1; and per role the attribution of each token."""
    owner_of = np.full((3, len(gold.sheet)), -1, np.int64)
    number = 0
    for here in gold.attributions:
        for attribution in here:
            for role, spans in ((CUE, attribution.cue), (SOURCE, attribution.source), (CONTENT, attribution.content)):
                for begin, end in spans:
                    owner_of[role, begin:end] = number
            number += 1
    owners = np.full(len(segments.begin), -1, np.int64)
    for at, (begin, end, role) in enumerate(zip(segments.begin, segments.end, segments.role, strict=True)):
        seen = owner_of[role, begin:end]
        seen = seen[seen >= 0]
        if len(seen):
            values, counts = np.unique(seen, return_counts=True)
            owners[at] = values[counts.argmax()]
    return owners, owner_of


def content_answers(gold: Gold, segments: Segments) -> tuple[Pairs, Integers]:
    """Return candidates and the right one's column (the last for none; -2 where the right one is no candidate)."""
    pairs = content_pairs(gold.sheet, segments)
    owners, _ = _owners(gold, segments)
    return pairs, _columns(pairs, owners)


def _columns(pairs: Pairs, owners: Integers) -> Integers:
    wanted = owners[pairs.ask]
    match = (pairs.answer >= 0) & (owners[np.maximum(pairs.answer, 0)] == wanted[:, None]) & (wanted >= 0)[:, None]
    return np.where(match.any(1), match.argmax(1), pairs.answer.shape[1])


def source_answers(gold: Gold, segments: Segments) -> tuple[Pairs, Integers]:
    """Return candidates for the sources of cues; a source shared by attributions may answer by any of its tokens."""
    cues = segments.of(CUE)
    pairs = source_pairs(gold.sheet, segments, cues)
    owners, _ = _owners(gold, segments)
    flat = [one for here in gold.attributions for one in here]
    columns = np.full(len(cues), -2, np.int64)
    for at, cue in enumerate(cues):
        if owners[cue] < 0:
            continue
        spans = flat[owners[cue]].source
        columns[at] = pairs.answer.shape[1]
        best = 0
        for column, answer in enumerate(pairs.answer[at]):
            if answer >= 0:
                both = sum(max(0, min(end, segments.end[answer]) - max(begin, segments.begin[answer])) for begin, end in spans)
                if both > best:
                    best, columns[at] = both, column
    return pairs, columns


def _fit(features: Floats, answer: Integers, right: Integers, weight: Floats) -> Floats:
    """Fit a conditional logit."""
    x = torch.from_numpy(features)
    barred = torch.from_numpy(np.concatenate([answer < 0, np.zeros((len(answer), 1), bool)], axis=1))
    y, w = torch.from_numpy(right), torch.from_numpy(weight.astype(np.float32))
    weights = torch.zeros(features.shape[2], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        score = (x @ weights).masked_fill(barred, -1e4)
        loss = (torch.nn.functional.cross_entropy(score, y, reduction="none") * w).sum() / w.sum() + 1e-4 * (weights**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        score = (x @ weights).masked_fill(barred, -1e4)
        print(f"links: {len(y)} asked, {(score.argmax(1) == y).float().mean():.3f} right", flush=True)
    return weights.detach().numpy()
