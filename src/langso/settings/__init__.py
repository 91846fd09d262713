"""How the product is set up: the one table of settings, and what Django is told because of it. No rules here."""
