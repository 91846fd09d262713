"""Evidence: files by the hash of their content, their revisions and validity, and the conditions they speak for."""
