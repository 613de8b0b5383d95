"""Archives, unpacked in memory and within bounds: nothing is written, and no name in an archive is ever a path."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from evenhand.errors import ReadError

MOST_BYTES = 2**27  # of one file, unpacked; text and its lines take six times as much
MOST_UNPACKED = 2**30  # of all files of one archive
MOST_MEMBERS = 20_000
_MOST_RATIO, _SMALL = 200, 2**24  # text shrinks three- to tenfold; what grows two-hundredfold beyond 16 MB is a bomb
_PIECE = 2**20


class Member(NamedTuple):
    """A file in an archive: its name there, and its bytes, or why it cannot be read."""

    name: str
    content: bytes = b""
    fault: str = ""


def gunzip(raw: bytes) -> tuple[bytes, list[str]]:
    """Unpack gzip, also of several pieces.

    Returns
    -------
    content, doubts
        Of an archive that breaks off, what came before the break.

    Raises
    ------
    ReadError
        If it is no gzip, or unpacks to too much.

    Examples
    --------
    >>> import gzip
    >>> gunzip(gzip.compress(b"It rains."))
    (b'It rains.', [])
    """
    found, left = bytearray(), raw
    while left[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(wbits=31)
        try:
            for piece in _unpack(unpacker, left):
                found += piece
                _bound(len(found), len(raw), MOST_BYTES)
        except zlib.error as fault:
            return _broken(found, str(fault))
        if not unpacker.eof:
            return _broken(found, "it breaks off")
        left = unpacker.unused_data
    if not found and raw[:2] != b"\x1f\x8b":
        raise ReadError("this is no gzip archive")
    return bytes(found), ["what follows the gzip archive was left out"] if left.strip(b"\0") else []


def _unpack(unpacker: zlib._Decompress, raw: bytes) -> Iterator[bytes]:
    waiting = raw
    while waiting and not unpacker.eof:
        yield unpacker.decompress(waiting, _PIECE)
        waiting = unpacker.unconsumed_tail
    while not unpacker.eof and (piece := unpacker.decompress(b"", _PIECE)):
        yield piece


def _broken(found: bytearray, why: str) -> tuple[bytes, list[str]]:
    if not found:
        raise ReadError(f"the gzip archive is broken ({why})")
    return bytes(found), [f"the gzip archive is broken ({why}); only what comes before was read"]


def _bound(n_bytes: int, packed: int, most: int) -> None:
    if n_bytes > most:
        raise ReadError(f"it unpacks to more than {most >> 20:,} MB; split it into smaller files")
    if n_bytes > max(_SMALL, _MOST_RATIO * packed):
        raise ReadError(f"it unpacks to more than {_MOST_RATIO} times its size; that is no text")


def unzip(raw: bytes, wanted: Callable[[str], bool] = bool) -> Iterator[Member]:
    """Give the files of a zip archive whose names are wanted, in the order of their names.

    Raises
    ------
    ReadError
        If it is no zip archive, or holds too much.

    Examples
    --------
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("a.txt", "It rains.")
    >>> [member.content for member in unzip(packed.getvalue())]
    [b'It rains.']
    """
    archive = open_zip(raw)
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        for member in sorted(members, key=lambda member: member.filename):
            if wanted(member.filename):
                yield _member(archive, member)


def open_zip(raw: bytes) -> zipfile.ZipFile:
    """Open a zip archive (or an Office document, which is one) after a look at what it claims to hold."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, UnicodeDecodeError, NotImplementedError) as fault:
        raise ReadError(f"the zip archive is broken ({fault})") from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise ReadError(f"it holds {len(members):,} files; expected at most {MOST_MEMBERS:,}")
    # Python reads no more of a file than is stated here, so that a false statement does no harm.
    _bound(sum(member.file_size for member in members), len(raw), MOST_UNPACKED)
    return archive


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Member:
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Member(path.name, fault="its name in the archive points outside; it was left out")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Member(name, fault="it is a link, no file; it was left out")
    if member.flag_bits & 1:
        return Member(name, fault="it is encrypted; unpack it with its password first")
    if member.file_size > MOST_BYTES:
        return Member(name, fault=f"it unpacks to more than {MOST_BYTES >> 20:,} MB; split it into smaller files")
    try:
        return Member(name, archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        return Member(name, fault=f"it is broken in the archive ({fault})")
