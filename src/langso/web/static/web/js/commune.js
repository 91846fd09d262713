// Mending in place: the form opens in its row, closes without leaving the page, and the row that was saved keeps the focus.
// Forms that stand open beside the one that is saved stay as they are, with what was typed in them.
const typedIn = (form) => form.matches("[data-refused]") || form.querySelector("[data-typed]") !== null;
const isTyped = (field) => field.form.matches("[data-refused]") || "typed" in field.dataset;
const slotOf = (node) => document.getElementById(node)?.querySelector(".mend-slot");
const focusOn = (slot) => slot.querySelector("select, input:not([type=hidden])")?.focus();
const dropSaved = () => document.querySelector(".saved-notice")?.remove();

function close(form) {
  if (typedIn(form) && !confirm(form.dataset.ask)) return;
  const slot = form.closest(".mend-slot");
  slot.replaceChildren();
  slot.closest(".condition").querySelector(".actions [hx-get]")?.focus();
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-mend-close]")?.closest("form.mend");
  if (form?.closest(".mend-slot")) {
    event.preventDefault();
    close(form);
    return;
  }
  const link = event.target.closest("a[href]");
  if (link?.matches("[data-saved-close]")) event.preventDefault();
  if (link) dropSaved();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
  const form = event.target.closest("form.mend");
  if (form?.closest(".mend-slot")) close(form);
});

document.addEventListener("input", (event) => {
  if (event.target.closest("form.mend")) event.target.dataset.typed = "";
});

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll(".mend-slot > form.mend")].some(typedIn)) event.preventDefault();
});

// A form that is open already is not opened anew over what was typed in it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.detail.elt;
  const slot = opener.matches(".actions [hx-get]") && event.detail.target;
  if (!slot) return;
  dropSaved();
  if (!slot.querySelector("form.mend")) return;
  event.preventDefault();
  focusOn(slot);
});

let kept = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  // That the last change was saved is not to stand above one that was refused.
  if (event.detail.xhr.status >= 400) dropSaved();
  kept = [];
  if (event.detail.target.id !== "criteria" || !event.detail.shouldSwap) return;
  const saved = event.detail.requestConfig.elt;
  for (const form of document.querySelectorAll(".mend-slot > form.mend")) {
    if (form === saved) continue;
    takeOver(form, saved);
    kept.push([form.closest(".condition").id, form]);
    form.remove();
  }
});

// A figure that two conditions ask: where nobody typed another one, the form beside takes the one just saved.
function takeOver(form, saved) {
  for (const field of saved.elements) {
    const same = /^(fact|cell)\./.test(field.name) && form.elements.namedItem(field.name);
    if (same && !isTyped(same)) same.value = field.value;
  }
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "criteria") return;
  for (const [node, form] of kept) slotOf(node)?.replaceChildren(form);
  kept = [];
});

document.addEventListener("htmx:afterSettle", (event) => {
  const slot = event.detail.target;
  if (slot.matches?.(".mend-slot")) focusOn(slot);
  const saved = document.querySelector(".just-saved");
  if (slot.id === "criteria" && saved) {
    saved.tabIndex = -1;
    saved.focus({ preventScroll: true });
    // The page above may have grown or shrunk, and the row with it gone out of sight.
    saved.scrollIntoView({ block: "center" });
  }
});
