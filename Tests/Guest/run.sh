#!/bin/bash
# Boots Debian's kernel in QEMU, attaches the simulator's device over USB/IP and runs checks.sh in there.
#
#   GUEST_CELLMON  the program under test (default .build/release/cellmon); "none" leaves its checks out, not under CI
#   GUEST_SERVER   a command that prints {"type":"serving","listen":"127.0.0.1:PORT","busid":…} once it is ready
#   GUEST_STREAM_REQUEST  bulk OUT transfers that make the device send 4 KiB: hexadecimal, commas between them
#   GUEST_TIMEOUT  seconds for the guest (default 180)
#
# Results are printed as TAP; .build-guest/results/ keeps the console, the server's output and what the checks kept.
# Exit 0 when all checks hold, or when the test cannot run here ("skipped: …"), which is a failure with CI=true.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=$root/.build-guest
results=$cache/results
export GUEST_CELLMON=${GUEST_CELLMON:-$root/.build/release/cellmon}
read -ra server_command <<<"${GUEST_SERVER:-$root/.build/release/cellsim serve --json --listen 127.0.0.1:0 --speed 20}"
limit=${GUEST_TIMEOUT:-180}
# The default is one StreamRequest for samples, status and events: the golden vector of Docs/Protocol.md.
stream=STREAM_REQUEST=${GUEST_STREAM_REQUEST:-434d0103000001000000000004000700000081691e5a}
server=
guest=

stop() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 0
    kill "$1" 2>/dev/null
    for _ in {1..30}; do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null
}

clean_up() {
    stop "$guest"
    stop "$server"
    rm -f "$results/fifo"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

say() {
    echo "guest: $* ($SECONDS s)"
}

skip() {
    echo "skipped: $*"
    [ "${CI:-}" = true ] && exit 1
    exit 0
}

give_up() {
    echo "guest: $*" >&2
    exit 1
}

# start_server: sets port and busid once the server says that it serves.
start_server() {
    : >"$results/server.out"
    setpriv --pdeathsig KILL "${server_command[@]}" >"$results/server.out" 2>"$results/server.err" </dev/null &
    server=$!
    for _ in {1..300}; do
        if line=$(grep -m 1 '"type":"serving"' "$results/server.out"); then
            port=$(sed -n 's/.*"listen":"[^"]*:\([0-9]*\)".*/\1/p' <<<"$line")
            busid=$(sed -n 's/.*"busid":"\([^"]*\)".*/\1/p' <<<"$line")
            [ -n "$port" ] && [ -n "$busid" ] && return
            give_up "cannot read this line of the server: $line"
        fi
        kill -0 "$server" 2>/dev/null || give_up "the server ended: $(tail -n 3 "$results/server.err")"
        sleep 0.1
    done
    give_up "the server does not say that it serves within 30 s"
}

start_guest() {
    mkfifo "$results/fifo"
    # PVH boot of the uncompressed kernel; three serial ports: console, results, kept files.
    setpriv --pdeathsig KILL qemu-system-x86_64 -M q35 -accel tcg -cpu max -m 768M -smp 1 \
        -nodefaults -no-user-config -no-reboot -display none \
        -serial file:"$results/console.log" -serial stdio -serial file:"$results/kept.tar" \
        -device isa-debug-exit,iobase=0xf4,iosize=0x4 \
        -netdev user,id=net,ipv6=off -device virtio-net-pci,netdev=net,romfile= \
        -kernel "$cache/kernel/vmlinux" -initrd "$cache/initramfs.cpio" \
        -append "console=ttyS0 quiet panic=-1 cryptomgr.notests SERVER_PORT=$port BUSID=$busid $stream" \
        </dev/null >"$results/fifo" 2>"$results/qemu.err" &
    guest=$!
}

# follow_guest: prints its results and does what it asks for; false when the time is up.
follow_guest() {
    end=$((SECONDS + limit))
    while left=$((end - SECONDS)) && [ "$left" -gt 0 ]; do
        IFS= read -r -t "$left" line
        code=$?
        [ $code -gt 128 ] && return 1
        [ $code = 0 ] || return 0
        echo "$line" | tee -a "$results/checks.tap"
        [ "$line" = "# request: stop-server" ] && stop "$server"
    done <"$results/fifo"
    return 1
}

rm -rf "$results"
mkdir -p "$results"
if [ "${CI:-}" = true ] && [ "$GUEST_CELLMON" = none ]; then
    give_up "under CI the checks of cellmon may not be left out"
fi
"$here/prepare.sh" 2>"$results/prepare.err"
case $? in
    0) ;;
    3) skip "$(tail -n 1 "$results/prepare.err")" ;;
    *) give_up "preparation failed: $(tail -n 5 "$results/prepare.err")" ;;
esac
say "kernel $(cat "$cache/kernel/complete"), initramfs $(($(stat -c %s "$cache/initramfs.cpio") / 1000000)) MB prepared"
start_server
say "server at port $port, bus id $busid"
start_guest
follow_guest
followed=$?
[ $followed = 0 ] || give_up "no end within $limit s; the console ends: $(tail -n 5 "$results/console.log")"
wait "$guest"
code=$?
guest=
mkdir "$results/kept" && tar -x -C "$results/kept" -f "$results/kept.tar" 2>/dev/null
passed=$(grep -c '^ok ' "$results/checks.tap")
failed=$(grep -c '^not ok ' "$results/checks.tap")
planned=$(sed -n 's/^1\.\.\([0-9]*\)\r*$/\1/p' "$results/checks.tap")
say "results are in ${results#"$root"/}"
echo "guest: $passed passed, $failed failed"
# isa-debug-exit turns the guest's 0 into 1; a kernel that panics or powers off by itself ends with 0.
[ "$failed" = 0 ] || exit 1
if [ $code != 1 ] || [ "$passed" != "$planned" ]; then
    give_up "QEMU ended with $code, ${planned:-no} checks planned: $(tail "$results/qemu.err" "$results/console.log")"
fi
