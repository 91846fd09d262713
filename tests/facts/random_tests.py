"""Random row tests over the invented roads, as their authors would write them."""

import random

ATOMS = [
    "surfaced",
    "lit",
    "ours",
    "length_km >= 3.5",
    "length_km < 4",
    "length_km <> 0",
    "length_km in (0, 3.5)",
    "lanes = 3",
    "lanes <= 1",
    "lanes > -1",
    "lanes not in (1, 5)",
    "kind = 'main'",
    "kind <> 'lane'",
    "kind in ('main', 'lane', 'other')",
    "name = 'it''s'",
    "name <> 'Đầm'",
    "name in ('Cẩm', 'it''s')",
    "built_on is null",
    "lit is not null",
    "built_on >= DATE '2024-06-30'",
    "built_on < '2024-03-01'",
    "built_on = DATE '2024-02-29'",
    "built_on in (DATE '2024-02-29', DATE '2024-03-01')",
]


def random_test(chance: random.Random, depth: int = 3) -> str:
    """A row test of some atoms under and, or, not and parentheses."""
    if depth == 0 or chance.random() < 0.25:
        return chance.choice(ATOMS)
    way = chance.choice(["and", "or", "not"])
    if way == "not":
        return f"not ({random_test(chance, depth - 1)})"
    parts = (f"({random_test(chance, depth - 1)})" for _ in range(chance.choice([2, 2, 3])))
    return f" {way} ".join(parts)
