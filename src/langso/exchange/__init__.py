"""Packages and workbooks: how a commune's data comes in and goes out without a server."""
