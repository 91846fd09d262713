"""Files handed in: kept, read in the background, compared with the ledgers, shown, and written once confirmed.

`actions` is what people do with an import, `reading` and `applying` what the worker does, `preview` what pages show.
"""
