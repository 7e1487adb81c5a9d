#!/bin/bash
# Runs scenarios in every body that there is and replays the inputs that they recorded: the output frames must be the same
# bytes, in release and in debug. The native body's inputs come from its chips, the core's from a model of sensors.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=.build-same-bytes
rm -rf "$work"
mkdir -p "$work"
status=0

compare() {
    if cmp "$1" "$2"; then
        printf 'same bytes: %-18s %s (%s bytes)\n' "$3" "$4" "$(stat -c %s "$1")"
    else
        echo "same bytes: $3: $4 DIFFERS" >&2
        status=1
    fi
}

for scenario in dendrite soft-short-heals symmetric-plating; do
    for body in native core; do
        .build/release/cellsim run "$scenario" --firmware "$body" --out "$work/$body" >/dev/null
        recorded=$work/$body/$scenario.frames
        said=$work/$body/$scenario.output.frames
        for build in release debug; do
            .build/$build/cellmon replay "$recorded" --frames "$work/$scenario.$build.frames" >/dev/null
            compare "$said" "$work/$scenario.$build.frames" "$scenario" "$body body = replay, $build build"
        done
    done
done
exit "$status"
