// The answer grows as figures are changed: the field being changed stays in sight, and says to a reader that it is wrong.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "answer") return;
  for (const mark of document.querySelectorAll(".was")) {
    const field = document.getElementById(mark.id.replace("was-", ""));
    if (mark.matches(".is-wrong")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  if (document.activeElement.matches(".question input, .question select")) {
    document.activeElement.scrollIntoView({ block: "nearest" });
  }
});
