"""What a cell means: how officials write yes, 1.040 and 31/12/2022, in a file or on a page. Knows no page."""
