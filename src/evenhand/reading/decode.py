"""Bytes into text: encodings are told apart, or refused with the reason."""

from __future__ import annotations

import codecs
import re

from evenhand.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"GIF8", "a GIF image"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = bytes(sorted(set(range(1, 32)) - set(b"\t\n\v\f\r\x1b")))
_MOST_CONTROLS = 0.01  # share of control characters above which bytes are no text
_ONE_SIDED = 0.3  # share of NULs at even (or odd) places that tells UTF-16 from a run of NULs
_MOST_ACCENTS = 0.4  # share of letters outside ASCII above which bytes are no Windows-1252 text
_BROKEN = re.compile("[\udc80-\udcff]+")
_PROPER = re.compile("[^\x00-\x7f\udc80-\udcff]")


def decode(raw: bytes, *, declared: str | None = None) -> tuple[str, list[str]]:
    r"""Turn the bytes of a file into text.

    Parameters
    ----------
    raw
        The file.
    declared
        An encoding that the file itself names (HTML); tried when the bytes are not UTF-8.

    Returns
    -------
    text, doubts
        Line ends are ``\n``; a byte-order mark is left out. ``doubts`` says what was taken for granted or mended.

    Raises
    ------
    ReadError
        If this is no text, or its encoding cannot be told; the message is the reason.

    Examples
    --------
    >>> decode(b"caf\xe9 \x96 bar")
    ('café – bar', ['not UTF-8; read as Windows-1252'])
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text, doubts = _decode_as(raw[len(mark) :], encoding)
            return _clean(text, doubts)
    _refuse_binary(raw)
    without, doubts = raw, []
    if nuls := raw.count(0):
        without, doubts = raw.replace(b"\0", b""), [f"{nuls:,} NUL characters left out"]
    text, more = _decode_unmarked(without, declared)
    return _clean(text, doubts + more)


def _clean(text: str, doubts: list[str]) -> tuple[str, list[str]]:
    if nuls := text.count("\0"):
        text, doubts = text.replace("\0", ""), [*doubts, f"{nuls:,} NUL characters left out"]
    return text.replace("\r\n", "\n").replace("\r", "\n"), doubts


def _decode_as(raw: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as fault:
        text = raw.decode(encoding, errors="replace")
        if len(raw) - fault.start < 8:
            return text.rstrip("\ufffd"), [f"ends in the middle of a character ({encoding.upper()}); the broken end was left out"]
        return text, [f"{text.count(chr(0xFFFD)):,} broken characters ({encoding.upper()}); shown as \ufffd"]


def _refuse_binary(raw: bytes) -> None:
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise ReadError(f"this is {what}, not text")
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    half = max(1, len(raw) // 2)
    if max(even, odd) > _ONE_SIDED * half and min(even, odd) < max(even, odd) / 10:
        raise ReadError("UTF-16 without a byte-order mark; save it as UTF-8")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(raw):
        raise ReadError(f"binary data, not text: {controls:,} of {len(raw):,} bytes are control characters")


def _decode_unmarked(raw: bytes, declared: str | None) -> tuple[str, list[str]]:
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    loose = raw.decode("utf-8", errors="surrogateescape")
    # Damaged UTF-8 still holds more proper characters than broken places; other encodings hold next to none by chance.
    if len(_PROPER.findall(loose)) > len(_BROKEN.findall(loose)):
        return _decode_as(raw, "utf-8")
    if declared and (text := _decode_declared(raw, declared)) is not None:
        return text, [f"read as {declared}, as it declares"]
    return _decode_western(raw)


def _decode_declared(raw: bytes, declared: str) -> str | None:
    try:
        text = codecs.decode(raw, codecs.lookup(declared).name, "strict")
    except (LookupError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None


def _decode_western(raw: bytes) -> tuple[str, list[str]]:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise ReadError(f"neither UTF-8 nor Windows-1252 (byte {fault.start:,}); save it as UTF-8") from None
    letters = sum(map(str.isalpha, text))
    accents = sum(character.isalpha() and character > "\x7f" for character in text)
    if accents > _MOST_ACCENTS * letters:
        raise ReadError("not UTF-8, and too many accented letters for Windows-1252; save it as UTF-8")
    return text, ["not UTF-8; read as Windows-1252"]
