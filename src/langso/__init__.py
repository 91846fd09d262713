"""Làng Số: which conditions of the law a rural commune meets, which not, why, and what is left to do."""

__version__ = "0.1.0"
