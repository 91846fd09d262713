"""The language of the law and the algebra of verdicts: pure Python and NumPy, no SQL, no files but the law's."""

from langso.criteria.algebra import NO_COUNT, Assessment, decide, evaluate
from langso.criteria.bounds import Bounds, bounds
from langso.criteria.diff import Difference, compare
from langso.criteria.examples import check_examples
from langso.criteria.law import CriteriaSet, Law, Node
from langso.criteria.loader import LAW_FOLDER, check_file, check_rulings, check_text, extend_law, load_law
from langso.criteria.reasons import Reason, reason
from langso.criteria.sentences import Teller, asks, sentence
from langso.criteria.table import FactTable, Figures, Tallied
from langso.criteria.telling import Telling
from langso.criteria.verdicts import Verdict, combine

__all__ = [
    "LAW_FOLDER",
    "NO_COUNT",
    "Assessment",
    "Bounds",
    "CriteriaSet",
    "Difference",
    "FactTable",
    "Figures",
    "Law",
    "Node",
    "Reason",
    "Tallied",
    "Teller",
    "Telling",
    "Verdict",
    "asks",
    "bounds",
    "check_examples",
    "check_file",
    "check_rulings",
    "check_text",
    "combine",
    "compare",
    "decide",
    "evaluate",
    "extend_law",
    "load_law",
    "reason",
    "sentence",
]
