// The lines of a text that is written on: its numbers follow what is typed, and an error leads to its line. Without it the
// numbers are those of the text as it was served, and the list of errors names them.

const LEFT = 6; // so many lines stand open for what is written next

for (const text of document.querySelectorAll("textarea[data-code]")) {
  const gutter = text.previousElementSibling;
  const prefix = gutter.firstElementChild.id.replace(/-\d+$/, "");
  const follow = () => {
    const lines = Math.max(12, text.value.split("\n").length + LEFT);
    while (gutter.childElementCount < lines) {
      const line = document.createElement("li");
      line.id = `${prefix}-${gutter.childElementCount + 1}`;
      gutter.append(line);
    }
    while (gutter.childElementCount > lines) gutter.lastElementChild.remove();
    text.rows = lines;
  };
  text.addEventListener("input", follow);
  follow();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  const text = document.getElementById(link.dataset.in);
  const lines = text.value.split("\n");
  const at = Math.min(Number(link.dataset.line), lines.length) - 1;
  const start = lines.slice(0, at).join("\n").length + (at ? 1 : 0);
  event.preventDefault();
  document.getElementById(link.hash.slice(1))?.scrollIntoView({ block: "center" });
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, start + lines[at].length);
});

// What was typed and not saved is not lost by a press on a link.
let typed = false;
for (const form of document.querySelectorAll("form[data-keeps]")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
