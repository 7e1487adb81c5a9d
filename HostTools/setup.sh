#!/bin/sh
# setup.sh required|optional PACKAGE…: installs the Debian packages that are missing; quiet when there are none.
# A required one that cannot be had is an error that names it; an optional one costs what needs it, and says so.
set -eu
need=$1
shift

missing=
for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # a list of words on purpose
if { $as_root apt-get update && $as_root apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    exit 0
fi
tail -n 5 "$log" >&2
if [ "$need" = optional ] && [ "${CI:-}" != true ]; then
    echo "setup: could not install$missing; tests and plots that need them are skipped" >&2
    exit 0
fi
echo "setup: could not install$missing; install them by hand: apt-get install$missing" >&2
exit 1
