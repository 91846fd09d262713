// The question before a register is closed: while something on the page is not saved it says so, and closes nothing.
import { fill } from "./register-words.js";

const NAMED = 5;

// `places` gives what is not saved as [words, go to it]; `save` sends what can be sent.
export function guardClosing({ words, places, save }) {
  const dialog = document.querySelector("#close");
  const opener = document.querySelector("a[data-dialog=close]");
  if (!opener) return;
  const [closing, unsaved, text, go] = ["#sheet-closing", "#sheet-unsaved", "#sheet-unsaved-text", "#sheet-unsaved-go"]
    .map((name) => dialog.querySelector(name));
  let goThere = null;

  const tell = () => {
    const found = places();
    const named = found.slice(0, NAMED).map(([place]) => place).join("; ") + (found.length > NAMED ? "; …" : "");
    closing.hidden = found.length > 0;
    unsaved.hidden = !found.length;
    dialog.querySelector(".button-main").hidden = found.length > 0;
    text.textContent = fill(words.unsavedClosing, { places: named });
    return found;
  };
  opener.addEventListener("click", () => {
    tell();
    save().then(tell);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => { if (tell().length) event.preventDefault(); });
  go.addEventListener("click", () => { goThere = places()[0]?.[1]; });
  dialog.addEventListener("close", () => { goThere?.(); goThere = null; });
}
