"""Directives: the library of legal documents, guidance and its recipients, difficulties, plans and tasks."""
