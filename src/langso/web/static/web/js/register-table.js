// The server's table with what was typed over it: how each cell looks, which rows there are, how many. Saves nothing.
import { Grid } from "./register-grid.js";
import { figure, fill } from "./register-words.js";

export const isNew = (line) => line.classList.contains("is-new");
export const cellsOf = (line) => [...(line?.cells ?? [])].filter((cell) => cell.tagName === "TD");

export class Table {
  constructor(sheet, drafts, columns, words) {
    Object.assign(this, { sheet, drafts, columns, words });
    this.key = columns.find((column) => column.key);
  }

  // What stands on the page becomes the table; `on` hears what is done in it.
  begin(on) {
    this.config = JSON.parse(this.sheet.dataset.config);
    this.grid = new Grid(this.sheet.querySelector("table"), this.columns, this.words, { ...on, repaint: (cell) => this.paint(cell) }, this.config.editable);
    this.shown = this.lines.length;
    for (const [ref, entry] of this.drafts.rows) {
      if (entry.row === null) this.newRow(ref);
      this.redraw(ref);
    }
  }

  // The same, as the server now says it.
  renew(sheet, on) {
    const { row, column } = this.grid.active;
    this.sheet.dataset.config = sheet.dataset.config;
    this.sheet.replaceChildren(...sheet.childNodes);
    this.begin(on);
    this.grid.go(row, column, false, true);
  }

  get lines() {
    return [...this.grid.body.rows];
  }

  row(ref) {
    return this.sheet.querySelector(`tbody tr[data-ref="${ref}"]`);
  }

  cell(ref, column) {
    return this.row(ref)?.cells[this.columns.findIndex((each) => each.name === column) + 1];
  }

  columnOf(cell) {
    return this.columns[cell.cellIndex - 1];
  }

  title(column) {
    return this.columns.find((each) => each.name === column)?.title ?? "";
  }

  // What a row is called and its key, for when the page no longer shows it.
  name(ref) {
    const [label, key] = [this.config.label, this.key.name].map((column) => this.cell(ref, column)?.dataset);
    this.drafts.name(ref, label?.base || label?.value || key?.value, key?.base ?? "");
  }

  go(ref, column) {
    const cell = this.cell(ref, column || this.key.name);
    const { key } = this.drafts.rows.get(ref) ?? {};
    if (cell) this.grid.go(cell.parentElement.sectionRowIndex, cell.cellIndex - 1);
    else if (key) location.assign(`?${new URLSearchParams({ key })}`);
  }

  paint(cell) {
    if (cell.classList.contains("is-edited")) return;
    const { words } = this;
    const { ref } = cell.parentElement.dataset;
    const column = this.columnOf(cell);
    const draft = this.drafts.text(ref, column.name);
    const value = draft ?? cell.dataset.base;
    cell.dataset.value = value;
    const isEmpty = value === "" && isNew(cell.parentElement) && draft === undefined;
    const isBlank = value === "" && !isEmpty;
    cell.textContent = isBlank ? (column.notYet ? words.notYet : words.blank) : draft === undefined ? cell.dataset.shown : value;
    cell.classList.toggle("blank", isBlank && !column.notYet);
    cell.classList.toggle("not-yet", isBlank && column.notYet);
    cell.classList.toggle("yes", column.type === "yes_no" && value === words.yes);
    cell.classList.toggle("no", column.type === "yes_no" && value === words.no);
    cell.classList.toggle("unsaved", draft !== undefined);
    const trouble = this.drafts.rows.get(ref)?.trouble.find((each) => each.column === column.name);
    cell.classList.toggle("refused", Boolean(trouble));
    if (trouble) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    cell.title = trouble ? `${trouble.what}. ${trouble.remedy}` : "";
  }

  // A row as what was typed in it now says; a new one in which nothing is left goes.
  redraw(ref) {
    const line = this.row(ref);
    if (!line) return;
    line.classList.toggle("is-going", this.drafts.has(ref, ""));
    if (isNew(line) && !this.drafts.rows.has(ref)) line.remove();
    else cellsOf(line).forEach((cell) => this.paint(cell));
  }

  newRow(ref = this.drafts.newRef()) {
    const line = document.querySelector("#sheet-new-row").content.firstElementChild.cloneNode(true);
    line.dataset.ref = ref;
    this.grid.body.append(line);
    for (const cell of cellsOf(line)) {
      this.grid.prepare(cell);
      this.paint(cell);
    }
    return line;
  }

  // The last row is always one to type in.
  keepOneNewRow() {
    const last = this.lines.at(-1);
    if (this.config.editable && (!last || !isNew(last) || this.drafts.rows.has(last.dataset.ref))) this.newRow();
  }

  // A row as the server says it is now.
  take(answered) {
    const line = this.row(answered.ref);
    if (!line) return;
    line.classList.remove("is-new");
    line.id = `row-${answered.id}`;
    Object.assign(line.dataset, { ref: answered.id, version: answered.version });
    line.querySelector(".sheet-no a").href = this.config.row.replace("/0/", `/${answered.id}/`);
    for (const cell of cellsOf(line)) {
      const { value, shown } = answered.cells[this.columnOf(cell).name];
      Object.assign(cell.dataset, { base: value, shown });
      this.paint(cell);
    }
  }

  count() {
    const lines = this.lines.filter((line) => !isNew(line));
    const { first, found, total } = this.config;
    lines.forEach((line, at) => { line.querySelector(".sheet-no a").textContent = first + at; });
    const more = lines.length - this.shown;
    const words = !lines.length ? this.words.countNone : found < total ? this.words.countFound : this.words.count;
    const figures = { first, last: first + lines.length - 1, found: found + more, total: total + more };
    const shown = Object.fromEntries(Object.entries(figures).map(([name, n]) => [name, figure(n)]));
    this.sheet.querySelector("#sheet-count").textContent = fill(words, shown);
    this.sheet.querySelector("#sheet-empty")?.toggleAttribute("hidden", lines.length > 0);
  }
}
