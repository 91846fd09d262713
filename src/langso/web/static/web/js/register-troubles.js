// What was refused, one item each: where, what, and what can be done about it.
import { fill } from "./register-words.js";

function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button button-quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}

// `label` and `column` say where; `entry` is what was typed in the row; `keep`, `go` and `drop` are called when their button is pressed.
export function troubleItem(trouble, { words, label, column, entry, keep, go, drop }) {
  const item = document.createElement("li");
  const text = document.createElement("p");
  const where = document.createElement("b");
  where.textContent = [label, column].filter(Boolean).join(" · ");
  const isStale = trouble.code === "change.stale";
  const typed = entry.cells[trouble.column];
  const mine = entry.remove ? words.removed : typed === "" || typed === undefined ? words.blank : typed;
  text.append(where, ": ", isStale ? fill(trouble.undo ? words.conflictUndo : words.conflict, { now: trouble.now, mine }) : `${trouble.what}. ${trouble.remedy}`);
  const actions = document.createElement("div");
  actions.className = "actions";
  if (isStale) actions.append(button(words.keepMine, keep));
  else if (column) actions.append(button(words.goThere, go));
  actions.append(button(isStale ? words.takeTheirs : words.discard, drop));
  item.append(text, actions);
  return item;
}
