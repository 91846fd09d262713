// How a ledger's page speaks with the server: what is sent, and what an answer changes around the table.
export const csrfToken = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("meta[name=csrf-token]").content;

export async function send(config, words, pending, signal) {
  const response = await fetch(config.save + location.search, {
    method: "POST", signal, headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() }, body: JSON.stringify(pending),
  });
  if (response.status >= 500) throw new Error(String(response.status));
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { stopped: true, problems: [], text: words.signedOut };
  const answer = await response.json();
  const whole = (answer.problems ?? []).filter((problem) => !problem.ref);
  return whole.length ? { stopped: true, text: whole.map((problem) => `${problem.what}. ${problem.remedy}`).join(" ") } : answer;
}

export function tellCondition(answer) {
  const place = document.querySelector("#sheet-told");
  if (place && answer.told) place.innerHTML = answer.told;
  const { rows, blanks } = answer.standing;
  for (const [name, n] of [["rows", rows], ["blanks", blanks]]) {
    const part = document.querySelector(`[data-standing=${name}]`);
    if (part && n !== null) part.textContent = n;
  }
}
