"""Compiles the Vietnamese messages when a wheel is built. Everything else about the package is in pyproject.toml."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithMessages(build_py):
    """Builds the package with its compiled messages in it."""

    def run(self) -> None:
        folder = Path("src/langso/locale/vi/LC_MESSAGES")
        merged = Catalog(locale="vi", domain="langso")
        for source in sorted(folder.glob("*.po")):
            with source.open("rb") as file:
                for entry in read_po(file, locale="vi", domain="langso"):
                    merged[entry.id] = entry
        with (folder / "langso.mo").open("wb") as compiled:
            write_mo(compiled, merged)
        super().run()


setup(cmdclass={"build_py": BuildWithMessages})
