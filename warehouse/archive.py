"""Bytes by content: pages and readings, each kept once, named by its SHA-256, compressed against an older sister.

``ab/abcd....zst`` is a zstd file. One that was compressed against a keyframe begins with a skippable frame that names
it, so ``zstd -d -D <keyframe, decompressed>`` reads it too. A keyframe is written as a file of its own: no chains.
"""

import hashlib
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import zstandard

_LEVEL = 3
# A skippable frame (RFC 8878 3.1.2): magic, length 32, then the SHA-256 of the keyframe.
_NAMES_BASE = b"\x50\x2a\x4d\x18" + (32).to_bytes(4, "little")
_NAME = re.compile(r"([0-9a-f]{64})\.zst")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# A delta larger than this share of plain zstd begins a new keyframe. Measured on 365 captures of a page of 356 kB, 1 %
# of its lines edited a day (one word; whole line): 0.30 keeps 6.5 and 7.8 MB, 0.15 3.9 and 6.1, 0.10 3.4 and 6.6.
_WORTH_IT = 0.12
_LARGEST = 1 << 30
_BASES_AT_HAND = 4
# We write one step. A keyframe that was lost and came back as a delta makes two; more is damage.
_MOST_STEPS = 3


class ArchiveError(Exception):
    """Something kept cannot be read, or cannot be kept. The message names the file and what to do."""


class Archive:
    """The folder of all kept bytes. Nothing in it is ever altered; a damaged file is set aside, not written over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bases: OrderedDict[str, bytes] = OrderedDict()

    def put(self, data: bytes, like: str = "") -> str:
        """Keep ``data``; its SHA-256 in hex. Twice is once. ``like``: a kept body that it probably resembles.

        Raises:
            ArchiveError: it could not be written, or did not read back as it was.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists():
            try:
                self.get(sha256)
                return sha256
            except ArchiveError:  # the right bytes are at hand again: keep them, and the damaged file as evidence
                self._set_aside(path)
        packed = self._pack(data, like, sha256)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        try:
            self._make_shard(path.parent)
            with temporary.open("xb") as file:
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            if self._unpack(temporary.read_bytes(), temporary) != data:
                raise ArchiveError(f"{temporary} did not read back as it was written; is the disk sound?")
            temporary.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            raise ArchiveError(f"{path} cannot be written: {error.strerror}; nothing was kept") from None
        finally:
            with suppress(OSError):  # gone already, unless something failed above; verify names what is left
                temporary.unlink()
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of this name, proven to be them.

        Raises:
            ArchiveError: they were never kept, or the file (or its keyframe) is damaged.
        """
        path = self.path(sha256)
        data = self._unpack(_read(path), path)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveError(f"{path} is damaged: its content does not fit its name; restore it from a copy")
        return data

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def verify(self) -> Iterator[str]:
        """Read every byte; one line for each thing that is wrong."""
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.rglob("*")):
            if path.is_dir() or path.name.endswith(".damaged"):
                continue
            match = _NAME.fullmatch(path.name)
            if match is None or path != self.path(match[1]):
                yield f"{path} does not belong here" + (" (left by a crash)" if path.suffix == ".tmp" else "")
                continue
            try:
                self.get(match[1])
            except ArchiveError as error:
                yield str(error)

    def path(self, sha256: str) -> Path:
        """Where these bytes are kept. Raises ArchiveError for what is no SHA-256: names come from hashes only."""
        if not _SHA256.fullmatch(sha256):
            raise ArchiveError(f"{sha256[:80]!r} is not a SHA-256 in hex")
        return self.folder / sha256[:2] / f"{sha256}.zst"

    def _pack(self, data: bytes, like: str, sha256: str) -> bytes:
        plain = zstandard.ZstdCompressor(level=_LEVEL).compress(data)
        base = self._keyframe_of(like) if like and data else ""
        if not base or base == sha256:
            return plain
        try:
            words = zstandard.ZstdCompressionDict(self._base(base), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        except ArchiveError:
            return plain
        # The level's own tables forget a keyframe of more than about a megabyte before it is used (4 MB page, one line
        # added: 900 kB kept; with tables of the window's size: 508 bytes).
        bits = min(27, max(19, (len(data) + len(words)).bit_length()))
        tables = min(24, bits)
        parameters = zstandard.ZstdCompressionParameters.from_level(
            _LEVEL, window_log=bits, hash_log=tables, chain_log=tables
        )
        packed = zstandard.ZstdCompressor(dict_data=words, compression_params=parameters).compress(data)
        delta = _NAMES_BASE + bytes.fromhex(base) + packed
        return delta if len(delta) <= _WORTH_IT * len(plain) else plain

    def _keyframe_of(self, like: str) -> str:
        """The keyframe that ``like`` is, or hangs on; "" if it is not to be had."""
        if not _SHA256.fullmatch(like):
            return ""
        try:
            return _base_of(_read(self.path(like))) or like
        except ArchiveError:
            return ""

    def _unpack(self, packed: bytes, path: Path, steps: int = _MOST_STEPS) -> bytes:
        base = _base_of(packed)
        frame = packed[len(_NAMES_BASE) + 32 :] if base else packed
        try:
            words = self._words(base, path, steps) if base else None
            size = zstandard.frame_content_size(frame)
            if not 0 <= size <= _LARGEST:
                raise ArchiveError(f"{path} is damaged: it names no likely size; restore it from a copy")
            data = zstandard.ZstdDecompressor(dict_data=words).decompress(frame, allow_extra_data=False)
        except (zstandard.ZstdError, MemoryError) as error:
            raise ArchiveError(f"{path} is damaged ({error}); restore it from a copy") from None
        return data

    def _words(self, base: str, path: Path, steps: int) -> zstandard.ZstdCompressionDict:
        try:
            return zstandard.ZstdCompressionDict(self._base(base, steps), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        except ArchiveError as error:
            raise ArchiveError(f"{path} hangs on another file: {error}") from None

    def _base(self, sha256: str, steps: int = _MOST_STEPS) -> bytes:
        """A keyframe, with the last few at hand: sisters of one page come one after the other."""
        if (held := self._bases.get(sha256)) is not None:
            return held
        path = self.path(sha256)
        if steps == 0:
            raise ArchiveError(f"{path} leads in a circle; restore it from a copy")
        data = self._unpack(_read(path), path, steps - 1)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveError(f"{path} is damaged: its content does not fit its name; restore it from a copy")
        self._bases[sha256] = data
        while len(self._bases) > _BASES_AT_HAND:
            self._bases.popitem(last=False)
        return data

    def _make_shard(self, shard: Path) -> None:
        for folder in (self.folder, shard):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                _sync_folder(folder.parent)

    def _set_aside(self, path: Path) -> None:
        path.replace(path.with_name(f"{path.name}.{secrets.token_hex(4)}.damaged"))
        self._bases.pop(path.stem, None)


def _base_of(packed: bytes) -> str:
    """The keyframe that a kept file names, "" for a file that stands alone."""
    end = len(_NAMES_BASE) + 32
    return packed[len(_NAMES_BASE) : end].hex() if packed.startswith(_NAMES_BASE) and len(packed) >= end else ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ArchiveError(f"{path} is not there; restore it from a copy") from None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}") from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
