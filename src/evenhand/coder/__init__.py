"""A coder that learns from a researcher's own hand codes: small, linear, open to inspection, saved as plain numbers."""

from evenhand.coder.coder import Coder, read_coder
from evenhand.coder.fit import fit_coder
from evenhand.coder.sheet import CodedTexts, read_coding_sheet
from evenhand.coder.words import WordCoder, fit_word_coder, read_word_coder

__all__ = ["CodedTexts", "Coder", "WordCoder", "fit_coder", "fit_word_coder", "read_coder", "read_coding_sheet", "read_word_coder"]
