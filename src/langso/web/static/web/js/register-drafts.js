// What was typed and is not yet saved, by row: pure, kept as JSON, knows no page. A request that is on its way is kept too, so
// that it goes again under the same name when its answer is lost, and the server can tell that it has it already.
const MOST_AT_ONCE = 1000;

export function requestName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Drafts {
  constructor(keyColumn, kept = null) {
    this.keyColumn = keyColumn;
    this.rows = new Map(kept?.rows ?? []);
    this.pending = kept?.pending ?? null;
    this.lastNew = kept?.lastNew ?? 0;
  }

  toJSON() {
    return { rows: [...this.rows], pending: this.pending, lastNew: this.lastNew };
  }

  newRef() {
    this.lastNew += 1;
    return `n${this.lastNew}`;
  }

  // `base` is what the cell holds in the register: typed anew, there is nothing to save, unless a request is on its way.
  set(ref, seen, column, text, base) {
    const entry = this.rows.get(ref) ?? { row: /^\d+$/.test(ref) ? Number(ref) : null, seen, cells: {}, remove: false, trouble: [] };
    if (text === base && !this.#onItsWay(ref, column)) delete entry.cells[column];
    else entry.cells[column] = text;
    this.#attend(entry, column);
    if (Object.keys(entry.cells).length || entry.remove) this.rows.set(ref, entry);
    else this.rows.delete(ref);
  }

  #onItsWay(ref, column) {
    return this.pending?.edits.some((edit) => edit.ref === ref && column in edit.cells);
  }

  // What is typed in a cell is taken back; if it is on its way already, what the register held goes after it.
  takeBack(ref, column, base) {
    const entry = this.rows.get(ref);
    if (entry && this.#onItsWay(ref, column)) this.set(ref, entry.seen, column, base, base);
    else this.drop(ref, column);
  }

  // What the row is called and its key, so that it can be spoken of on a page that does not show it.
  name(ref, label, key) {
    const entry = this.rows.get(ref);
    if (entry) Object.assign(entry, { label, key });
  }

  // Whether there is something to save in a cell; the column "" is the row, to be removed.
  has(ref, column) {
    const entry = this.rows.get(ref);
    return Boolean(entry && (column === "" ? entry.remove : column in entry.cells));
  }

  // Whoever types in a refused cell has seen why, and what someone else has put there; once all are attended to the row goes again.
  #attend(entry, column) {
    const version = entry.trouble.find((trouble) => trouble.version)?.version;
    const left = entry.trouble.filter((trouble) => trouble.column !== column);
    if (entry.trouble.length && !left.length) entry.seen = version ?? entry.seen;
    entry.trouble = left;
  }

  remove(ref, seen) {
    if (!/^\d+$/.test(ref)) { this.rows.delete(ref); return; }
    this.rows.set(ref, { ...this.rows.get(ref), row: Number(ref), seen, cells: {}, remove: true, trouble: [] });
  }

  // What could not be taken back, someone having written there since: as if it were typed, so that it can be chosen.
  offer(ref, { version, cells }, wanted, problems) {
    const typed = { ...wanted.cells, ...this.rows.get(ref)?.cells };
    const differing = Object.fromEntries(Object.entries(typed).filter(([column, text]) => text !== cells[column].value));
    const trouble = problems.map((problem) => ({ ...problem, version, undo: true }));
    this.rows.set(ref, { row: Number(ref), seen: version, cells: differing, remove: wanted.remove, trouble });
  }

  text(ref, column) {
    return this.rows.get(ref)?.cells[column];
  }

  // What is not saved, cell by cell; the column "" is a row to be removed.
  get cells() {
    return [...this.rows].flatMap(([ref, entry]) => [...Object.keys(entry.cells), ...(entry.remove ? [""] : [])].map((column) => ({ ref, column })));
  }

  get size() {
    return this.cells.length;
  }

  get troubles() {
    return [...this.rows].flatMap(([ref, entry]) => entry.trouble.map((trouble) => ({ ref, ...trouble })));
  }

  // New rows that cannot be saved yet for want of their key.
  get unkeyed() {
    return [...this.rows].filter(([, entry]) => this.#lacksKey(entry)).map(([ref]) => ref);
  }

  #lacksKey(entry) {
    return entry.row === null && !(entry.cells[this.keyColumn] ?? "").trim();
  }

  // What can be saved, as one request, or the first rows of very many; the same one again while it has not been answered.
  take() {
    if (this.pending) return this.pending;
    const edits = [...this.rows]
      .filter(([, entry]) => !entry.trouble.length && !this.#lacksKey(entry))
      .slice(0, MOST_AT_ONCE)
      .map(([ref, entry]) => ({ ref, row: entry.row, seen: entry.seen, cells: { ...entry.cells }, remove: entry.remove }));
    if (!edits.length) return null;
    this.pending = { request: requestName(), edits };
    return this.pending;
  }

  // The answer to the request on its way. Gives the new rows' names: [old, new].
  settle(answer) {
    const sent = this.pending?.edits ?? [];
    this.pending = null;
    const rows = new Map((answer.rows ?? []).map((row) => [row.ref, row]));
    const renamed = [];
    for (const edit of sent) {
      const entry = this.rows.get(edit.ref);
      if (!entry) continue;
      const trouble = (answer.problems ?? []).filter((problem) => problem.ref === edit.ref);
      if (trouble.length) {
        entry.trouble = trouble.map((problem) => ({ ...problem, version: answer.now?.[edit.ref]?.version }));
        continue;
      }
      this.rows.delete(edit.ref);
      const row = rows.get(edit.ref);
      const left = Object.fromEntries(Object.entries(entry.cells).filter(([column, text]) => edit.cells[column] !== text));
      if (row && String(row.id) !== edit.ref) renamed.push([edit.ref, String(row.id)]);
      if (row && Object.keys(left).length) {
        this.rows.set(String(row.id), { row: row.id, seen: row.version, cells: left, remove: false, trouble: [] });
      }
    }
    return renamed;
  }

  // The request will not be answered (refused as a whole): its rows are drafts like any other.
  giveUp() {
    this.pending = null;
  }

  // A conflict, settled: mine goes over the version that is there now, or theirs stays and what I typed is dropped.
  keepMine(ref) {
    const entry = this.rows.get(ref);
    if (!entry) return;
    entry.seen = entry.trouble.find((trouble) => trouble.version)?.version ?? entry.seen;
    entry.trouble = [];
  }

  drop(ref, column) {
    const entry = this.rows.get(ref);
    if (!entry) return;
    if (column in entry.cells) delete entry.cells[column];
    else entry.cells = {};
    entry.remove = false;
    this.#attend(entry, column);
    if (!Object.keys(entry.cells).length) this.rows.delete(ref);
  }
}
