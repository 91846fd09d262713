"""Compiles the Vietnamese messages when a wheel is built. Everything else about the package is in pyproject.toml."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithMessages(build_py):
    """Builds the package with its compiled messages in it."""

    def run(self) -> None:
        for source in Path("src").rglob("*.po"):
            with source.open("rb") as catalogue, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(catalogue))
        super().run()


setup(cmdclass={"build_py": BuildWithMessages})
