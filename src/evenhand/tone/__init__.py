"""The tone of sentences, and towards whom: small models that run offline, with how far each agrees with people."""

from evenhand.tone.sentences import tone, tone_by_voice

__all__ = ["tone", "tone_by_voice"]
