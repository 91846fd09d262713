// The matrix with script: every cell opens its reason over the page, arrow keys move about, what is pointed at is told:
// a column's condition beside its head, for the keyboard as for the mouse; a cell's commune and condition as its title.
// Without htmx, which would look through ten thousand cells for work before the first of them answers.
import { away, back as reached, refuse } from "./requests.js";

const grid = document.querySelector("#matrix");
const panel = document.querySelector("#cell");

if (grid && panel) {
  const nodes = grid.dataset.nodes.split(",");
  const on = grid.dataset.on ? `?${grid.dataset.on}` : "";
  const titles = new Map(); // by the number of the cell in its row
  let back = null;

  const cellOf = (event) => event.target.closest?.("tbody td");

  const address = (cell) => {
    const commune = cell.parentElement.firstElementChild.querySelector("a").pathname.split("/").at(-2);
    return `${grid.dataset.cells ?? location.pathname}${commune}/${nodes[cell.cellIndex - 1]}${on}`;
  };

  const open = async (cell) => {
    back = cell.querySelector("a") ?? cell;
    let answer;
    try {
      answer = await fetch(address(cell), { headers: { "HX-Request": "true" } });
    } catch {
      return away();
    }
    reached();
    if (!answer.ok) return refuse();
    panel.innerHTML = await answer.text();
    if (!panel.open) panel.showModal();
  };

  const focusOn = (cell) => {
    const link = cell.querySelector("a");
    if (!link) cell.tabIndex = -1;
    (link ?? cell).focus();
  };

  grid.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(cell);
  });

  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  grid.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    if (event.key === "Enter" && !event.target.closest("a")) open(cell);
    const row = cell.parentElement;
    const step = steps[event.key];
    const end = { Home: [grid.tHead.rows.length, 1], End: [grid.tFoot.rows[0].rowIndex - 1, row.cells.length - 1] }[event.key];
    if (!step && !end) return;
    const to = step
      ? grid.rows[row.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]]
      : grid.rows[event.ctrlKey ? end[0] : row.rowIndex].cells[end[1]];
    if (to?.matches("tbody td")) {
      event.preventDefault();
      focusOn(to);
    }
  });

  grid.addEventListener("mouseover", (event) => {
    const cell = cellOf(event);
    if (!cell || cell.title) return;
    const at = cell.cellIndex - 1;
    if (!titles.size) {
      const heads = new Map([...grid.querySelectorAll("thead .u a")].map((a) => [new URLSearchParams(a.search).get("node"), a.dataset.told ?? a.title]));
      nodes.forEach((node, place) => titles.set(place, heads.get(node) ?? node));
    }
    cell.title = `${cell.parentElement.firstElementChild.querySelector("a").textContent} · ${titles.get(at)}`;
  });

  const told = document.querySelector("#head-told");
  const tell = (event) => {
    const head = event.target.closest?.("[title], [data-told]");
    if (!head?.closest("thead")) return;
    // The browser's own title would come later and say the same again.
    if (head.title) {
      head.dataset.told = head.title;
      head.setAttribute("aria-label", head.title);
      head.removeAttribute("title");
    }
    told.textContent = head.dataset.told;
    told.hidden = false;
    const at = head.getBoundingClientRect();
    told.style.top = `${at.bottom + 6}px`;
    told.style.left = `${Math.max(8, Math.min(at.left, innerWidth - told.offsetWidth - 8))}px`;
  };
  const hush = () => { told.hidden = true; };
  for (const name of ["mouseover", "focusin"]) grid.addEventListener(name, tell);
  for (const name of ["mouseout", "focusout", "keydown"]) grid.addEventListener(name, hush);
  addEventListener("scroll", hush, { capture: true, passive: true });

  panel.addEventListener("close", () => back && (back.tabIndex < 0 && back.tagName === "TD" ? focusOn(back) : back.focus()));
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
  const first = grid.querySelector("tbody td");
  if (first && !grid.querySelector("tbody td a")) first.tabIndex = 0;
  (window.requestIdleCallback ?? setTimeout)(() => grid.closest("main").classList.add("whole"));
}
