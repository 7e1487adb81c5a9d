#!/bin/sh
# python.sh: a Python in .build-python with the drivers of other people that tests run against the chip models.
# Quick and quiet when it is there. What cannot be had is an error in CI; elsewhere it costs that test, and says so.
set -eu
cd "$(dirname "$0")/.."
folder=.build-python

# Pinned, and without what they would pull in: board support and Blinka are replaced by the test's own bus.
set -- \
    adafruit-circuitpython-ina228==2.0.5 adafruit-circuitpython-ads122c04==1.0.2 adafruit-circuitpython-tmp117==2.0.0 \
    adafruit-circuitpython-busdevice==5.2.17 adafruit-circuitpython-register==1.13.0 \
    adafruit-circuitpython-typing==1.12.3 typing-extensions==4.15.0

wanted=$(printf '%s\n' "$@")
if [ -x "$folder/bin/python3" ] && [ "$(cat "$folder/installed" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

skip() {
    if [ "${CI:-}" = true ]; then
        echo "python: $1" >&2
        exit 1
    fi
    echo "python: $1; the test with Adafruit's drivers is skipped" >&2
    exit 0
}

echo "python: installing Adafruit's drivers into $folder"
rm -rf "$folder"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! python3 -m venv "$folder" >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -rf "$folder"
    skip "there is no virtual environment (Debian: apt-get install python3-venv)"
fi
if ! "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-input --retries 1 --timeout 20 \
    --no-deps "$@" >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -rf "$folder"
    skip "PyPI did not give what is wanted"
fi
printf '%s\n' "$@" >"$folder/installed"
