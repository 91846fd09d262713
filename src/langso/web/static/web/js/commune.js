// Mending in place: the form opens in its row, closes without leaving the page, and the row that was saved keeps the focus.
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-mend-close]");
  const slot = close?.closest(".mend-slot");
  if (!slot) return;
  event.preventDefault();
  const opener = slot.closest(".condition").querySelector(".actions [hx-get]");
  slot.replaceChildren();
  opener?.focus();
});

// That the last change was saved is not to stand above one that was refused.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) document.querySelector(".saved-notice")?.remove();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const slot = event.detail.target;
  if (slot.matches?.(".mend-slot")) slot.querySelector("select, input:not([type=hidden])")?.focus();
  const saved = document.querySelector(".just-saved");
  if (slot.id === "criteria" && saved) {
    saved.tabIndex = -1;
    saved.focus({ preventScroll: true });
    // The page above may have grown or shrunk, and the row with it gone out of sight.
    saved.scrollIntoView({ block: "center" });
  }
});
