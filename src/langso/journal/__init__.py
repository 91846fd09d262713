"""The journal: every change as one event in the transaction that makes it, chained by hashes. No business rules."""
