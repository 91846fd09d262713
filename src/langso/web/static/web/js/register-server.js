// How a ledger's page speaks with the server: what is sent, and what an answer renews around the table.
const token = document.querySelector("meta[name=csrf-token]");

export const inWords = (problems) => problems.map((problem) => `${problem.what}. ${problem.remedy}`).join(" ");

async function page(headers = {}) {
  const response = await fetch(location.href, { headers });
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// Posts and gives the answer; null where whoever asks is not signed in. Signing in again, in another tab, has made the page's
// token void: it takes the new one, if it is the same person, and asks once more.
async function ask(server, address, request) {
  for (const again of [false, true]) {
    const headers = { Accept: "application/json", "X-CSRFToken": token.content, "X-Part": "sheet", ...request.headers };
    const response = await fetch(address + location.search, { method: "POST", ...request, headers });
    if (response.status >= 500) throw new Error(String(response.status));
    const answer = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : { signedOut: true };
    if (!answer.signedOut) return answer;
    const now = again ? null : await page();
    const sheet = now?.querySelector("#sheet");
    if (!sheet || JSON.parse(sheet.dataset.config).keep !== server.keep) return null;
    token.content = now.querySelector("meta[name=csrf-token]").content;
  }
  return null;
}

export async function send(server, pending, signal) {
  const answer = await ask(server, server.save, { signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(pending) });
  if (!answer) return { stopped: true, text: server.words.signedOut };
  const whole = (answer.problems ?? []).filter((problem) => !problem.ref);
  return whole.length ? { stopped: true, text: inWords(whole) } : answer;
}

// Takes an event back. Gives what came of it, or as `text` why the server refuses; throws where it cannot be reached or knows nobody.
export async function takeBack(server, event) {
  const answer = await ask(server, server.undo, { body: new URLSearchParams({ event }) });
  if (!answer) throw Object.assign(new Error("signed out"), { told: server.words.signedOut });
  if (!answer.parts) return { text: inWords(answer.problems) };
  renew(answer);
  return answer;
}

// What follows from the rows and stands around the table, as the server says it now.
export function renew(answer) {
  for (const [id, html] of Object.entries(answer.parts)) {
    const place = document.getElementById(id);
    if (place) place.innerHTML = html;
  }
}

// The sheet as it is now.
export const fetchSheet = async () => (await page({ "X-Part": "sheet" })).querySelector("#sheet");
