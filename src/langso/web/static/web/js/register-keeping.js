// What was typed and is not saved yet, kept for this visit so that a reload loses nothing.
export class Keeping {
  constructor(name) {
    this.name = name;
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  write(drafts) {
    try {
      if (drafts.size || drafts.pending) sessionStorage.setItem(this.name, JSON.stringify(drafts));
      else sessionStorage.removeItem(this.name);
    } catch {
      // A browser that keeps nothing still has the page.
    }
  }
}
