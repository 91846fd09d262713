// Light, dark or as the device: remembered in a cookie, so that the server can say it in the page, and in localStorage,
// so that other open pages follow. Tabler knows only the attribute, therefore "as the device" sets it too: before
// anything is drawn, or all of it would be drawn twice. That is why the page waits for this file, and it is no module.
{
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");

  const remembered = () => /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1] ?? "";

  const remember = (choice) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${choice}; Path=/; Max-Age=${choice ? 31536000 : 0}; SameSite=Lax${secure}`;
    try {
      localStorage.setItem("theme", choice);
    } catch {
      // A browser that keeps nothing still has the cookie.
    }
  };

  const mark = (choice) => {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };

  const show = (choice) => {
    root.dataset.bsTheme = choice || (device.matches ? "dark" : "light");
    mark(choice);
  };

  show(remembered());
  device.addEventListener("change", () => show(remembered()));
  addEventListener("storage", (event) => event.key === "theme" && show(event.newValue ?? ""));
  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-theme-switch]")) part.hidden = false;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.addEventListener("click", () => {
        remember(button.dataset.themeChoice);
        show(button.dataset.themeChoice);
      });
    }
    mark(remembered());
  });
}
