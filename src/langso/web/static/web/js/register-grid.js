// A table that is gone about in like a spreadsheet: one cell is focused, a block may be chosen, a cell is typed in.
// Knows no server: what was typed, cleared, pasted or is to be removed goes to `on`.
import { Answering } from "./register-answering.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const WRITING = new Set(["Enter", "F2", "Delete", "Backspace"]);

export class Grid {
  #editor = null;
  #answering = null;
  #quick = false;
  #leaving = false;
  #dragging = false;

  constructor(table, columns, words, on, editable) {
    Object.assign(this, { table, columns, words, on, editable });
    this.body = table.tBodies[0];
    this.active = { row: 0, column: 0 };
    this.anchor = { row: 0, column: 0 };
    table.setAttribute("role", "grid");
    for (const cell of table.querySelectorAll("tbody td")) this.prepare(cell);
    for (const [type, heard] of [["keydown", this.#key], ["click", this.#click], ["dblclick", this.#doubleClick], ["pointerdown", this.#down],
      ["pointerover", this.#over], ["focusin", this.#focus]]) this.body.addEventListener(type, heard.bind(this));
    this.body.addEventListener("focusout", (event) => {
      this.#answering = null;
      if (event.target === this.#editor) this.commit();
    });
    this.#show(false);
  }

  prepare(cell) {
    cell.setAttribute("role", "gridcell");
    cell.tabIndex = -1;
  }

  cell(row, column) {
    return this.body.rows[row]?.cells[column + 1];
  }

  place(cell) {
    return { row: cell.parentElement.sectionRowIndex, column: cell.cellIndex - 1 };
  }

  get block() {
    const [top, bottom] = [this.anchor.row, this.active.row].sort((a, b) => a - b);
    const [left, right] = [this.anchor.column, this.active.column].sort((a, b) => a - b);
    return { top, bottom, left, right };
  }

  // The cells of the chosen block, by row.
  get chosen() {
    const { top, bottom, left, right } = this.block;
    const of = (row) => Array.from({ length: right - left + 1 }, (_, at) => this.cell(row, left + at)).filter(Boolean);
    return Array.from({ length: bottom - top + 1 }, (_, at) => of(top + at));
  }

  get editing() {
    return this.#editor !== null;
  }

  go(row, column, extend = false, focus = true) {
    this.#answering = null;
    const last = this.body.rows.length - 1;
    this.active = { row: Math.max(0, Math.min(row, last)), column: Math.max(0, Math.min(column, this.columns.length - 1)) };
    if (!extend) this.anchor = { ...this.active };
    this.#show(focus);
  }

  #show(focus) {
    for (const cell of this.body.querySelectorAll("[aria-selected=true]")) cell.removeAttribute("aria-selected");
    this.body.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
    const cell = this.cell(this.active.row, this.active.column);
    if (!cell) return;
    cell.tabIndex = 0;
    const { top, bottom, left, right } = this.block;
    if (top !== bottom || left !== right) for (const each of this.chosen.flat()) each.setAttribute("aria-selected", "true");
    if (focus) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  #focus(event) {
    this.table.classList.add("is-active");
    const cell = event.target.closest("td");
    if (!cell || event.target !== cell) return;
    const place = this.place(cell);
    if (place.row !== this.active.row || place.column !== this.active.column) this.go(place.row, place.column, false, false);
  }

  #down(event) {
    const cell = event.target.closest("td");
    if (!cell || event.target === this.#editor || event.pointerType === "touch" || event.button !== 0) return;
    if (!event.shiftKey) this.#dragging = true;
    addEventListener("pointerup", () => { this.#dragging = false; }, { once: true });
    event.preventDefault();
    this.commit();
    const { row, column } = this.place(cell);
    this.go(row, column, event.shiftKey);
  }

  #over(event) {
    const cell = event.target.closest("td");
    if (!cell || !this.#dragging) return;
    const { row, column } = this.place(cell);
    this.go(row, column, true);
  }

  // A finger means the cell it is on: it opens at once.
  #click(event) {
    const cell = event.target.closest("td");
    if (!cell || event.target === this.#editor || event.pointerType !== "touch") return;
    const { row, column } = this.place(cell);
    this.go(row, column);
    this.edit(cell);
  }

  #doubleClick(event) {
    const cell = event.target.closest("td");
    if (cell && event.target !== this.#editor) this.edit(cell);
  }

  #key(event) {
    if (this.#editor) this.#keyInEditor(event);
    else if (event.target.closest("td")) this.#keyOnCell(event);
  }

  #keyOnCell(event) {
    const { row, column } = this.active;
    const cell = this.cell(row, column);
    const command = event.ctrlKey || event.metaKey;
    const last = { row: this.body.rows.length - 1, column: this.columns.length - 1 };
    if (this.#answering && !command && !event.altKey && this.#keyWhileAnswering(event)) {
      event.preventDefault();
      return;
    }
    if (event.key in MOVES) {
      const [down, right] = MOVES[event.key];
      if (command) this.go(down ? (down > 0 ? last.row : 0) : row, right ? (right > 0 ? last.column : 0) : column, event.shiftKey);
      else this.#move(down, right, event.shiftKey);
    } else if (event.key === "Tab") {
      const next = row * this.columns.length + column + (event.shiftKey ? -1 : 1);
      if (this.#leaving || next < 0 || next >= this.body.rows.length * this.columns.length) return;
      this.go(Math.floor(next / this.columns.length), next % this.columns.length);
    } else if (event.key === "Home") this.go(command ? 0 : row, 0, event.shiftKey);
    else if (event.key === "End") this.go(command ? last.row : row, last.column, event.shiftKey);
    else if (event.key === "PageUp" || event.key === "PageDown") this.#move(event.key === "PageUp" ? -15 : 15, 0, event.shiftKey);
    else if (event.key === "Escape") { this.#leaving = true; this.go(row, column); return; } else if (command && event.key.toLowerCase() === "a") {
      this.anchor = { row: 0, column: 0 };
      this.go(last.row, last.column, true);
    } else if (command && event.key.toLowerCase() === "z") {
      this.#answering = null;
      this.on.undo();
    }
    else if (command || event.altKey) return;
    else if (!this.editable) {
      if (WRITING.has(event.key) || (event.key.length === 1 && event.key !== " ")) this.on.locked();
      return;
    } else if (event.key === "Enter" || event.key === "F2") this.edit(cell);
    else if (event.key === "Delete" || event.key === "Backspace") {
      this.#answering = null;
      this.on.write(this.chosen.flat().map((each) => [each, ""]));
    }
    else if (!this.#typed(event, cell)) return;
    else { this.#leaving = false; return; }
    this.#leaving = false;
    event.preventDefault();
  }

  // What is typed on a cell goes into it: the browser puts the letter into the editor that has just got the focus.
  #typed(event, cell) {
    const composing = event.key === "Process" || event.keyCode === 229;
    if (event.key.length !== 1 && !composing) return false;
    if (this.columns[this.active.column].type === "yes_no") {
      if (!composing) this.#answer(event.key);
      event.preventDefault();
      return true;
    }
    this.edit(cell, "");
    return true;
  }

  #isYesNo(cell) {
    return this.columns[cell.cellIndex - 1].type === "yes_no";
  }

  // What one key says stands in the cells at once; Escape brings back what stood there before the first.
  #answer(key) {
    const cells = this.chosen.flat().filter((each) => this.#isYesNo(each));
    this.#answering ??= new Answering(this.words, cells.map((each) => [each, each.dataset.value]));
    const said = this.#answering.press(key.toLocaleLowerCase("vi"), this.cell(this.active.row, this.active.column).dataset.value);
    if (said === null) this.on.meaningless(key);
    else this.#change(cells.map((each) => [each, said]));
  }

  #change(changes) {
    const differing = changes.filter(([cell, value]) => cell.dataset.value !== value);
    if (differing.length) this.on.write(differing);
    return differing.length > 0;
  }

  // Whether a key belongs to the answer that is being typed.
  #keyWhileAnswering(event) {
    const { before, hasSaid } = this.#answering;
    if (event.key === "Escape") {
      this.#answering = null;
      return this.#change(before);
    }
    if (event.key === "Enter" && hasSaid) {
      this.#move(event.shiftKey ? -1 : 1, 0);
      return true;
    }
    const back = event.key === "Backspace" ? this.#answering.back() : null;
    if (back?.isEmpty) {
      this.#answering = null;
      this.#change(before);
    } else if (back?.said) this.#change(before.map(([cell]) => [cell, back.said]));
    return back !== null;
  }

  #keyInEditor(event) {
    if (event.isComposing) return;
    const move = event.key in MOVES && this.#quick && this.#editor.tagName === "INPUT" ? MOVES[event.key] : null;
    if (event.key === "Enter") { this.commit(); this.#move(event.shiftKey ? -1 : 1, 0); } else if (event.key === "Tab") {
      const { row, column } = this.active;
      this.commit();
      const next = Math.max(0, row * this.columns.length + column + (event.shiftKey ? -1 : 1));
      this.go(Math.floor(next / this.columns.length), next % this.columns.length);
    } else if (event.key === "Escape") this.cancel();
    else if (move) { this.commit(); this.#move(...move); } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(down, right, extend = false) {
    this.go(this.active.row + down, this.active.column + right, extend);
  }

  edit(cell, text = cell.dataset.value) {
    if (!this.editable) this.on.locked();
    if (!this.editable || this.#editor) return;
    this.#answering = null;
    const column = this.columns[cell.cellIndex - 1];
    const options = column.type === "yes_no" ? [this.words.yes, this.words.no] : column.type === "choice" ? column.choices : null;
    this.#quick = text === "" && cell.dataset.value !== "" ? true : text === "";
    this.#editor = options ? this.#select(options, cell.dataset.value) : this.#input(column, text);
    this.#editor.setAttribute("aria-label", column.title);
    cell.replaceChildren(this.#editor);
    cell.classList.add("is-edited");
    this.#editor.focus();
    if (options) this.#open();
    else if (text) this.#editor.select();
  }

  #input(column, text) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", value: text, autocomplete: "off", spellcheck: false });
    if (column.type === "date") Object.assign(input, { inputMode: "numeric", placeholder: this.words.datePattern });
    if (column.type === "integer" || column.type === "number") input.inputMode = "decimal";
    return input;
  }

  #select(options, now) {
    const select = document.createElement("select");
    for (const option of ["", ...options]) select.add(new Option(option || this.words.blank, option, false, option === now));
    select.addEventListener("change", () => { this.commit(); this.#show(true); });
    return select;
  }

  #open() {
    try {
      this.#editor.showPicker?.();
    } catch {
      // Only a touch or a key of one's own may open it; it is focused, which is enough.
    }
  }

  commit() {
    const cell = this.#editor?.parentElement;
    const text = this.#editor?.value.trim();
    if (!this.#close()) return;
    if (text === cell.dataset.value) this.on.repaint(cell);
    else this.on.write([[cell, text]]);
  }

  cancel() {
    const cell = this.#editor?.parentElement;
    if (!this.#close()) return;
    this.on.repaint(cell);
    cell.focus();
  }

  #close() {
    const editor = this.#editor;
    this.#editor = null;
    editor?.parentElement?.classList.remove("is-edited");
    return Boolean(editor);
  }
}
