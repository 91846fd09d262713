"""The law that ships, taken apart once for the tests that hold it to the lists written by hand and to the letter."""

from langso.criteria import load_law

LAW = load_law()
SETS = {set_id: LAW.sets[set_id] for set_id in ("NTM", "NC", "KM")}
NODES = {node.id: node for criteria_set in SETS.values() for node in criteria_set.nodes()}
CONDITIONS = {node.id: node for node in NODES.values() if node.is_condition}
