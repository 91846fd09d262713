"""Icons, to be drawn inline."""

from markupsafe import Markup


def icon(name: str, label: str | None = None) -> Markup:  # noqa: ARG001
    """Nothing yet."""
    return Markup("")
