// Many boxes to tick, in folds: what is typed above them narrows them. Without script the folds are opened by hand.
const bare = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

for (const list of document.querySelectorAll("[data-ticks]")) {
  const field = list.querySelector("[data-ticks-search]");
  const search = field.querySelector("input");
  const folds = [...list.querySelectorAll("details")].map((fold) => ({ fold, open: fold.open })).reverse();
  const boxes = [...list.querySelectorAll("li")].filter((item) => !item.querySelector("details"));
  const said = new Map(boxes.map((box) => [box, ` ${bare(box.textContent).replaceAll(/[\s-]+/g, " ")}`]));
  field.hidden = false;
  search.addEventListener("input", () => {
    const words = bare(search.value).trim().replaceAll(/[\s-]+/g, " ");
    for (const box of boxes) box.hidden = !said.get(box).includes(` ${words}`) && !box.querySelector("input").checked;
    for (const { fold, open } of folds) {
      const some = fold.querySelector("li:not([hidden]) input") !== null;
      fold.hidden = !some;
      fold.open = words ? some : open;
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
