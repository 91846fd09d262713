// Keys pressed one after the other on cells that hold yes, no or nothing: what they say, and what stood there before. Knows no page.
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

export class Answering {
  #typed = "";

  // `before`: the cells as [cell, value].
  constructor(words, before) {
    Object.assign(this, { words, before, hasSaid: false });
  }

  // Space and x go round: yes, no, blank. The first letter of an answer gives it, and whoever types on spells it: "c" is yes, "chưa"
  // is no. Null for what means nothing.
  press(key, now) {
    const { yes, no } = this.words;
    if (key === " " || key === "x") {
      this.#typed = "";
      return this.#saying(now === yes ? no : now === no ? "" : yes);
    }
    for (const typed of [this.#typed + key, key]) {
      const said = this.#answer(typed);
      if (said === null) continue;
      this.#typed = typed;
      return this.#saying(said);
    }
    this.#typed += key;
    return null;
  }

  // The last letter is taken back, as whoever types and keyboards that put marks on letters do. Null when there is no letter.
  back() {
    if (!this.#typed) return null;
    this.#typed = this.#typed.slice(0, -1);
    return { isEmpty: !this.#typed, said: this.#typed && this.#answer(this.#typed) };
  }

  #saying(said) {
    this.hasSaid = true;
    return said;
  }

  #answer(typed) {
    const { yes, no, otherNo } = this.words;
    const begins = (word) => bare(word).startsWith(bare(typed));
    if ([yes, "1"].some(begins)) return yes;
    return [no, otherNo, "0"].some(begins) ? no : null;
  }
}
