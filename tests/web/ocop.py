"""A ledger of three products, kept in a browser: what the tests of its sheet begin with."""

import pytest

from web.grid import cell, emptied, held, title

REGISTER = "ocop_products"
NAME, STARS, UNTIL, SOLD = "name", "stars", "certificate_until", "on_ecommerce"


@pytest.fixture
def products(server):
    """Three products in the ledger; none afterwards."""
    rows = [
        {"name": name, "stars": stars} for name, stars in (("Bánh đậu xanh", 3), ("Vải thiều", 4), ("Chè lam", None))
    ]
    emptied(server, REGISTER, rows)
    yield
    emptied(server, REGISTER)


def stars(server):
    return dict(held(server, REGISTER, NAME, STARS))


def in_stars(page, row):
    return cell(page, row, title(page, 1))
