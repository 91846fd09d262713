"""People, their roles and territories, and the one place that answers whether a person may do something."""
