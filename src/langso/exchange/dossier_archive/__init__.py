"""A dossier as one file to keep: everything that its stages sealed, and how it is proved without the product's data.

`gathering` and `exporting` ask the database; the rest does not, so that `langso dossier verify` runs anywhere.
"""
