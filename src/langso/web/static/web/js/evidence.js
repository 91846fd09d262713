// Files dragged, pasted or chosen are sent one by one, each with its progress; one that fails keeps no other away.
// Without this file the form sends them together.
const forms = () => document.querySelectorAll("[data-evidence-form]");

function prepare(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "yes";
  for (const part of form.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const input of form.querySelectorAll("input[type=file]")) input.removeAttribute("required");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const files = inputs.flatMap((input) => [...input.files]);
    sayNone(form, files.length === 0);
    if (files.length) send(form, files);
    else inputs[0].focus();
    for (const input of inputs) input.value = "";
  });
  form.addEventListener("change", (event) => { if (event.target.type === "file") sayNone(form, false); });
  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    send(form, [...event.dataTransfer.files]);
  });
}

// A file that misses its place must not take the page away. A pasted picture goes to the only form, or the one in use.
document.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
document.addEventListener("drop", (event) => event.preventDefault());
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  const all = [...forms()];
  const form = all.find((one) => one.contains(document.activeElement)) ?? (all.length === 1 ? all[0] : null);
  if (!files.length || !form) return;
  event.preventDefault();
  send(form, files);
});

function sayNone(form, none) {
  form.querySelector("[data-no-file]").hidden = !none;
  form.querySelector("input[type=file]").setAttribute("aria-invalid", none);
}

async function send(form, files) {
  sayNone(form, false);
  const rows = files.map((file) => [file, row(form, file)]);
  let attached = 0;
  for (const [file, shown] of rows) attached += await attempt(form, file, shown);
  // What was said of these files is not said of the next ones.
  if (attached === files.length) form.reset();
  if (attached) refresh(form);
}

function row(form, file) {
  const shown = form.querySelector("[data-row]").content.cloneNode(true).firstElementChild;
  shown.querySelector(".sent-name").textContent = file.name;
  say(form, shown, "waiting");
  form.querySelector("[data-sending]").append(shown);
  const again = shown.querySelector("button");
  again.addEventListener("click", async () => {
    again.hidden = true;
    if (await attempt(form, file, shown)) refresh(form);
  });
  return shown;
}

function say(form, shown, name) {
  shown.querySelector(".sent-said").textContent = form.querySelector("[data-words]").dataset[name] ?? name;
}

async function attempt(form, file, shown) {
  shown.classList.remove("failed");
  if (file.size > Number(form.closest("[data-evidence]").dataset.limit)) return fail(form, shown, "large", false);
  const { status, answer } = await post(form, file, (part) => {
    shown.querySelector("progress").value = part;
    if (part === 1) say(form, shown, "looking");
  });
  if (status === 0) return fail(form, shown, "away", true);
  if (status === 200) {
    shown.classList.add("done");
    say(form, shown, "sent");
    return 1;
  }
  const problems = [...(answer?.problems ?? []), ...(answer?.files ?? []).flatMap((one) => one.problems)];
  return fail(form, shown, problems.map(({ what, remedy }) => `${what}. ${remedy}`).join(" ") || "failed", status >= 500);
}

function fail(form, shown, words, mayRetry) {
  shown.classList.add("failed");
  say(form, shown, words);
  shown.querySelector("button").hidden = !mayRetry;
  return 0;
}

function post(form, file, progress) {
  const body = new FormData(form);
  body.delete("files");
  body.append("files", file, file.name);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress(event.loaded / event.total); });
    request.addEventListener("load", () => done({ status: request.status, answer: request.response }));
    for (const trouble of ["error", "abort", "timeout"]) request.addEventListener(trouble, () => done({ status: 0 }));
    request.send(body);
  });
}

// Only the list of what is there comes anew; what was typed and what failed stays to be read.
function refresh(form) {
  const list = form.dataset.refresh;
  htmx.ajax("GET", form.getAttribute("action"), { target: list, select: list, swap: "outerHTML" });
}

const all = () => { for (const form of forms()) prepare(form); };
document.addEventListener("htmx:load", all);
all();
