#!/bin/sh
# Makes .venv from the locked requirements: a Python of 3.11 or later, then uv by pip, then the rest by uv.
# Settings that the user gave pip (index, extra index, find-links, certificate) hold for uv too. Run by make.
set -eu

cd "$(dirname "$0")/.."
venv=.venv

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

choose_python() {
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    say "No Python 3.11 or later was found (looked for ${PYTHON:-python3.11, python3.12, python3.13, python3})."
    say "On Debian or Ubuntu: sudo apt install python3 python3-venv. Another place: make setup PYTHON=/path/to/python3."
    exit 1
}

# Debian keeps pip out of its Python. Its package of pip as a wheel can be read without being installed.
unpack_debian_pip() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    mkdir -p "$venv/pip"
    (
        cd "$venv/pip"
        apt-get download -qq python3-pip-whl || { apt-get update -qq && apt-get download -qq python3-pip-whl; } &&
            dpkg-deb --extract python3-pip-whl_*.deb .
    ) >/dev/null 2>&1 && ls "$venv"/pip/usr/share/python-wheels/pip-*.whl
}

make_venv() {
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv --clear "$venv"
    elif ! "$python" -m venv --clear --without-pip "$venv" 2>/dev/null; then
        say "$python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv"
        exit 1
    fi
}

find_pip() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        pip="$venv/bin/python -m pip"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        pip="$python -m pip --python $venv/bin/python"
    elif wheel=$(unpack_debian_pip); then
        pip="$venv/bin/python $wheel/pip"
    else
        say "$python came without pip. On Debian or Ubuntu: sudo apt install python3-venv"
        exit 1
    fi
}

pip_setting() {
    for section in :env: install global; do
        if $pip config get "$section.$1" 2>/dev/null; then
            return
        fi
    done
}

# The lock pins every file by its hash, so it does not matter which of the user's places a file comes from.
give_uv_the_settings_of_pip() {
    index=$(pip_setting index-url)
    extra=$(pip_setting extra-index-url)
    links=$(pip_setting find-links)
    certificate=$(pip_setting cert)
    none=$(pip_setting no-index)
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"; fi
    if [ -n "$extra" ]; then export UV_INDEX="${UV_INDEX:-$extra}"; fi
    if [ -n "$links" ]; then export UV_FIND_LINKS="${UV_FIND_LINKS:-$(printf %s "$links" | tr -s '[:space:]' ,)}"; fi
    if [ -n "$none" ]; then export UV_NO_INDEX="${UV_NO_INDEX:-$none}"; fi
    if [ -n "$certificate" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificate}"; fi
    export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
}

install() { "$venv/bin/uv" pip install --compile-bytecode --python "$venv/bin/python" "$@"; }

python=$(choose_python)
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    make_venv
fi
find_pip
$pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.txt
give_uv_the_settings_of_pip
for lock in "$@"; do
    install --require-hashes -r "requirements/$lock.txt"
done
install --quiet --no-deps --no-build-isolation --editable .
"$venv/bin/python" -m compileall -q src
