"""Where results are written: beside their place first, then into it as a whole, so that nobody ever finds half of one.

What is in a result is known to whoever writes it.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langso.language import gettext as _
from langso.problems import TARGET_EXISTS, TARGET_NOT_EMPTY, TARGET_UNWRITABLE, refuse


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
