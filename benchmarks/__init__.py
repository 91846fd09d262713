"""Speed of ours against its peers, measured in one run on the same data: `make bench` writes docs/performance.md.

Times differ between machines; the ratios are what counts. No test asserts a time.
"""
