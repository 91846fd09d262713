// What was done on this page, to be undone step by step: pure, knows no page. A step is the cells that were typed together and
// are not saved yet, or the events that they were saved as; of a block that was pasted some may be the one and some the other.
export class Steps {
  #steps = [];
  #sent = new Set();
  #request = "";

  // Cells as [row, column, what was typed there before and not saved]; a row that is to be removed is the column "".
  typed(cells) {
    this.#steps.push({ cells, events: [] });
  }

  // What stands here now goes with the request; what is typed later does not, be it in the same cells.
  sent(request) {
    if (request === this.#request) return;
    this.#request = request;
    this.#sent = new Set(this.#steps);
  }

  // The request was answered: `saved` tells of a cell whether it was saved, `event` as what (0: nothing changed). The event
  // belongs to the last step of which something was saved.
  settled(saved, event) {
    const inPart = [...this.#sent].filter((step) => step.cells.some(([ref, column]) => saved(ref, column)));
    for (const step of inPart) step.cells = step.cells.filter(([ref, column]) => !saved(ref, column));
    if (event && !inPart.length) this.#steps.push(inPart[0] = { cells: [], events: [] });
    if (event) inPart.at(-1).events.push(event);
    this.#prune();
  }

  // New rows get their number once they are saved: [old, new].
  renamed(pairs) {
    const names = new Map(pairs);
    for (const step of this.#steps) step.cells = step.cells.map(([ref, ...rest]) => [names.get(ref) ?? ref, ...rest]);
  }

  // What was typed in a row was dropped for good: in a cell of it, or in all.
  dropped(ref, column) {
    for (const step of this.#steps) step.cells = step.cells.filter((cell) => cell[0] !== ref || (column && cell[1] !== column));
  }

  // Whether there is a step; `unsaved` tells of a cell whether there is something to drop. What was typed over may come back
  // also where what was typed over it is what the register holds.
  any(unsaved) {
    for (const step of this.#steps) step.cells = step.cells.filter(([ref, column, before]) => unsaved(ref, column) || before !== undefined);
    this.#prune();
    return this.#steps.length > 0;
  }

  // The last step, taken off: its cells are to be dropped, its events to be taken back. Nothing when there is none.
  take(unsaved) {
    return this.any(unsaved) ? this.#steps.pop() : null;
  }

  // A step that could not be taken back for want of a connection.
  putBack(step) {
    this.#steps.push(step);
  }

  #prune() {
    this.#steps = this.#steps.filter((step) => step.cells.length || step.events.length);
  }
}
