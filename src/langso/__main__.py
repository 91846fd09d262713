"""`python -m langso` is the command `langso`."""

from langso.cli import main

main()
