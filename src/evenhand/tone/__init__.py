"""The tone of sentences, and towards whom: small models that run offline, with how far each agrees with people."""

from evenhand.tone.sentences import tone, tone_by_voice
from evenhand.tone.target import target_tone, tone_by_actor, tone_towards

__all__ = ["target_tone", "tone", "tone_by_actor", "tone_by_voice", "tone_towards"]
