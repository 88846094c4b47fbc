"""The key of a backup, and its frames: each is encrypted and authenticated by itself.

A file is the header, frames, and 32 bytes more: the SHA-256 of all before them, by which anybody
can tell a damaged copy without the passphrase. A frame is one byte (1 on the last frame, else 0),
the length of what follows in four bytes, a nonce of 12 bytes, and JSON in UTF-8 under AES-256-GCM.
What is authenticated besides is the header's SHA-256, the frame's number and that first byte: so no
frame can be changed, left out, doubled, moved, or taken from another file, and no file can end
early.

The key is scrypt's of the passphrase (RFC 7914) with parameters that the version fixes, so that no
file can ask for weaker ones or for all memory. The nonce is random, and not the frame's number: an
export that goes on after an interruption writes a number again, and two texts under one nonce give
both away. A key seals far fewer than the 2**32 frames to which random nonces are safe (NIST SP
800-38D, 8.3).
"""

import hashlib
import json
import os
import struct
import unicodedata
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..errors import OpsError

# 128 MiB and some tenths of a second a guess: OWASP, "Password Storage Cheat Sheet", scrypt.
COST, BLOCK, LANES = 2**17, 8, 1
_MOST_MEMORY = 2**28  # OpenSSL's own limit is below what these take
# 60 users with 50 attributes of 2,048 characters fill no more.
MOST_BYTES = 32 * 2**20
CHECKSUM_BYTES = hashlib.sha256().digest_size
_NONCE_BYTES = 12
_FRONT = struct.Struct(">BI")
_NUMBER = struct.Struct(">QB")


class TruncatedError(OpsError):
    """A frame is not all there."""


class ForgedError(OpsError):
    """A frame is not what was sealed under this key at this place."""


class Seal:
    """Seals and opens the frames of one file."""

    def __init__(self, passphrase: str, *, salt: bytes, header: bytes) -> None:
        """Make the key, which takes some tenths of a second.

        Args:
            passphrase: as it was typed; how its characters are composed makes no difference.
            salt: 16 bytes.
            header: the file's first bytes.
        """
        key = hashlib.scrypt(
            unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
            salt=salt,
            n=COST,
            r=BLOCK,
            p=LANES,
            maxmem=_MOST_MEMORY,
            dklen=32,
        )
        self._cipher, self._header = AESGCM(key), hashlib.sha256(header).digest()

    def close(self, number: int, content: object, *, last: bool) -> bytes:
        """Return the frame of a content that is JSON."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        nonce, plain = os.urandom(_NONCE_BYTES), text.encode("utf-8", "surrogatepass")
        sealed = nonce + self._cipher.encrypt(nonce, plain, self._beside(number, last))
        return _FRONT.pack(last, len(sealed)) + sealed

    def open(self, file: BinaryIO, number: int) -> tuple[object, bool]:
        """Read a frame; return its content, and whether it is the last.

        Raises:
            TruncatedError: the file ends in it.
            ForgedError: it is not this one.
        """
        front = file.read(_FRONT.size)
        if len(front) < _FRONT.size:
            raise TruncatedError("a frame is not all there")
        last, length = _FRONT.unpack(front)
        if last not in (0, 1) or not _NONCE_BYTES < length <= MOST_BYTES:
            raise ForgedError("a frame has no length that one can have")
        sealed = file.read(length)
        if len(sealed) < length:
            raise TruncatedError("a frame is not all there")
        nonce, text = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            opened = self._cipher.decrypt(nonce, text, self._beside(number, last))
        except InvalidTag:
            raise ForgedError("a frame is not what was sealed") from None
        return json.loads(opened), bool(last)

    def _beside(self, number: int, last: int) -> bytes:
        return self._header + _NUMBER.pack(number, last)
