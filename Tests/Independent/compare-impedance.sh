#!/bin/sh
# compare-impedance.sh: our circuit fits and Kramers-Kronig residuals against impedance.py's. Installs it into .build-compare-impedance.
set -u
cd "$(dirname "$0")/../.." || exit 1
own=.build-compare-impedance
requirements=Tests/Independent/Scripts/requirements-impedance.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! { [ -x "$own/bin/python" ] || python3 -m venv "$own"; } >"$log" 2>&1 ||
    ! timeout 600 "$own/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" \
        >>"$log" 2>&1; then
    echo "compare-impedance: could not install impedance.py: $(tail -n 1 "$log")" >&2
    exit 1
fi

${SWIFT:-swift} test -c release --filter 'CircuitFitComparison|KramersKronigComparison' >"$log" 2>&1
code=$?
sed -n 's/^circuit fits: //p; s/^kramers-kronig: //p' "$log"
if [ "$code" -ne 0 ]; then grep -E 'recorded an issue|^✘ Test run|error:' "$log" >&2 || tail -n 40 "$log" >&2; fi
exit "$code"
