#!/bin/bash
# Builds what the guest test boots, in .build-guest/: Debian's kernel and an initramfs of three segments.
#
#   kernel/    vmlinux and the modules, in order of dependency; downloaded once and not installed
#   base.cpio  busybox, the modules, lsusb, usbip, jq and their libraries
#   tests.cpio init, checks.sh, usbprobe
#   cellmon.cpio  the program under test with its libraries (GUEST_CELLMON, or "none")
#
# Exit 0 done, 1 failed, 3 not possible on this machine (the reason is on standard error).
set -euo pipefail
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=$root/.build-guest
cellmon=${GUEST_CELLMON:-$root/.build/release/cellmon}
modules=(virtio_pci virtio_net vhci-hcd usbhid hid-generic)
programs=(/usr/bin/lsusb /usr/sbin/usbip /usr/bin/jq)

unavailable() {
    echo "$*" >&2
    exit 3
}

# Kernel and modules

fetch_kernel() (
    package=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p')
    [ -n "$package" ] || return 1
    cd "$1" && apt-get -qq -o APT::Sandbox::User=root download "$package"
)

# The xz stream inside a bzImage, which the guest would take seconds to decompress.
extract_vmlinux() {
    offset=$(grep -abo -m 1 -P '\xFD7zXZ\x00' "$1" | head -n 1 | cut -d : -f 1)
    [ -n "$offset" ] || return 1
    # The stream is followed by its length and the rest of the image: xz complains, and has written everything by then.
    tail -c +$((offset + 1)) "$1" | xz -dc --single-stream >"$2" 2>/dev/null || true
    [ "$(head -c 4 "$2" | tail -c 3)" = ELF ]
}

prepare_kernel() {
    [ -f "$cache/kernel/complete" ] && return
    echo "guest: downloading Debian's kernel (70 MB, once)"
    rm -rf "$cache/kernel" "$cache/download"
    mkdir -p "$cache/download/modules"
    if ! fetch_kernel "$cache/download" 2>/dev/null; then
        if [ "$(id -u)" = 0 ]; then apt-get -qq update; else sudo -n apt-get -qq update; fi >&2 || true
        fetch_kernel "$cache/download" >&2 || unavailable "Debian's kernel package cannot be downloaded"
    fi
    dpkg-deb -x "$cache"/download/*.deb "$cache/download/package"
    version=$(ls "$cache/download/package/lib/modules")
    extract_vmlinux "$cache/download/package/boot/vmlinuz-$version" "$cache/download/vmlinux" || {
        echo "guest: no xz-compressed vmlinux in $version; booting the bzImage, which takes longer" >&2
        cp "$cache/download/package/boot/vmlinuz-$version" "$cache/download/vmlinux"
    }
    depmod -b "$cache/download/package" "$version"
    place=10
    while read -r _ file; do
        cp "$file" "$cache/download/modules/$place-$(basename "$file")"
        place=$((place + 1))
    done < <(modprobe -d "$cache/download/package" -S "$version" -a --show-depends "${modules[@]}" | awk '!seen[$0]++')
    rm -rf "$cache/download/package" "$cache"/download/*.deb
    echo "$version" >"$cache/download/complete"
    mv "$cache/download" "$cache/kernel"
}

# Initramfs

libraries() {
    ldd "$1" | grep -o '/[^ ]*' | sort -u
}

# What a segment was made of: changes when a program or one of its libraries does.
key_of() {
    for program; do
        libraries "$program" | xargs -r stat -L -c '%n %s %Y' "$program"
    done
}

# copy FOLDER PROGRAM: the program and its shared libraries, each under the very path that the loader will look at.
copy() {
    cp -L --parents "$2" "$1"
    libraries "$2" | xargs -r -I {} cp -L --parents {} "$1"
}

pack() {
    (cd "$1" && find . -mindepth 1 | sort | cpio -o -H newc -R 0:0 --quiet) >"$2.new"
    mv "$2.new" "$2"
}

prepare_base() {
    key=$(cat "$cache/kernel/complete"; stat -c '%n %s %Y' "$here/prepare.sh" /bin/busybox; key_of "${programs[@]}")
    [ -f "$cache/base.cpio" ] && [ "$(cat "$cache/base.key" 2>/dev/null)" = "$key" ] && return
    rm -rf "$cache/base"
    mkdir -p "$cache"/base/{bin,etc,modules}
    cp /bin/busybox "$cache/base/bin/busybox"
    for applet in $(/bin/busybox --list); do
        [ "$applet" = busybox ] || ln -s busybox "$cache/base/bin/$applet"
    done
    cp "$cache"/kernel/modules/* "$cache/base/modules"
    for program in "${programs[@]}"; do
        copy "$cache/base" "$program"
    done
    printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$cache/base/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$cache/base/etc/group"
    pack "$cache/base" "$cache/base.cpio"
    rm -rf "$cache/base"
    echo "$key" >"$cache/base.key"
}

prepare_tests() {
    mkdir -p "$cache/tests/bin"
    if [ "$here/usbprobe.c" -nt "$cache/tests/bin/usbprobe" ]; then
        ${CC:-cc} -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -static -o "$cache/tests/bin/usbprobe" "$here/usbprobe.c"
    fi
    install -m 755 "$here/init" "$cache/tests/init"
    install -m 644 "$here/checks.sh" "$cache/tests/checks.sh"
    pack "$cache/tests" "$cache/tests.cpio"
}

prepare_cellmon() {
    if [ "$cellmon" = none ]; then
        : >"$cache/cellmon.cpio"
        return
    fi
    [ -x "$cellmon" ] || { echo "guest: $cellmon is not there; build it first" >&2; exit 1; }
    program=$(readlink -f "$cellmon")
    key=$(key_of "$program")
    [ -s "$cache/cellmon.cpio" ] && [ "$(cat "$cache/cellmon.key" 2>/dev/null)" = "$key" ] && return
    rm -rf "$cache/cellmon"
    mkdir -p "$cache/cellmon/usr/bin"
    copy "$cache/cellmon" "$program"
    ln -s "$program" "$cache/cellmon/usr/bin/cellmon"
    pack "$cache/cellmon" "$cache/cellmon.cpio"
    rm -rf "$cache/cellmon"
    echo "$key" >"$cache/cellmon.key"
}

[ "$(uname -sm)" = "Linux x86_64" ] || unavailable "the guest is an x86-64 one and this machine is $(uname -sm)"
for tool in qemu-system-x86_64 apt-get dpkg-deb xz cpio depmod modprobe ldd /bin/busybox "${programs[@]}"; do
    command -v "$tool" >/dev/null || unavailable "$tool is not installed (make setup)"
done
mkdir -p "$cache"
prepare_kernel
prepare_base
prepare_tests
prepare_cellmon
cat "$cache/base.cpio" "$cache/tests.cpio" "$cache/cellmon.cpio" >"$cache/initramfs.cpio"
