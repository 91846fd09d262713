// What every request of htmx carries, and what is said when one does not get through, htmx's or another script's own.
// Trying again is left to the page.
const token = document.querySelector("meta[name=csrf-token]")?.content;
const lost = document.querySelector("#connection");
const refused = document.querySelector("#refused");
const messages = document.querySelector("#messages");

document.addEventListener("htmx:configRequest", (event) => {
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
});

export const away = () => { lost.hidden = false; };
export const back = () => { lost.hidden = true; };
document.addEventListener("htmx:sendError", away);
document.addEventListener("htmx:timeout", away);
document.addEventListener("htmx:afterOnLoad", back);
addEventListener("offline", away);
addEventListener("online", back);
if (!navigator.onLine) away();

// An error that is answered with a piece of a page (a form with its errors) takes its place like any answer. One that is
// answered with a whole page has no place here: say so above, and leave what was typed as it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status >= 400 && xhr.responseText && !/^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
export const refuse = () => {
  messages.replaceChildren(refused.content.cloneNode(true));
  messages.scrollIntoView({ block: "nearest" });
};
document.addEventListener("htmx:responseError", refuse);
