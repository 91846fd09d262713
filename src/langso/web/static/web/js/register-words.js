// How a ledger's page says things: texts with figures put in, and what was typed as the register would say it.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export const figure = (n) => n.toLocaleString(document.documentElement.lang);

// Yes for x, a choice by its title.
export function asSaid(words, column, text) {
  const plain = text.trim().toLocaleLowerCase("vi");
  if (column.type === "yes_no") {
    if (["x", "1", "true", "yes", "có", "co", "✓"].includes(plain)) return words.yes;
    if (["0", "false", "no", "không", "khong", "chưa", "chua"].includes(plain)) return words.no;
  }
  return column.aliases[text.trim()] ?? text.trim();
}
