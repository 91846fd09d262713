"""What the ledgers of a commune hold, out again: the workbook that can be handed in, a register as .xlsx or .csv.

Who takes what away is in the journal. What goes out comes in again without a change; a test holds that.
"""

from langso.exchange.export.actions import Exported, export_commune, export_register

__all__ = ["Exported", "export_commune", "export_register"]
