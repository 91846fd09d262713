"""Which folders of node_modules are served, and under what: only what pages load."""

NPM_STATIC: tuple[tuple[str, str], ...] = (
    ("npm/tabler", "@tabler/core/dist/css"),
    ("npm/htmx", "htmx.org/dist"),
    ("npm/be-vietnam-pro", "@fontsource/be-vietnam-pro/files"),
    ("npm/maplibre", "maplibre-gl/dist"),
)
"""(prefix below /static/, folder within node_modules)."""
