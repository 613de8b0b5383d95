#!/bin/sh
# Make .venv with everything this project needs. Run by make; without make: sh setup.sh
# Each thing that can be missing on a new machine gets one line that says what to do.
set -u
PYTHON=${PYTHON:-python3}
cd "$(dirname "$0")" || exit 1

fail() {
    echo "setup: $1" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null 2>&1 || fail "no $PYTHON on this machine; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12 test"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$PYTHON is $("$PYTHON" --version 2>&1); Evenhand needs Python 3.11 or newer: install one and name it: make PYTHON=/path/to/python3.12 test"

# A .venv of another Python than the one asked for is made anew.
wanted=$("$PYTHON" -c 'import sys; print(*sys.version_info[:2], sep=".")')
if [ -x .venv/bin/python ] && [ "$(.venv/bin/python -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)" != "$wanted" ]; then
    rm -rf .venv
fi
rm -f .venv/ready

if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$PYTHON" .venv || fail "uv could not make .venv with $PYTHON (see above)"
    uv pip install --quiet --python .venv/bin/python --only-binary :all: -r requirements.lock ||
        fail "a download failed (see above); check the network or proxy and run the same command again: it goes on where it stopped"
    uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . || fail "installing evenhand itself failed (see above)"
else
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$PYTHON has no venv module; on Debian and Ubuntu: sudo apt install python3-venv"
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$PYTHON" -m venv .venv || fail "$PYTHON could not make .venv (see above)"
    echo "setup: installing about 150 packages into .venv; this takes a minute or two, once"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.lock ||
        fail "a download failed (see above); check the network or proxy and run the same command again: what has come is kept"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ||
        fail "installing evenhand itself failed (see above)"
fi
touch .venv/ready
