// Small comforts; every one of these pieces works without this file too.
// A dialog opens over the page (without script: as the target of its link). A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("a[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("[data-close]");
  if (closer?.closest("dialog")?.open) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form that was refused stands in the history as the page that it was sent from: going back to it, or reloading, asks
// for that page again, and no browser asks whether to send it once more.
const [came] = performance.getEntriesByType("navigation");
if (document.body.hasAttribute("data-sent") && came?.responseStatus >= 400 && document.referrer.startsWith(`${location.origin}/`)) {
  history.replaceState(history.state, "", document.referrer);
}

// A filter is sent as soon as it is chosen; its button remains for whoever types.
document.addEventListener("change", (event) => {
  if (event.target.matches("form.filters[data-at-once] select")) event.target.form.requestSubmit();
});

// Whoever signs in comes back to the same place of the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sign-in]");
  const next = link && location.hash && new URL(link.href).searchParams.get("next");
  if (next) link.search = new URLSearchParams({ next: next.split("#")[0] + location.hash });
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
