"""A ledger's sheet in a browser: opening it, finding cells, typing, pasting, and what the ledger then holds."""

import json

from playwright.sync_api import expect

CODE = "10630"


def sheet(visit, register, role="commune_officer", query="", **more):
    page = visit(f"/communes/{CODE}/registers/{register}/{query}", role, **more)
    page.locator("table[role=grid]").wait_for()
    return page


def cell(page, row, column):
    """The cell of a row, counted from 0, in a column by its title."""
    return page.locator("#sheet tbody tr").nth(row).locator(f"td[data-label='{column}']")


def title(page, column):
    return page.locator("#sheet tbody tr").first.locator("td").nth(column).get_attribute("data-label")


def keys(page, *pressed):
    for key in pressed:
        if len(key) > 1 and key[0] == ":":
            page.keyboard.type(key[1:])
        else:
            page.keyboard.press(key)


def saved(page):
    expect(page.locator("#sheet-status")).to_have_attribute("data-state", "saved", timeout=15_000)
    expect(page.locator("#sheet-status")).to_contain_text("Đã lưu")


def refused(page, n):
    expect(page.locator("#sheet-trouble li")).to_have_count(n)


def held(server, register, *columns):
    """What the ledger holds, in the order of entry."""
    code = (
        "import json; from langso.registers.models import ROWS\n"
        f"rows = ROWS[{register!r}].objects.filter(commune__code={CODE!r}).order_by('id')\n"
        f"print(json.dumps([list(row) for row in rows.values_list(*{columns!r})], default=str))"
    )
    return json.loads(server.run(code).strip().splitlines()[-1])


def emptied(server, register, rows=()):
    """Opens the ledger, takes every row out and writes `rows` in it, as the officer would.

    Nobody else changes anything meanwhile: a page that was just left may still be saving.
    """
    server.run(
        f"""
from django.db import transaction
from langso.accounts.models import Person
from langso.journal.changes import in_turn
from langso.places.models import Unit
from langso.registers import actions
from langso.registers.models import ROWS, Ledger

unit, person = Unit.objects.get(code={CODE!r}), Person.objects.get(email="commune_officer@langso.example")
if Ledger.objects.filter(commune=unit, register={register!r}, closed=True).exists():
    actions.reopen_ledger(person, unit, {register!r}, "thử")
with transaction.atomic():
    in_turn()
    there = ROWS[{register!r}].objects.filter(commune=unit)
    edits = [actions.Edit(row.id, row.version, remove=True) for row in there]
    edits += [actions.Edit(values=each) for each in {list(rows)!r}]
    actions.write_rows(person, unit, {register!r}, edits)
"""
    )


def events(server, register):
    code = f"from langso.journal.models import Event; print(Event.objects.filter(subject={register!r}).count())"
    return int(server.run(code).strip().splitlines()[-1])


def paste(page, text):
    page.evaluate(
        """(text) => { const clipboardData = new DataTransfer(); clipboardData.setData("text/plain", text);
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event); }""",
        text,
    )


def copied(page):
    return page.evaluate(
        """() => { const clipboardData = new DataTransfer();
        const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event); return clipboardData.getData("text/plain"); }"""
    )
