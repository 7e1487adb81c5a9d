# What the guest test checks; init runs it inside the guest, results go to standard output as TAP lines.
# /kept receives what a person may want to read afterwards. Every command that talks to the device has a limit.

DEVICE=1209:0001
SERVER=10.0.2.2
LIMIT=30
number=0
failures=0

# check NAME FUNCTION: the function's standard error is the reason when it fails.
check() {
    number=$((number + 1))
    if "$2" 2>/tmp/reason; then
        echo "ok $number $1 ($(uptime_seconds) s)"
    else
        failures=$((failures + 1))
        echo "not ok $number $1 ($(uptime_seconds) s): $(tail -n 5 /tmp/reason | tr '\n' ' ')"
        cp /tmp/reason /kept/failure-$number.txt
    fi
}

uptime_seconds() { cut -d ' ' -f 1 /proc/uptime; }

fail() {
    echo "$*" >&2
    return 1
}

limited() {
    timeout -s KILL $LIMIT "$@"
}

# expect_exit CODE COMMAND…: output in /tmp/out and /tmp/err; a command that had to be killed fails whatever CODE is.
expect_exit() {
    wanted=$1
    shift
    limited "$@" >/tmp/out 2>/tmp/err
    code=$?
    [ $code = "$wanted" ] || fail "$*: exit $code instead of $wanted; $(tail -n 2 /tmp/err)"
}

# wait_for SECONDS COMMAND…: tries ten times a second.
wait_for() {
    tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        usleep 100000
    done
}

present() { grep -qs '^1209$' /sys/bus/usb/devices/*/idVendor; }
absent() { ! present; }
configured() { present && [ -n "$(cat "$(sysfs_device)/bConfigurationValue")" ]; }
sysfs_device() { dirname "$(grep -ls '^1209$' /sys/bus/usb/devices/*/idVendor)"; }
device_node() {
    printf /dev/bus/usb/%03d/%03d "$(cat "$(sysfs_device)/busnum")" "$(cat "$(sysfs_device)/devnum")"
}
attach() {
    limited usbip --tcp-port "$SERVER_PORT" attach -r $SERVER -b "$BUSID" && wait_for 10 configured
}
detach() {
    limited usbip detach -p 0 2>/tmp/detach.err || fail "$(cat /tmp/detach.err)"
}

# json FILTER: each line of /tmp/out is an object of our schema, and the filter holds for the whole as an array.
json() {
    jq -e -s "length > 0 and all(.[]; .schema == \"cellmon/1\") and ($1)" /tmp/out >/dev/null ||
        fail "does not hold: $1; output begins: $(head -c 300 /tmp/out)"
}

server_lists_device() {
    limited usbip --tcp-port "$SERVER_PORT" list -r $SERVER >/tmp/out 2>&1
    cp /tmp/out /kept/usbip-list.txt
    grep -q "$BUSID:.*$DEVICE" /tmp/out || fail "no $BUSID with $DEVICE in: $(cat /tmp/out)"
}

enumerates() {
    attach || fail "no configured device after attaching: $(dmesg | tail -n 3)"
}

enumerates_quietly() {
    dmesg | grep -q 'New USB device found, idVendor=1209, idProduct=0001' ||
        fail "the kernel's log names no such device" || return
    ! dmesg | grep -E 'usb [0-9.-]+: .*(error|fail|invalid|unable|not accepting|has an? |too short|config [0-9]+ )' >&2
}

lsusb_lists() {
    limited lsusb | grep "ID $DEVICE" >/dev/null || fail "lsusb: $(limited lsusb)"
}

lsusb_prints_descriptors() {
    expect_exit 0 lsusb -v -d $DEVICE || return
    cp /tmp/out /kept/lsusb-v.txt
    cp /tmp/err /kept/lsusb-v.stderr.txt
    [ ! -s /tmp/err ] || fail "standard error: $(cat /tmp/err)" || return
    ! grep -inE "warning|can't|cannot|couldn't|unable|unrecognized|invalid|error|junk|\(bad|\(missing|<unavailable>" \
        /tmp/out >&2 || return
    for expected in 'idVendor  *0x1209' 'idProduct  *0x0001' 'bcdUSB  *2.10' 'bInterfaceClass  *255' \
        'iManufacturer  *[1-9][0-9]* [^ ]' 'iProduct  *[1-9][0-9]* [^ ]' 'iSerial  *[1-9][0-9]* [^ ]' \
        'EP . IN' 'EP . OUT' 'Transfer Type  *Bulk' 'Binary Object Store Descriptor' \
        'd8dd60df-4589-4cc7-9cd2-659d9e648a9f' 'Device Status:'; do
        grep -q "$expected" /tmp/out || fail "no \"$expected\" in the output" || return
    done
}

# The configuration and the BOS: their total length, at offset 2, is what comes when more is asked for.
totals_are_true() {
    for descriptor in 0200 0f00; do
        bytes=$(limited usbprobe $DEVICE control 80 06 $descriptor 0 1000) || return
        total=$(echo "$bytes" | sed 's/^....\(..\)\(..\).*/\2\1/')
        [ ${#bytes} = $((2 * 0x$total)) ] || fail "descriptor $descriptor says 0x$total bytes: $bytes" || return
    done
}

# The Microsoft OS 2.0 set at the vendor code and of the length that the BOS names: header 0x0A, total length at 8.
windows_set_is_whole() {
    set -- $(limited usbprobe $DEVICE control 80 06 0f00 0 1000 | sed -n \
        's/.*df60ddd88945c74c9cd2659d9e648a9f\(....\)\(....\)\(..\)\(..\)\(..\).*/\4\3 \5/p')
    [ $# = 2 ] || fail "no Microsoft OS 2.0 capability in the BOS" || return
    bytes=$((0x$1))
    set=$(limited usbprobe $DEVICE control c0 "$2" 0 7 1000) || fail "the set cannot be read" || return
    [ ${#set} = $((2 * bytes)) ] || fail "the BOS says $bytes bytes, the device sent ${set}" || return
    case $set in
        0a000000*) ;;
        *) fail "does not begin with a set header: $set" ;;
    esac
}

unknown_request_stalls() {
    for request in "c0 ee" "c1 ee" "a0 ee" "80 ee"; do
        ! limited usbprobe $DEVICE control $request 1234 0 40 2>/tmp/err || fail "$request was answered" || return
        grep -q 'EPIPE' /tmp/err || fail "$request ended with $(cat /tmp/err)" || return
    done
    [ "$(limited usbprobe $DEVICE control 80 08 0 0 1)" = 01 ] || fail "GET_CONFIGURATION after the stall: no 01"
}

short_reads_are_exact() {
    whole=$(limited usbprobe $DEVICE control 80 06 0100 0 ff)
    [ ${#whole} = 36 ] || fail "device descriptor for wLength 255: $whole" || return
    [ "$(limited usbprobe $DEVICE control 80 06 0100 0 8)" = "$(echo "$whole" | cut -c 1-16)" ] ||
        fail "the first 8 bytes of the device descriptor differ"
}

survives_random_requests() {
    expect_exit 0 usbprobe $DEVICE disturb 20260101 300 || return
    echo "# $(cat /tmp/out)"
    [ "$(limited usbprobe $DEVICE control 80 08 0 0 1)" = 01 ] || fail "GET_CONFIGURATION afterwards: no 01"
}

cellmon_lists() {
    expect_exit 0 cellmon list --json || return
    json 'length == 1 and .[0].type == "device" and .[0].usable == true and (.[0].serial | length > 0)'
}

cellmon_info() {
    expect_exit 0 cellmon info --json || return
    json 'length == 1 and .[0].type == "info" and .[0].protocol_version != null and (.[0].serial | length > 0)'
}

cellmon_status() {
    expect_exit 0 cellmon status --json || return
    json 'length == 1 and .[0].type == "status" and (.[0].time_second | type == "number")
        and (.[0].voltage_volt | . > 0 and . < 10) and (.[0].short.class | type == "string")'
}

cellmon_status_200() {
    expect_exit 0 cellmon watch --count 200 --interval 0.01 --json || return
    json 'map(select(.type == "status")) | length == 200 and (map(.time_second) | . == sort)'
}

# A plain line each in a pipe, no terminal control.
cellmon_watch_plain() {
    expect_exit 0 cellmon watch --count 3 --interval 0.1 || return
    ! grep -q "$(printf '\033')" /tmp/out || fail "terminal control in a pipe: $(head -c 200 /tmp/out)" || return
    [ "$(wc -l </tmp/out)" -ge 3 ] || fail "three lines expected: $(cat /tmp/out)"
}

# Who comes first is not said; the other may find the interface taken (69 or 74).
two_at_once() {
    limited cellmon watch --count 20 --interval 0.05 --json >/tmp/first 2>/tmp/first.err &
    first=$!
    limited cellmon status --json >/tmp/out 2>/tmp/err
    second=$?
    wait $first
    case $?,$second in
        0,0 | 0,69 | 0,74 | 69,0 | 74,0) ;;
        *) fail "one ended with $second: $(cat /tmp/err); the other: $(cat /tmp/first.err)" ;;
    esac
}

# Bytes that are no frame, by bulk OUT: a single one, and three full packets with a short one.
garbage_is_survived() {
    for bytes in 1 200; do
        noise=$(for i in 1 2 3 4; do echo "$bytes $i" | sha512sum; done | cut -c 1-128 | tr -d '\n')
        noise=$(echo "$noise" | cut -c 1-$((2 * bytes)))
        expect_exit 0 usbprobe $DEVICE exchange 0 5000 "$noise" || fail "sent: $noise" || return
        cellmon_status || fail "after sending: $noise" || return
    done
}

# begin_watch: cellmon watch in the background, returns when it has printed its first line.
begin_watch() {
    : >/tmp/watch
    (
        limited cellmon watch --interval 0.05 --json >/tmp/watch 2>/tmp/watch.err
        echo $? >/tmp/watch.code
    ) &
    watcher=$!
    wait_for 20 test -s /tmp/watch || fail "watch printed nothing: $(cat /tmp/watch.err)"
}

# watch_ended_with CODE
watch_ended_with() {
    wait "$watcher"
    code=$(cat /tmp/watch.code)
    [ "$code" = "$1" ] || fail "watch ended with $code instead of $1: $(cat /tmp/watch.err)" || return
    [ -s /tmp/watch.err ] || fail "watch ended without a word"
}

unplug_during_watch() {
    begin_watch || return
    detach || return
    watch_ended_with 74
}

unplug_during_read() {
    limited usbprobe $DEVICE exchange 1000000 15000 >/tmp/out 2>/tmp/reader.err &
    reader=$!
    usleep 500000
    detach || return
    wait $reader
    code=$?
    [ $code = 1 ] && grep -qE 'ENODEV|ESHUTDOWN|EPROTO|ENOENT' /tmp/reader.err ||
        fail "read ended with $code: $(cat /tmp/reader.err)"
}

is_gone() {
    wait_for 10 absent || fail "still there ten seconds after the unplug"
}

cellmon_finds_none() {
    expect_exit 69 cellmon status --json || return
    [ -s /tmp/err ] || fail "no device, and not a word about it"
}

replug_works() {
    attach || fail "no configured device after attaching again: $(dmesg | tail -n 3)"
}

cellmon_needs_permission() {
    chmod 600 "$(device_node)" || return
    expect_exit 77 su -s /bin/sh nobody -c 'exec cellmon status --json' || return
    grep -q '1209' /tmp/err && grep -q 'uaccess' /tmp/err || fail "no udev line in: $(cat /tmp/err)"
}

cellmon_lists_what_is_closed() {
    expect_exit 0 su -s /bin/sh nobody -c 'exec cellmon list --json' || return
    json 'length == 1 and .[0].usable == false and (.[0].reason | length > 0)'
}

cellmon_runs_without_root() {
    chmod 666 "$(device_node)" || return
    expect_exit 0 su -s /bin/sh nobody -c 'exec cellmon status --json' || return
    json '.[0].type == "status"'
}

server_dies_during_watch() {
    begin_watch || return
    echo "# request: stop-server"
    watch_ended_with 74
}

server_dies() {
    echo "# request: stop-server"
}

kernel_is_content() {
    ! dmesg | grep -E 'BUG:|Oops|WARNING:|Call Trace|general protection|segfault|traps:' >&2
}

# STREAM_REQUEST: transfers in hexadecimal, with commas between them.
stream_of_4_kib() {
    [ -n "$STREAM_REQUEST" ] || fail "no request is given that makes the device send 4 KiB" || return
    expect_exit 0 usbprobe $DEVICE exchange 4096 5000 $(echo "$STREAM_REQUEST" | tr , ' ') || return
    bytes=$(($(tr -d '\n' </tmp/out | wc -c) / 2))
    [ $bytes -ge 4096 ] || fail "$bytes bytes"
}

echo "# kernel $(uname -r), ready after $(uptime_seconds) s"
check "the server lists the device" server_lists_device
check "the device enumerates" enumerates
check "the kernel has nothing to object to" enumerates_quietly
check "lsusb lists the device" lsusb_lists
check "lsusb -v prints the descriptors without a complaint" lsusb_prints_descriptors
check "descriptors are as long as they say" totals_are_true
check "the Microsoft OS 2.0 set is as long as the BOS says" windows_set_is_whole
check "replies are cut to what was asked for" short_reads_are_exact
check "unknown requests stall and the device goes on" unknown_request_stalls
check "300 random vendor requests leave the device well" survives_random_requests
check "a stream of 4 KiB and more comes whole" stream_of_4_kib
if [ -x "$(command -v cellmon)" ]; then
    check "cellmon list" cellmon_lists
    check "cellmon info" cellmon_info
    check "cellmon status" cellmon_status
    check "200 status requests in one session" cellmon_status_200
    check "cellmon watch prints plain lines in a pipe" cellmon_watch_plain
    check "cellmon goes on after garbage on the bulk endpoint" garbage_is_survived
    check "two cellmon at once: neither hangs" two_at_once
    check "without permission cellmon names the udev line" cellmon_needs_permission
    check "cellmon lists a device that it cannot open" cellmon_lists_what_is_closed
    check "with permission cellmon needs no root" cellmon_runs_without_root
    check "unplugged during cellmon watch" unplug_during_watch
    check "the device is gone" is_gone
    check "without a device cellmon says so" cellmon_finds_none
    check "plugged in again" replug_works
    check "cellmon status after the replug" cellmon_status
fi
check "unplugged during a bulk read" unplug_during_read
check "the device is gone after the second unplug" is_gone
check "plugged in a third time" replug_works
if [ -x "$(command -v cellmon)" ]; then
    check "the server dies during cellmon watch" server_dies_during_watch
else
    check "the server dies" server_dies
fi
check "the device goes with the server" is_gone
check "no fault in the kernel's log" kernel_is_content
echo "1..$number"
[ $failures = 0 ]
