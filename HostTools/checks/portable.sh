#!/bin/sh
# Compiles the portable modules for a bare target with heap allocation forbidden, in the order of their arrows.
# Fails when one imports a module that is not portable, or allocates. Generic code is only checked where it is
# instantiated: Tests/MODULE/Portable/PortableInstance.swift does that for the modules that have one.
set -eu
cd "$(dirname "$0")/../.."
out=.build-portable
rm -rf "$out"
mkdir -p "$out"

# compile MODULE FILE…
compile() {
    name=$1
    shift
    swiftc -target x86_64-unknown-none-elf -swift-version 6 -wmo -parse-as-library -Osize \
        -enable-experimental-feature Embedded -enable-experimental-feature Lifetimes \
        -enable-experimental-feature SuppressedAssociatedTypes -no-allocations \
        -Xfrontend -disable-stack-protector -module-name "$name" -I "$out" \
        -emit-module -emit-module-path "$out/$name.swiftmodule" -c -o "$out/$name.o" "$@" || {
        echo "portable: $name must build without Foundation and without a heap (see above)" >&2
        exit 1
    }
}

for module in CellCore CellWire Journal USBDevice AnalogFrontEnd MonitorFirmware; do
    [ -d "Sources/$module" ] || continue
    # shellcheck disable=SC2046 # file names in Sources hold no spaces
    compile "$module" $(find "Sources/$module" -name '*.swift' | sort)
    # `import` may be public, internal or testable; a portable module may name only portable modules.
    if grep -rnE '^[[:space:]]*(@[A-Za-z_]+[[:space:]]+)*(public |internal |private |package )?import ' "Sources/$module" |
        grep -vE 'import (CellCore|CellWire|Journal|USBDevice|AnalogFrontEnd)$'; then
        echo "portable: $module imports a module that is not portable" >&2
        exit 1
    fi
    instance="Tests/$module/Portable/PortableInstance.swift"
    if [ -f "$instance" ]; then compile "${module}Instance" "$instance"; fi
    printf 'portable: %-16s no Foundation, no heap\n' "$module"
done

# The plant may use a heap and libm, but no Foundation: it is to run in a browser as well.
if grep -rnE '^[[:space:]]*(@[A-Za-z_]+[[:space:]]+)*(public |internal |private |package )?import ' Sources/CellPlant |
    grep -vE 'import (Real|Complex)Module$'; then
    echo "portable: CellPlant imports more than swift-numerics" >&2
    exit 1
fi
printf 'portable: %-16s no Foundation\n' CellPlant
