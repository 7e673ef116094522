"""What can be asked of the machine and of the way to it: room on the disk, and until when a certificate holds."""

import asyncio
import shutil
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from storage.engines import file_of

_HTTPS = 443


class Usage(Protocol):
    """How full a disk is, in bytes."""

    @property
    def free(self) -> int:
        """Bytes that can be written still."""
        ...


@dataclass(frozen=True)
class Machine:
    """How the machine is asked; `trust` makes what decides whom to trust, `patience` is in seconds."""

    usage: Callable[[Path], Usage] = shutil.disk_usage
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    patience: float = 10.0


@dataclass(frozen=True)
class Room:
    """Bytes free where the database lies, and bytes that it takes."""

    free: int
    held: int


def room(machine: Machine, url: str) -> Room | None:
    """How much room there is for this database; None where it lies on a server. Raises OSError, ValueError."""
    file = file_of(url)
    if file is None:
        return None
    return Room(machine.usage(file.absolute().parent).free, file.stat().st_size)


async def certificate_until(machine: Machine, url: str) -> datetime:
    """Until when the certificate of this address holds; raises OSError (`ssl.SSLCertVerificationError` among it), TimeoutError."""
    parts = urlsplit(url)
    context = await asyncio.to_thread(machine.trust)
    async with asyncio.timeout(machine.patience):
        _reader, writer = await asyncio.open_connection(parts.hostname, parts.port or _HTTPS, ssl=context)
    try:
        told = writer.get_extra_info("peercert")["notAfter"]
    finally:
        writer.transport.abort()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(told), UTC)
