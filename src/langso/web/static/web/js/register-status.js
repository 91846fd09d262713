// The line above the table: what is saved and what is not, and a word on what was just done, which stays until the next thing.
import { fill, figure } from "./register-words.js";

export class Status {
  #note = "";
  #saved = "";

  constructor(line, words, keyTitle) {
    Object.assign(this, { line, words, keyTitle });
  }

  note(text) {
    this.#note = text;
  }

  // `state`: saving, saved, refused, away, stopped, or nothing new; `text` says why it stopped. The list of what was refused may
  // be far above on a narrow page: this line, which stays in sight, says why or leads to it.
  tell(drafts, editable, state = "", text = "") {
    const { words, line } = this;
    const n = figure(drafts.size);
    if (state === "saved") this.#saved = fill(words.saved, { time: new Date().toTimeString().slice(0, 5) });
    line.dataset.state = state === "away" || state === "stopped" ? state : drafts.size ? "unsaved" : "saved";
    let said = this.#saved;
    if (state === "stopped") said = text;
    else if (state === "saving") said = words.saving;
    else if (state === "away") said = fill(words.away, { n });
    else if (!editable) said = drafts.size ? fill(words.keptWhileClosed, { n }) : "";
    else if (drafts.unkeyed.length) said = fill(words.unkeyed, { n, column: this.keyTitle });
    else if (drafts.size) said = `${fill(words.unsaved, { n })}.`;
    line.textContent = [this.#note, said].filter(Boolean).join(" ");
    const { troubles } = drafts;
    if (state === "stopped" || !troubles.length) return;
    const link = Object.assign(document.createElement("a"), { href: "#sheet-trouble" });
    link.textContent = troubles.length === 1 && troubles[0].what ? `${troubles[0].what}.` : words.seeWhy;
    line.append(" ", link);
  }
}
