# The guest test: Debian's kernel in QEMU, with the simulator's device attached over USB/IP. See Tests/Guest/run.sh.
# Included by the main Makefile, which adds what has to be built first (`test-guest: …`).

# What prepare.sh and run.sh call; `make setup` installs them. The guest's kernel is downloaded, not installed.
GUEST_PACKAGES := qemu-system-x86 busybox-static cpio kmod xz-utils usbutils usbip jq gcc libc6-dev

.PHONY: test-guest
test-guest:
	Tests/Guest/run.sh
