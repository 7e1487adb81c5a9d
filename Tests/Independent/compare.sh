#!/bin/sh
# compare.sh: the plant against independent programs, as a table. Installs PyBaMM into .build-compare, beside ngspice
# that the caller has set up; what cannot be had is skipped with its reason. Fails where a difference is too large.
set -u
cd "$(dirname "$0")/../.." || exit 1
own=.build-compare
requirements=Tests/Independent/Scripts/requirements.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# What is installed already needs no network: pip then has nothing to do.
if ! { [ -x "$own/bin/python" ] || python3 -m venv "$own"; } >"$log" 2>&1 ||
    ! timeout 1200 "$own/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" \
        >>"$log" 2>&1; then
    echo "compare: could not install PyBaMM: $(tail -n 1 "$log")" >&2
fi

${SWIFT:-swift} test -c release --filter IndependentTests >"$log" 2>&1
code=$?
rows=$(sed -n 's/^agreement: //p' "$log" | sort -u)
echo "| case | program | largest difference, mV | limit, mV | moved by refining it, mV | values |"
echo "|---|---|---|---|---|---|"
echo "$rows" | grep -v '^skipped' | sed 's/.*/| & |/'
echo "$rows" | grep '^skipped' | sed 's/^skipped | /skipped: /; s/ | /, /'
if [ "$code" -ne 0 ]; then
    grep -E '^↳ .* mV|Caught error|^✘ Test run|error:' "$log" >&2 || tail -n 40 "$log" >&2
fi
exit "$code"
