"""The fields that a template may use, as typed values with what each one is; a province's own templates stand on them.

Names in a template are the names here. `shape_of` tells them to whoever checks a template, `plain` gives them to it.
"""

from langso.documents.fields.assessment import (
    AnnexFields,
    AnswerFields,
    EvidenceFields,
    FigureFields,
    OpenFields,
    PartFields,
    RegisterFields,
    RowFields,
    SelfAssessment,
)
from langso.documents.fields.letter import CheckFields, Letter, OfDossier
from langso.documents.fields.review import Minutes, Opined, Proposal, Review
from langso.documents.fields.shape import Shape, listed, plain, shape_of
from langso.documents.fields.synthesis import CountFields, DossierFields, SetFields, Synthesis

__all__ = [
    "AnnexFields",
    "AnswerFields",
    "CheckFields",
    "CountFields",
    "DossierFields",
    "EvidenceFields",
    "FigureFields",
    "Letter",
    "Minutes",
    "OfDossier",
    "OpenFields",
    "Opined",
    "PartFields",
    "Proposal",
    "RegisterFields",
    "Review",
    "RowFields",
    "SelfAssessment",
    "SetFields",
    "Shape",
    "Synthesis",
    "listed",
    "plain",
    "shape_of",
]
