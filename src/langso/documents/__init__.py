"""Official documents: what they hold is given to them or read from what a dossier sealed; how they look is a template's
matter, which a province may replace.
"""
