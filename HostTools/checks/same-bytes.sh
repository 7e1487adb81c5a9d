#!/bin/bash
# Runs scenarios in every body that there is and replays what they recorded: the output frames must be the same bytes,
# in release and in debug.
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
    .build/release/cellsim run "$scenario" --firmware native --out "$work/native" >/dev/null
    .build/release/cellsim run "$scenario" --firmware core --out "$work/core" >/dev/null
    recorded=$work/native/$scenario.frames
    said=$work/native/$scenario.output.frames
    compare "$said" "$work/core/$scenario.output.frames" "$scenario" "native firmware = core"
    for build in release debug; do
        .build/$build/cellmon replay "$recorded" --frames "$work/$scenario.$build.frames" >/dev/null
        compare "$said" "$work/$scenario.$build.frames" "$scenario" "native firmware = replay, $build build"
    done
done
exit "$status"
