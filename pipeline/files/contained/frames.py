"""How the two processes talk: frames of bytes over a pipe, each after its length."""

from __future__ import annotations

import struct
from typing import IO, Final

_LENGTH: Final = struct.Struct(">Q")


def send_frame(pipe: IO[bytes], frame: bytes) -> None:
    """Write one frame.

    Raises:
        OSError: The other process is gone.
    """
    pipe.write(_LENGTH.pack(len(frame)))
    pipe.write(frame)
    pipe.flush()


def next_frame(pipe: IO[bytes]) -> bytes | None:
    """The next frame; ``None`` when the other process closed its end or is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    frame = pipe.read(length)
    return frame if len(frame) == length else None
