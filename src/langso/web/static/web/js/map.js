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
  ];
}

function style(data) {
  const { tiles, credit } = place.dataset;
  const base = tiles ? { tiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: credit } } : {};
  return { version: 8, sources: { communes: { type: "geojson", data }, ...base }, layers: layers() };
}

function frame(data) {
  const points = data.features.filter((f) => f.geometry.type === "Point").map((f) => f.geometry.coordinates);
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

async function draw() {
  const [library, data] = await Promise.all([
    import(place.dataset.library),
    fetch(place.dataset.geojson).then((answer) => answer.json()),
  ]);
  const { Map, Popup, NavigationControl, ScaleControl, setWorkerUrl } = library.default ?? library;
  setWorkerUrl(new URL(place.dataset.worker, location.href).href);
  place.replaceChildren();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Map({
    container: place, style: style(data), bounds: frame(data), fitBoundsOptions: { padding: 40, maxZoom: 12 }, cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    fadeDuration: still ? 0 : 150, attributionControl: place.dataset.tiles ? { compact: true } : false,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl(), "bottom-left");
  map.setMissingStyleImageResolver((id) => {
    if (id.startsWith("sign-") && !map.hasImage(id)) map.addImage(id, sign(id.slice(5)), { pixelRatio: 2 });
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
  document.querySelector(".map-list")?.addEventListener("mouseover", (event) => {
    const feature = byCode[event.target.closest("a[data-code]")?.dataset.code];
    if (feature) open(feature, feature.geometry.coordinates);
  });

  new MutationObserver(() => map.setStyle(style(data), { diff: false })).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  map.once("idle", () => { place.dataset.drawn = "yes"; });
}

if (place) {
  draw().catch((error) => {
    console.error(error);
    place.hidden = true;
    failed.hidden = false;
  });
}
