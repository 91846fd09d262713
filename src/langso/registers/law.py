"""The law that this installation stands on, loaded once a process."""

from functools import cache

from langso.criteria import Law, load_law


@cache
def law() -> Law:
    """The law that ships."""
    return load_law()
