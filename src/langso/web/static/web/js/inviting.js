// Inviting: a link is copied at a press, and a long list of organisations is narrowed by typing. Without script the link
// is selected by a press and the list is whole.
const bare = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

for (const button of document.querySelectorAll("[data-copies]")) {
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.getElementById(button.dataset.copies);
    getSelection().selectAllChildren(link);
    try {
      await navigator.clipboard.writeText(link.textContent);
    } catch {
      // Without HTTPS browsers keep the clipboard to themselves; what is selected can still be copied.
      if (!document.execCommand("copy")) return;
    }
    said.textContent = said.dataset.copied;
  });
}

for (const field of document.querySelectorAll("[data-narrows]")) {
  const select = document.getElementById(field.dataset.narrows);
  const search = field.querySelector("input");
  const whole = [...select.children].map((child) => child.cloneNode(true));
  field.hidden = false;
  search.addEventListener("input", () => {
    const chosen = select.value;
    const words = ` ${bare(search.value).trim()}`;
    const fits = (option) => option.value === chosen || !option.value || ` ${bare(option.text)}`.includes(words);
    select.replaceChildren(...whole.map((child) => child.cloneNode(true)));
    for (const option of [...select.options]) if (!fits(option)) option.remove();
    for (const group of select.querySelectorAll("optgroup")) if (!group.children.length) group.remove();
    select.value = chosen;
    if (!chosen && select.options.length === 2) select.selectedIndex = 1;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
