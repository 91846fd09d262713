// A ledger edited in place. The server's table is the page; this makes it a grid and saves what is typed in it.
import { guardClosing } from "./register-closing.js";
import { Drafts } from "./register-drafts.js";
import { Keeping } from "./register-keeping.js";
import { MOST, layOut } from "./register-pasting.js";
import { Saver } from "./register-saving.js";
import { fetchSheet, inWords, renew, send, takeBack } from "./register-server.js";
import { Status } from "./register-status.js";
import { Steps } from "./register-steps.js";
import { Table, cellsOf, isNew } from "./register-table.js";
import { troubleItem } from "./register-troubles.js";
import { format, parse } from "./register-tsv.js";
import { asSaid, figure, fill } from "./register-words.js";

const sheet = document.querySelector("#sheet");
const { columns, editable, keep, words, ...addresses } = JSON.parse(sheet.dataset.config);
const keeping = new Keeping(`register:${keep}`);
const drafts = new Drafts(columns.find((column) => column.key).name, keeping.read());
const unsaved = (ref, column) => drafts.has(ref, column);
const steps = new Steps();
const table = new Table(sheet, drafts, columns, words);
const status = new Status(document.querySelector("#sheet-status"), words, table.key.title);
const troubles = document.querySelector("#sheet-trouble");
const lost = document.querySelector("#connection");
const server = { ...addresses, keep, words };
const saver = new Saver(drafts, (pending, signal) => send(server, pending, signal), told);
const tool = (name) => document.querySelector(`#sheet-${name}`);

function write(changes) {
  tool("done")?.remove();
  const cells = changes.map(([cell]) => [cell.parentElement.dataset.ref, table.columnOf(cell).name]);
  steps.typed(cells.map(([ref, column]) => [ref, column, drafts.text(ref, column)]));
  for (const [cell, typed] of changes) {
    const { ref, version } = cell.parentElement.dataset;
    const column = table.columnOf(cell);
    drafts.set(ref, Number(version), column.name, asSaid(words, column, typed), cell.dataset.base);
    table.name(ref);
    table.paint(cell);
  }
  status.note("");
  changed();
  saver.soon();
}

function removeRows() {
  const { top, bottom } = table.grid.block;
  const lines = table.lines.slice(top, bottom + 1).filter((line) => !isNew(line) || drafts.rows.has(line.dataset.ref));
  const names = lines.map((line) => table.cell(line.dataset.ref, table.config.label).dataset.base).filter(Boolean);
  for (const line of lines) {
    const { ref, version } = line.dataset;
    drafts.remove(ref, Number(version));
    table.name(ref);
    table.redraw(ref);
  }
  steps.typed(lines.map((line) => [line.dataset.ref, ""]));
  status.note(names.length ? fill(words.rowsGone, { rows: names.slice(0, 3).join(", ") + (names.length > 3 ? ", …" : "") }) : "");
  changed();
  table.grid.go(top, table.grid.active.column);
  saver.flush();
}

// What is not saved is other than before: it is kept for a reload, and told.
function changed(state, answer) {
  table.keepOneNewRow();
  keeping.write(drafts);
  tellTroubles();
  tell(state, answer?.text);
}

function tell(state, text) {
  status.tell(drafts, editable, state, text);
  tool("undo")?.toggleAttribute("disabled", !steps.any(unsaved));
  tool("again")?.toggleAttribute("hidden", !(state === "stopped" || state === "away"));
}

// ---- to the server and back

function told(state, answer) {
  if (state === "saving") steps.sent(drafts.pending.request);
  if (state === "saved") settle(answer);
  lost.hidden = state !== "away";
  changed(state === "saved" && answer.problems.length && !answer.event ? "refused" : state, answer);
}

function settle(answer) {
  const sent = new Map(drafts.pending.edits.map((edit) => [edit.ref, edit]));
  const refused = new Set(answer.problems.map((problem) => problem.ref));
  const saved = (ref, column) => !refused.has(ref) && sent.has(ref) && (column === "" ? sent.get(ref).remove : column in sent.get(ref).cells);
  steps.settled(saved, answer.event);
  steps.renamed(drafts.settle(answer));
  for (const each of answer.rows) table.take(each);
  for (const [ref, now] of Object.entries(answer.now)) table.take({ ref, ...now });
  for (const ref of answer.gone) table.row(ref)?.remove();
  for (const ref of refused) table.redraw(ref);
  renew(answer);
  table.count();
}

// ---- what was refused

function tellTroubles() {
  const items = drafts.troubles.map((trouble) => {
    const { ref, column } = trouble;
    return troubleItem(trouble, {
      words,
      label: drafts.rows.get(ref).label || words.newRow,
      column: table.title(column),
      entry: drafts.rows.get(ref),
      keep: () => { drafts.keepMine(ref); attended(trouble); },
      go: () => table.go(ref, column),
      drop: () => { drafts.drop(ref, column); steps.dropped(ref, column); attended(trouble); },
    });
  });
  troubles.hidden = !items.length;
  troubles.querySelector("ul").replaceChildren(...items);
}

function attended({ ref, column, code }) {
  if (code === "change.row_gone") table.row(ref)?.remove();
  else table.redraw(ref);
  changed();
  saver.flush();
  if (table.cell(ref, column)) table.go(ref, column);
}

// ---- undo, copy, paste

async function undo() {
  await saver.flush();
  const step = steps.take(unsaved);
  if (!step) return;
  for (const [ref, column, before] of step.cells) {
    const base = table.cell(ref, column)?.dataset.base ?? "";
    if (before === undefined) drafts.takeBack(ref, column, base);
    else drafts.set(ref, Number(table.row(ref)?.dataset.version ?? 0), column, before, base);
  }
  for (const ref of new Set(step.cells.map(([each]) => each))) table.redraw(ref);
  status.note(step.cells.length ? fill(words.dropped, { n: figure(step.cells.length) }) : "");
  changed();
  if (step.events.length) await undoEvents(step.events);
  else table.grid.go(table.grid.active.row, table.grid.active.column);
  saver.soon();
}

async function undoEvents(events) {
  const said = new Set();
  try {
    while (events.length) {
      const answer = await takeBack(server, events.at(-1));
      if (answer.text) throw Object.assign(new Error("refused"), { told: answer.text });
      for (const text of offer(answer)) said.add(text);
      events.pop();
    }
    table.renew(await fetchSheet(), on);
    changed();
  } catch (error) {
    said.add(error.told ?? words.awayUndo);
    if (events.length) steps.putBack({ cells: [], events });
  }
  status.note([...said].join(" "));
  tell();
}

// What of an event could not be taken back is laid before whoever undoes, to be chosen. Gives what is to be said.
function offer({ event, problems, wanted, now }) {
  const rows = Object.entries(wanted);
  for (const [ref, each] of rows) {
    drafts.offer(ref, now[ref], each, problems.filter((problem) => problem.ref === ref));
    drafts.name(ref, now[ref].label, now[ref].cells[table.key.name].value);
  }
  steps.typed(drafts.cells.filter(({ ref }) => ref in wanted).map(({ ref, column }) => [ref, column]));
  const told = problems.filter((problem) => !(problem.ref in wanted)).map((problem) => inWords([problem]));
  return event || !problems.length ? [words.undone, ...told] : told;
}

document.addEventListener("copy", (event) => {
  const { grid } = table;
  if (grid.editing || !grid.body.contains(document.activeElement)) return;
  event.clipboardData.setData("text/plain", format(grid.chosen.map((cells) => cells.map((cell) => cell.dataset.value))));
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  const { grid, config } = table;
  if (grid.editing || !grid.body.contains(document.activeElement)) return;
  event.preventDefault();
  if (!editable) { locked(); return; }
  const { top, left } = grid.block;
  const lines = parse(event.clipboardData.getData("text/plain"));
  const { changes, leftOut, tooMany, tooWide, to } = layOut(lines, grid, columns, { lastPage: config.lastPage, addRow: () => table.newRow() });
  write(changes);
  const missing = [[leftOut, words.pastLeftOut], [tooMany, words.pasteTooMany], [tooWide, words.pasteTooWide]].filter(([n]) => n);
  status.note(missing.map(([n, text]) => fill(text, { n: figure(n), most: figure(MOST) })).join(" "));
  tell();
  if (!to) return;
  grid.go(...to, false, false);
  grid.go(top, left, true);
});

// ---- begin

const on = { write, undo, locked, meaningless };

function locked() {
  if (!table.config.locked) return;
  status.note(table.config.locked);
  tell();
}

function meaningless(key) {
  status.note(fill(words.meaningless, { key, yes: words.yes[0], no: words.no[0] }));
  tell();
}

function begin() {
  table.begin(on);
  steps.typed(drafts.cells.map(({ ref, column }) => [ref, column]));
  changed();
  guardClosing({
    words,
    save: () => saver.flush(),
    places: () => drafts.cells.map(({ ref, column }) => [[drafts.rows.get(ref).label || words.newRow, table.title(column)].filter(Boolean).join(" · "), () => table.go(ref, column)]),
  });
  if (!editable || !drafts.size) return;
  status.note(fill(words.restored, { n: figure(drafts.size) }));
  tell();
  saver.flush();
}

tool("tools")?.removeAttribute("hidden");
tool("add")?.addEventListener("click", () => {
  table.keepOneNewRow();
  table.grid.go(table.lines.length - 1, 0);
  const line = table.lines.at(-1);
  line.scrollIntoView({ block: "center" });
  // A finger has no key to begin to type with.
  if (matchMedia("(pointer: coarse)").matches) table.grid.edit(cellsOf(line)[0]);
});
tool("remove")?.addEventListener("click", removeRows);
tool("undo")?.addEventListener("click", undo);
tool("again")?.addEventListener("click", () => saver.flush());
// No row is removed that was not chosen first.
sheet.addEventListener("focusin", (event) => { if (event.target.closest("tbody td")) tool("remove")?.removeAttribute("disabled"); });
addEventListener("beforeunload", (event) => {
  keeping.write(drafts);
  if (drafts.size && editable) event.preventDefault();
});
// This page saves by itself, so the frame's words for a lost connection are not right here.
lost.querySelector("div").textContent = words.lost;
addEventListener("online", () => { lost.hidden = true; });

// An empty ledger that one may only read has no table.
if (sheet.querySelector("table")) begin();
