// A block of cells as spreadsheets put it on the clipboard: tabs between cells, lines between rows, quotes around what holds either.
export function parse(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const end = () => { rows.at(-1).push(cell); cell = ""; };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") end();
    else if (sign === "\n") { end(); rows.push([]); } else if (sign !== "\r") cell += sign;
  }
  end();
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows.map((row) => row.map((each) => each.replace(/\s*\n\s*/g, " ").trim()));
}

export function format(rows) {
  const written = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(written).join("\t")).join("\r\n");
}

// Whether a pasted line is the head of the table and not a row of it.
export function isHead(line, titles) {
  const plain = (text) => text.trim().toLocaleLowerCase("vi");
  return line.length > 0 && line.every((cell, at) => at < titles.length && plain(cell) === plain(titles[at]));
}
