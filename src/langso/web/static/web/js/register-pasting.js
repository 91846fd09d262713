// A block from a spreadsheet, laid over the table from the chosen cell on: which cells get what, and what has no place.
import { isHead } from "./register-tsv.js";

export const MOST = 2000;

// `addRow` makes a line below the last one. Below a page that is not the last no row can be added: those lines are left out. So
// are lines beyond `MOST`, which no page holds well.
export function layOut(lines, grid, columns, { lastPage, addRow }) {
  const { top, left, bottom, right } = grid.block;
  if (isHead(lines[0], columns.slice(left).map((column) => column.title))) lines.shift();
  // One cell pasted on a block fills it.
  if (lines.length === 1 && lines[0].length === 1 && (top !== bottom || left !== right)) {
    return { changes: grid.chosen.flat().map((cell) => [cell, lines[0][0]]), leftOut: 0, tooMany: 0, tooWide: 0 };
  }
  const tooMany = lines.splice(MOST).length;
  const changes = [];
  let leftOut = 0;
  lines.forEach((cells, down) => {
    let line = grid.body.rows[top + down];
    if ((!line || line.classList.contains("is-new")) && !lastPage) { leftOut += 1; return; }
    line ??= addRow();
    cells.forEach((text, along) => {
      const cell = line.cells[left + along + 1];
      if (cell) changes.push([cell, text]);
    });
  });
  const widest = Math.max(0, ...lines.map((cells) => cells.length));
  const tooWide = Math.max(0, widest - (columns.length - left));
  return { changes, leftOut, tooMany, tooWide, to: [top + lines.length - 1, left + widest - tooWide - 1] };
}
