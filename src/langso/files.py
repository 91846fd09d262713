"""Where results are written: beside their place first, then into it as a whole, so that nobody ever finds half of one.

And signs by which processes of one machine know of each other. What is in a result is known to whoever writes it.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langso.language import gettext as _
from langso.problems import TARGET_EXISTS, TARGET_NOT_EMPTY, TARGET_UNWRITABLE, refuse

SERVING = "serving.lock"
"""The sign in DATA that is held as long as a server or its worker runs; nothing may be put in their place then."""


@contextmanager
def put_in_place(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A free path beside `target` to write a file or a folder to; once the block ends well it becomes `target`.

    When the block fails nothing is left of it. A link stays; what it leads to is replaced. BadInputError where
    `target` is a file that is there already (unless `overwrite`), a folder with something in it, a device or a
    pipe, or a place that cannot be written.
    """
    if target.is_symlink():
        target = target.resolve()
    unfinished = target.with_name(f".{target.stem}.{secrets.token_hex(4)}{target.suffix}")
    with _named_where_it_fails(target):
        if target.is_dir() and any(target.iterdir()):
            raise refuse(TARGET_NOT_EMPTY, value=str(target))
        if target.is_file() and not overwrite:
            raise refuse(TARGET_EXISTS, value=str(target))
        if target.exists() and not target.is_file() and not target.is_dir():
            raise refuse(TARGET_UNWRITABLE, value=str(target), reason=_("it is a device or a pipe, no file"))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield unfinished
            unfinished.replace(target)
        finally:
            if unfinished.is_dir():
                shutil.rmtree(unfinished, ignore_errors=True)
            else:
                unfinished.unlink(missing_ok=True)


@contextmanager
def _named_where_it_fails(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(TARGET_UNWRITABLE, value=str(target), reason=reason) from error


@contextmanager
def held(path: Path, *, alone: bool) -> Iterator[int]:
    """Hold `path` as a sign for other processes, `alone` or along with others; gives the descriptor to pass on.

    The sign goes when the last process that has the descriptor ends, however it ends. BlockingIOError where somebody
    else holds it in a way that shuts this one out. Where the system knows no such signs, nothing is held.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor, alone=alone)
        yield descriptor
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether a process holds `path` alone."""
    if not path.exists():
        return False
    try:
        with held(path, alone=False):
            return False
    except BlockingIOError:
        return True


def _lock(descriptor: int, *, alone: bool) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        return
    fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
