// A ledger edited in place. The server's table is the page; this makes it a grid and saves what is typed in it.
import { Drafts } from "./register-drafts.js";
import { Grid } from "./register-grid.js";
import { Keeping } from "./register-keeping.js";
import { Saver } from "./register-saving.js";
import { csrfToken, send, tellCondition } from "./register-server.js";
import { troubleItem } from "./register-troubles.js";
import { format, isHead, parse } from "./register-tsv.js";
import { asSaid, fill } from "./register-words.js";

const sheet = document.querySelector("#sheet");
const config = JSON.parse(sheet.dataset.config);
const { columns, words } = config;
const keyColumn = columns.find((column) => column.key).name;
const keeping = new Keeping(`register:${config.keep}`);
const status = document.querySelector("#sheet-status");
const troubles = document.querySelector("#sheet-trouble");
const lost = document.querySelector("#connection");
const drafts = new Drafts(keyColumn, keeping.read());
const events = [];
let grid = null;

const saver = new Saver(drafts, (pending, signal) => send(config, words, pending, signal), told);

// ---- cells

const row = (ref) => sheet.querySelector(`tbody tr[data-ref="${ref}"]`);
const cellOf = (ref, column) => row(ref)?.cells[columns.findIndex((each) => each.name === column) + 1];
const columnOf = (cell) => columns[cell.cellIndex - 1];

function paint(cell) {
  const ref = cell.parentElement.dataset.ref;
  const column = columnOf(cell);
  const draft = drafts.text(ref, column.name);
  const value = draft ?? cell.dataset.base;
  cell.dataset.value = value;
  const isNew = cell.parentElement.classList.contains("is-new") && draft === undefined;
  cell.textContent = value === "" ? (isNew ? "" : column.notYet ? words.notYet : words.blank) : draft === undefined ? cell.dataset.shown : value;
  cell.classList.toggle("blank", value === "" && !isNew && !column.notYet);
  cell.classList.toggle("not-yet", value === "" && !isNew && column.notYet);
  cell.classList.toggle("yes", column.type === "yes_no" && value === words.yes);
  cell.classList.toggle("no", column.type === "yes_no" && value === words.no);
  cell.classList.toggle("unsaved", draft !== undefined);
  const trouble = drafts.rows.get(ref)?.trouble.find((each) => each.column === column.name);
  cell.classList.toggle("refused", Boolean(trouble));
  if (trouble) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
  cell.title = trouble ? `${trouble.what}. ${trouble.remedy}` : "";
}

function repaintRow(ref) {
  for (const cell of row(ref)?.cells ?? []) if (cell.tagName === "TD") paint(cell);
}

function write(changes) {
  for (const [cell, typed] of changes) {
    const line = cell.parentElement;
    const column = columnOf(cell);
    drafts.set(line.dataset.ref, Number(line.dataset.version), column.name, asSaid(words, column, typed), cell.dataset.base);
    paint(cell);
  }
  keepOneNewRow();
  keeping.write(drafts);
  tellTroubles();
  tellStatus();
  saver.soon();
}

// ---- rows

function newRow(ref = drafts.newRef()) {
  const line = document.querySelector("#sheet-new-row").content.firstElementChild.cloneNode(true);
  line.dataset.ref = ref;
  grid.body.append(line);
  for (const cell of line.cells) {
    if (cell.tagName !== "TD") continue;
    grid.prepare(cell);
    paint(cell);
  }
  return line;
}

// The last row is always one to type in.
function keepOneNewRow() {
  if (!config.editable) return;
  const last = grid.body.rows[grid.body.rows.length - 1];
  if (!last?.classList.contains("is-new") || drafts.rows.has(last.dataset.ref)) newRow();
}

function take(answered) {
  const line = row(answered.ref);
  if (!line) return;
  line.classList.remove("is-new");
  line.dataset.ref = answered.id;
  line.dataset.version = answered.version;
  const number = line.querySelector(".sheet-no a");
  if (number) number.href = config.row.replace("/0/", `/${answered.id}/`);
  if (number && !number.textContent.trim()) number.textContent = "•";
  for (const cell of line.cells) {
    const told = cell.tagName === "TD" && answered.cells[columnOf(cell).name];
    if (!told) continue;
    cell.dataset.base = told.value;
    cell.dataset.shown = told.shown;
  }
  const fresh = [...line.cells].find((cell) => cell.contains(document.activeElement) && grid.editing);
  for (const cell of line.cells) if (cell.tagName === "TD" && cell !== fresh) paint(cell);
}

function removeRows() {
  const { top, bottom } = grid.block;
  const lines = [...grid.body.rows].slice(top, bottom + 1).filter((line) => !line.classList.contains("is-new") || drafts.rows.has(line.dataset.ref));
  for (const line of lines) {
    drafts.remove(line.dataset.ref, Number(line.dataset.version));
    if (line.classList.contains("is-new")) line.remove();
    else line.classList.add("is-going");
  }
  keeping.write(drafts);
  keepOneNewRow();
  grid.go(top, grid.active.column);
  tellStatus();
  saver.flush();
}

// ---- to the server and back

function told(state, answer) {
  if (state === "saved") {
    if (answer.event) events.push(answer.event);
    drafts.settle(answer);
    for (const each of answer.rows) take(each);
    for (const [ref, now] of Object.entries(answer.now)) take({ ref, ...now });
    for (const ref of answer.gone) row(ref)?.remove();
    keepOneNewRow();
    tellTroubles();
    tellCondition(answer);
  }
  keeping.write(drafts);
  lost.hidden = state !== "away";
  tellStatus(state, answer?.text);
}

function tellStatus(state = "", text = "") {
  const n = drafts.size;
  status.dataset.state = state === "away" || state === "stopped" ? state : n ? "unsaved" : "saved";
  const clock = new Date().toTimeString().slice(0, 5);
  if (state === "stopped") status.textContent = text;
  else if (state === "saving") status.textContent = words.saving;
  else if (state === "away") status.textContent = fill(words.away, { n });
  else if (n && drafts.unkeyed.length) status.textContent = fill(words.unkeyed, { n, column: columns.find((c) => c.key).title });
  else if (n) status.textContent = fill(words.unsaved, { n });
  else if (events.length) status.textContent = fill(words.saved, { time: clock });
  document.querySelector("#sheet-undo")?.toggleAttribute("disabled", !events.length);
  document.querySelector("#sheet-again")?.toggleAttribute("hidden", !(state === "stopped" || state === "away"));
}

// ---- what was refused

function tellTroubles() {
  const items = drafts.troubles.map((trouble) => {
    const { value = "", base = "" } = cellOf(trouble.ref, config.label)?.dataset ?? {};
    return troubleItem(trouble, {
      words,
      label: base || value || words.newRow,
      column: columns.find((each) => each.name === trouble.column),
      entry: drafts.rows.get(trouble.ref),
      keep: () => { drafts.keepMine(trouble.ref); settled(trouble, true); },
      go: () => { const at = grid.place(cellOf(trouble.ref, trouble.column)); grid.go(at.row, at.column); },
      drop: () => { drafts.drop(trouble.ref, trouble.column); settled(trouble, false); },
    });
  });
  troubles.hidden = !items.length;
  troubles.querySelector("ul").replaceChildren(...items);
}

function settled(trouble, again) {
  const line = row(trouble.ref);
  if (!again) line?.classList.remove("is-going");
  if (trouble.code === "change.row_gone") line?.remove();
  else if (line?.classList.contains("is-new") && !drafts.rows.has(trouble.ref)) line.remove();
  else repaintRow(trouble.ref);
  keepOneNewRow();
  keeping.write(drafts);
  tellTroubles();
  tellStatus();
  saver.flush();
  const place = cellOf(trouble.ref, trouble.column);
  if (place) grid.go(grid.place(place).row, grid.place(place).column);
}

// ---- undo, copy, paste

async function undo() {
  await saver.flush();
  const event = events.pop();
  if (!event) return;
  const body = new URLSearchParams({ event });
  try {
    const response = await fetch(config.undo, { method: "POST", headers: { "X-CSRFToken": csrfToken(), "X-Part": "sheet" }, body });
    const answer = await response.json();
    if (answer.problems) {
      status.textContent = answer.problems.map((problem) => `${problem.what}. ${problem.remedy}`).join(" ");
      return;
    }
    await reload();
    status.textContent = words.undone;
  } catch {
    events.push(event);
    status.textContent = words.awayUndo;
  }
}

async function reload() {
  const response = await fetch(location.href, { headers: { "X-Part": "sheet" } });
  if (!response.ok) throw new Error(String(response.status));
  const { row: atRow, column } = grid.active;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  sheet.querySelector(".table-scroll").replaceWith(page.querySelector(".table-scroll"));
  begin();
  grid.go(atRow, column, false, true);
}

document.addEventListener("copy", (event) => {
  if (grid.editing || !grid.body.contains(document.activeElement)) return;
  event.clipboardData.setData("text/plain", format(grid.chosen.map((cells) => cells.map((cell) => cell.dataset.value))));
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  if (!config.editable || grid.editing || !grid.body.contains(document.activeElement)) return;
  event.preventDefault();
  paste(parse(event.clipboardData.getData("text/plain")));
});

function paste(lines) {
  const { top, left, bottom, right } = grid.block;
  if (isHead(lines[0], columns.slice(left).map((column) => column.title))) lines.shift();
  // One cell pasted on a block fills it.
  if (lines.length === 1 && lines[0].length === 1 && (top !== bottom || left !== right)) {
    write(grid.chosen.flat().map((cell) => [cell, lines[0][0]]));
    return;
  }
  const changes = [];
  let leftOut = 0;
  lines.forEach((cells, down) => {
    let line = grid.body.rows[top + down];
    if ((!line || line.classList.contains("is-new")) && !config.lastPage) { leftOut += 1; return; }
    line ??= newRow();
    cells.forEach((text, along) => {
      const cell = line.cells[left + along + 1];
      if (cell) changes.push([cell, text]);
    });
  });
  write(changes);
  const widest = Math.max(0, ...lines.map((cells) => cells.length));
  const tooWide = Math.max(0, widest - (columns.length - left));
  if (leftOut) status.textContent = fill(words.pastLeftOut, { n: leftOut });
  else if (tooWide) status.textContent = fill(words.pasteTooWide, { n: tooWide });
  grid.go(top + lines.length - 1, left + Math.min(widest, columns.length - left) - 1, false, false);
  grid.go(top, left, true);
}

// ---- begin

function begin() {
  grid = new Grid(sheet.querySelector("table"), columns, words, { write, undo, repaint: paint }, config.editable);
  for (const [ref, entry] of drafts.rows) {
    if (entry.row === null) newRow(ref);
    if (entry.remove) row(ref)?.classList.add("is-going");
    repaintRow(ref);
  }
  keepOneNewRow();
  tellTroubles();
  tellStatus();
}

document.querySelector("#sheet-tools")?.removeAttribute("hidden");
document.querySelector("#sheet-add")?.addEventListener("click", () => {
  keepOneNewRow();
  grid.go(grid.body.rows.length - 1, 0);
});
document.querySelector("#sheet-remove")?.addEventListener("click", removeRows);
document.querySelector("#sheet-undo")?.addEventListener("click", undo);
document.querySelector("#sheet-again")?.addEventListener("click", () => saver.flush());
addEventListener("beforeunload", (event) => {
  keeping.write(drafts);
  if (drafts.size && config.editable) event.preventDefault();
});
// This page saves by itself, so the frame's words for a lost connection are not right here.
lost.querySelector("div").textContent = words.lost;
addEventListener("online", () => { lost.hidden = true; });

begin();
if (config.editable && drafts.size) {
  status.textContent = fill(words.restored, { n: drafts.size });
  saver.flush();
}
