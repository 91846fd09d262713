"""The language of the law and the algebra of verdicts: pure Python and NumPy, no SQL, no files but the law's."""

from langso.criteria.loader import check_file, extend_law, load_law

__all__ = ["check_file", "extend_law", "load_law"]
