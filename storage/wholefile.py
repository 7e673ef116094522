"""A file that is there whole or not at all, whenever the process is killed or the disk is full."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

_OWNER_ONLY: Final = 0o600
_NO_SUCH_THING: Final = (errno.EOPNOTSUPP, errno.EINVAL, errno.EISDIR, errno.ENOENT)


@contextmanager
def whole_file(target: Path, *, replace: bool = False, nameless: bool = True) -> Iterator[BinaryIO]:
    """A file to write, which appears as `target`, readable by its owner alone, once the block ends well.

    Until then it has no name where the system knows such files (`nameless`), so that a kill leaves nothing; else it has
    one beside `target`. FileExistsError if something is there that is not to be replaced.
    """
    if not replace:
        _refuse_existing(target)
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)  # of somebody who was killed
    number = _nameless(target.parent) if nameless else None
    try:
        with os.fdopen(_named(beside) if number is None else number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if number is not None:
                _name(file, beside if replace else target)
        if number is None and not replace:
            _refuse_existing(target)
        if number is None or replace:
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _remember(target.parent)


def _refuse_existing(target: Path) -> None:
    if target.is_symlink() or target.exists():
        raise FileExistsError(errno.EEXIST, "there is a file already")


def _nameless(folder: Path) -> int | None:
    """A file without a name in this folder; None where there is no such thing."""
    kind: int | None = getattr(os, "O_TMPFILE", None)
    if kind is None:
        return None
    try:
        return os.open(folder, os.O_RDWR | kind, _OWNER_ONLY)
    except OSError as trouble:
        if trouble.errno in _NO_SUCH_THING:
            return None
        raise


def _named(file: Path) -> int:
    bytewise: int = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | bytewise, _OWNER_ONLY)


def _name(file: BinaryIO, target: Path) -> None:
    number = file.fileno()
    # linkat(2) follows /proc's link to the open file; Python calls it only if a directory is given
    os.link(f"/proc/self/fd/{number}", target, src_dir_fd=number, follow_symlinks=True)


def _remember(folder: Path) -> None:
    """Keep the new name over a loss of power, where the system lets us."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
