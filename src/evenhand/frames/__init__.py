"""Frames: marks of a codebook with their evidence, who voices them and where, and the measures made of them."""

from evenhand.frames.counts import count_by_article, dominant_frames
from evenhand.frames.find import Codebook, book_of, count_frames, find_frames
from evenhand.frames.gaps import effect_size, frame_gaps, frames_by, prevalence, third_of, voice_of
from evenhand.frames.indices import episodic_thematic, pole_index, scale_alpha, scale_scores, story_poles
from evenhand.frames.profile import cooccurrence, emphasis, frame_diversity
from evenhand.frames.scores import leading_frames, score_frames

__all__ = [
    "Codebook",
    "book_of",
    "cooccurrence",
    "count_by_article",
    "count_frames",
    "dominant_frames",
    "effect_size",
    "emphasis",
    "episodic_thematic",
    "find_frames",
    "frame_diversity",
    "frame_gaps",
    "frames_by",
    "leading_frames",
    "pole_index",
    "prevalence",
    "scale_alpha",
    "scale_scores",
    "score_frames",
    "story_poles",
    "third_of",
    "voice_of",
]
