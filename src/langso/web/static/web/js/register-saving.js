// Sends drafts to the server, one request at a time; when the line is down it waits, longer each time, and goes again.
const SOON = 500;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
const GIVE_UP_AFTER = 30_000;

export class Saver {
  #timer = 0;
  #wait = FIRST_WAIT;
  #busy = null;

  // `send(pending, signal)` gives the answer, or throws; `told(state, answer)` hears saving, saved, away, refused, stopped.
  constructor(drafts, send, told) {
    this.drafts = drafts;
    this.send = send;
    this.told = told;
    addEventListener("online", () => this.flush());
  }

  soon(delay = SOON) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  // Resolves once nothing more can be sent for now.
  flush() {
    clearTimeout(this.#timer);
    this.#busy ??= this.#all().finally(() => { this.#busy = null; });
    return this.#busy;
  }

  async #all() {
    for (let pending = this.drafts.take(); pending; pending = this.drafts.take()) {
      this.told("saving");
      try {
        const answer = await this.#once(pending);
        this.#wait = FIRST_WAIT;
        if (answer.stopped) {
          this.drafts.giveUp();
          this.told("stopped", answer);
          return;
        }
        this.told("saved", answer);
      } catch {
        this.told("away");
        this.soon(this.#wait);
        this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
        return;
      }
    }
  }

  async #once(pending) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), GIVE_UP_AFTER);
    try {
      return await this.send(pending, control.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}
