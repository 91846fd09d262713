// Light, dark or as the device: remembered in a cookie, so that the server can say it in the page, and in localStorage,
// so that other open pages follow. Tabler knows only the attribute, therefore "as the device" sets it too.
const root = document.documentElement;
const device = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-choice]");

function remembered() {
  return /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1] ?? "";
}

function show(choice) {
  root.dataset.bsTheme = choice || (device.matches ? "dark" : "light");
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
}

function remember(choice) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${choice}; Path=/; Max-Age=${choice ? 31536000 : 0}; SameSite=Lax${secure}`;
  try {
    localStorage.setItem("theme", choice);
  } catch {
    // A browser that keeps nothing still has the cookie.
  }
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    remember(button.dataset.themeChoice);
    show(button.dataset.themeChoice);
  });
}
for (const part of document.querySelectorAll("[data-theme-switch]")) part.hidden = false;
device.addEventListener("change", () => show(remembered()));
addEventListener("storage", (event) => event.key === "theme" && show(event.newValue ?? ""));
show(remembered());
