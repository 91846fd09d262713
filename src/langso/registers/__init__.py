"""The ledgers of a commune: typed tables made from the law, their closing, and declared facts. No verdicts here."""
