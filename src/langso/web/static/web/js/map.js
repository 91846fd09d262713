// The map of the communes. The list beside it says the same; nothing here is needed to know it.
const place = document.querySelector("#map");
const failed = document.querySelector("#map-failed");
const SIGNS = { met: "✓", not_met: "✕", insufficient: "?", not_applicable: "–" };

// A colour by its name in the style sheets, as the browser understands it in this theme.
function colour(state, name) {
  const probe = document.createElement("i");
  probe.className = `is-${state}`;
  probe.hidden = false;
  place.append(probe);
  probe.style.color = `var(${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// The sign of a verdict in a disc, drawn: colour never speaks alone.
function sign(state) {
  const size = 44;
  const canvas = new OffscreenCanvas(size, size);
  const brush = canvas.getContext("2d");
  brush.beginPath();
  brush.arc(size / 2, size / 2, size / 2 - 3, 0, 2 * Math.PI);
  brush.fillStyle = colour(state, "--state-soft");
  brush.fill();
  brush.lineWidth = 3;
  brush.strokeStyle = colour(state, "--state");
  if (state === "insufficient") brush.setLineDash([7, 5]);
  brush.stroke();
  brush.fillStyle = brush.strokeStyle;
  brush.font = `600 ${size / 2}px "Be Vietnam Pro", sans-serif`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillText(SIGNS[state], size / 2, size / 2 + 1);
  return brush.getImageData(0, 0, size, size);
}

// A commune's name as a picture: drawn so, it needs no fonts from elsewhere, and names that would lie over each other
// are left out until one comes nearer.
function named(text) {
  const canvas = new OffscreenCanvas(1, 1);
  const font = '500 24px "Be Vietnam Pro", sans-serif';
  let brush = canvas.getContext("2d");
  brush.font = font;
  canvas.width = Math.ceil(brush.measureText(text).width) + 16;
  canvas.height = 36;
  brush = canvas.getContext("2d");
  Object.assign(brush, { font, textBaseline: "middle", lineWidth: 6, lineJoin: "round", strokeStyle: colour("met", "--paper"), fillStyle: colour("met", "--ink") });
  brush.strokeText(text, 8, 18);
  brush.fillText(text, 8, 18);
  return brush.getImageData(0, 0, canvas.width, canvas.height);
}

const byState = (name) => ["match", ["get", "verdict"], ...Object.keys(SIGNS).flatMap((state) => [state, colour(state, name)]), colour("not_applicable", name)];

function layers() {
  const area = ["match", ["geometry-type"], ["Polygon", "MultiPolygon"], true, false];
  return [
    { id: "ground", type: "background", paint: { "background-color": colour("met", "--sunk") } },
    ...(place.dataset.tiles ? [{ id: "tiles", type: "raster", source: "tiles" }] : []),
    { id: "areas", type: "fill", source: "communes", filter: area, paint: { "fill-color": byState("--state-soft"), "fill-opacity": place.dataset.tiles ? 0.7 : 1 } },
    { id: "edges", type: "line", source: "communes", filter: area, paint: { "line-color": byState("--state"), "line-width": 1 } },
    {
      id: "points",
      type: "symbol",
      source: "communes",
      filter: ["==", ["geometry-type"], "Point"],
      layout: {
        "icon-image": ["concat", "sign-", ["get", "verdict"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 8, 0.6, 12, 1.1],
        "icon-allow-overlap": true,
        "symbol-sort-key": ["match", ["get", "verdict"], "not_met", 3, "insufficient", 2, 1],
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "communes",
      filter: ["==", ["geometry-type"], "Point"],
      layout: { "icon-image": ["concat", "name-", ["get", "code"]], "icon-anchor": "top", "icon-offset": [0, 9], visibility: shown.names ? "visible" : "none" },
    },
  ];
}

// What the visitor asked to see: names beside the signs, and only the communes with these codes (all without any).
const shown = { names: false, codes: null };

function style(data) {
  const { tiles, credit } = place.dataset;
  const base = tiles ? { tiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: credit } } : {};
  return { version: 8, sources: { communes: { type: "geojson", data }, ...base }, layers: layers() };
}

function frame(data) {
  const points = data.features.flatMap((f) => f.geometry.coordinates.flat(3)).flatMap((n, at, all) => (at % 2 ? [] : [[n, all[at + 1]]]));
  const lons = points.map((p) => p[0]);
  const lats = points.map((p) => p[1]);
  return points.length ? [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]] : undefined;
}

function telling(about) {
  const told = document.createElement("div");
  const line = (kind, text, name) => {
    const made = document.createElement(kind);
    made.textContent = text;
    if (name) made.className = name;
    told.append(made);
    return made;
  };
  line("div", about.name, "popup-name");
  line("div", about.district, "popup-near");
  line("div", `${SIGNS[about.verdict]} ${about.title}`, `popup-state is-${about.verdict}`);
  if (about.short) line("div", `${about.short} ${place.dataset.short}`);
  if (about.moved_aside) line("div", place.dataset.near, "popup-near");
  line("a", place.dataset.open).href = about.url;
  return told;
}

// The list and the map show the communes whose names hold what is typed, with or without its marks. Returns their codes.
function narrowed(typed) {
  const words = typed.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");
  const codes = [];
  for (const section of document.querySelectorAll(".map-list section")) {
    for (const item of section.querySelectorAll("li")) {
      item.hidden = !item.dataset.name.includes(words);
      if (!item.hidden) codes.push(item.querySelector("a").dataset.code);
    }
    const left = section.querySelectorAll("li:not([hidden])").length;
    section.hidden = !left;
    section.querySelector("h2 .quiet").textContent = left;
  }
  return words ? codes : null;
}

async function draw() {
  const [library, data] = await Promise.all([
    import(place.dataset.library),
    fetch(place.dataset.geojson).then((answer) => answer.json()),
  ]);
  const { Map, Popup, NavigationControl, ScaleControl, setWorkerUrl } = library.default ?? library;
  setWorkerUrl(new URL(place.dataset.worker, location.href).href);
  place.replaceChildren();
  const names = Object.fromEntries(data.features.map((f) => [f.properties.code, f.properties.name]));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Map({
    container: place, style: style(data), bounds: frame(data), fitBoundsOptions: { padding: 40, maxZoom: 12 }, cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    fadeDuration: still ? 0 : 150, attributionControl: place.dataset.tiles ? { compact: true } : false,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl(), "bottom-left");
  map.setMissingStyleImageResolver((id) => {
    if (map.hasImage(id)) return;
    if (id.startsWith("sign-")) map.addImage(id, sign(id.slice(5)), { pixelRatio: 2 });
    if (id.startsWith("name-")) map.addImage(id, named(names[id.slice(5)]), { pixelRatio: 2 });
  });

  const apply = () => {
    const among = shown.codes ? [["in", ["get", "code"], ["literal", shown.codes]]] : [];
    for (const { id, filter } of layers()) if (filter && map.getLayer(id)) map.setFilter(id, ["all", filter, ...among]);
    map.setLayoutProperty("names", "visibility", shown.names ? "visible" : "none");
  };
  const button = document.querySelector("#map-names");
  button.closest(".map-tools").hidden = false;
  button.addEventListener("click", () => {
    shown.names = !shown.names;
    button.setAttribute("aria-pressed", shown.names);
    apply();
  });
  document.querySelector("#map-search")?.addEventListener("input", (event) => {
    shown.codes = narrowed(event.target.value);
    apply();
  });

  const popup = new Popup({ closeButton: true, maxWidth: "18rem", focusAfterOpen: false });
  const open = (feature, where) => popup.setLngLat(where).setDOMContent(telling(feature.properties)).addTo(map);
  for (const layer of ["points", "areas"]) {
    map.on("click", layer, (event) => {
      const [first] = map.queryRenderedFeatures(event.point, { layers: ["points", "areas"] });
      open(first, first.geometry.type === "Point" ? first.geometry.coordinates : event.lngLat);
    });
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }

  // The list leads to the map: what is pointed at there is shown here.
  const byCode = Object.fromEntries(data.features.filter((f) => f.geometry.type === "Point").map((f) => [f.properties.code, f]));
  for (const name of ["mouseover", "focusin"]) document.querySelector(".map-list").addEventListener(name, (event) => {
    const feature = byCode[event.target.closest("a[data-code]")?.dataset.code];
    if (feature) open(feature, feature.geometry.coordinates);
  });

  new MutationObserver(() => {
    map.setStyle(style(data), { diff: false });
    map.once("styledata", apply);
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  map.once("idle", () => { place.dataset.drawn = "yes"; });
}

if (place) {
  draw().catch((error) => {
    console.error(error);
    place.hidden = true;
    failed.hidden = false;
  });
}
