"""Where results are written: beside their place first, then into it as a whole, so that nobody ever finds half of one.

What is in a result is known to whoever writes it.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langso.language import gettext as _
from langso.problems import TARGET_EXISTS, TARGET_NOT_EMPTY, TARGET_UNWRITABLE, Where, refuse


@contextmanager
def put_in_place(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A path beside `target` to write a file to; once the block ends well it is `target`, else nothing is left of it.

    BadInputError where `target` is there already (unless `overwrite`), is a folder, or cannot be written.
    """
    if target.is_dir():
        raise refuse(TARGET_UNWRITABLE, Where(str(target)), str(target), reason=_("it is a folder"))
    if target.exists() and not overwrite:
        raise refuse(TARGET_EXISTS, Where(str(target)), str(target))
    unfinished = _beside(target)
    with _named_where_it_fails(target):
        try:
            unfinished.touch(exist_ok=False)
            yield unfinished
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def put_folder_in_place(target: Path) -> Iterator[Path]:
    """A folder beside `target` to fill; once the block ends well it is `target`, else nothing is left of it.

    BadInputError where `target` is a file or a folder with something in it, or cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refuse(TARGET_NOT_EMPTY, Where(str(target)), str(target))
    unfinished = _beside(target)
    with _named_where_it_fails(target):
        try:
            unfinished.mkdir()
            yield unfinished
            unfinished.replace(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.stem}.{secrets.token_hex(4)}{target.suffix}")


@contextmanager
def _named_where_it_fails(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(TARGET_UNWRITABLE, Where(str(target)), str(target), reason=reason) from error
