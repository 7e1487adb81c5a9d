#!/bin/bash
# A simulated cell with its monitor, attached over USB/IP on loopback, watched until a dendrite has grown through it.
# Nine thousand virtual seconds at 300 times real time: half a minute.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.build/release
ready=$(mktemp)
server=

clean_up() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -f "$ready"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

"$bin/cellsim" serve --scenario dendrite --speed 300 --listen 127.0.0.1:0 --json >"$ready" &
server=$!
for _ in $(seq 100); do
    grep -q '"type":"serving"' "$ready" && break
    kill -0 "$server" 2>/dev/null || { echo "demo: the simulator did not start" >&2; exit 1; }
    sleep 0.1
done
address=$(sed -n 's/.*"listen":"\([^"]*\)".*/\1/p' "$ready")
[ -n "$address" ] || { echo "demo: the simulator did not say where it serves" >&2; exit 1; }

echo "Na@alucone | Na3SbS4 | TiS2, simulated at 300 times real time, attached over USB/IP at $address"
"$bin/cellmon" watch --usbip "$address" --interval 0.5 --until hard --timeout 55
echo
"$bin/cellmon" status --usbip "$address"
