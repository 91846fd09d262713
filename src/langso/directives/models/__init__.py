"""Directives as they are kept: documents, guidance and its recipients, difficulties, recommendations, plans.

What holds now stands in a row; what held before stands in the journal.
"""

from langso.directives.models.difficulties import Difficulty, DifficultyNode, DifficultyPlace, Reply
from langso.directives.models.guidance import Dispatch, Recipient
from langso.directives.models.library import Attachment, DocumentNode, LegalDocument, Relation
from langso.directives.models.plans import BudgetLine, Plan, Recommendation, RecommendedPart, Target, Task, TaskReply

__all__ = [
    "Attachment",
    "BudgetLine",
    "Difficulty",
    "DifficultyNode",
    "DifficultyPlace",
    "Dispatch",
    "DocumentNode",
    "LegalDocument",
    "Plan",
    "Recipient",
    "Recommendation",
    "RecommendedPart",
    "Relation",
    "Reply",
    "Target",
    "Task",
    "TaskReply",
]
