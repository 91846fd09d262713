"""Dossiers: cycles, the stages a dossier goes through, what each stage seals, rulings of every tier, recognition."""
