"""Directives: legal documents, guidance and its recipients, difficulties, recommendations, plans, tasks, budget lines."""
