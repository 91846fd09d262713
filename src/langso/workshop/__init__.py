"""The law's workshop: drafts of criteria sets, their effect before publishing, publication, rulings."""
