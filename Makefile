# What a person types. Everything else is SwiftPM's: Package.swift says what there is.

SWIFT ?= swift
RELEASE = .build/release
include Tests/Guest/guest.mk

# libusb for cellmon; git and pkg-config for SwiftPM. The guest test's packages stand in Tests/Guest/guest.mk.
PACKAGES := git pkg-config libusb-1.0-0-dev
OPTIONAL_PACKAGES := $(GUEST_PACKAGES) gnuplot-nox ngspice python3-venv

.PHONY: all setup build run test bench compare compare-impedance lint format check-portable check-same-bytes clean
all: build

setup:
	@HostTools/setup.sh required $(PACKAGES)
	@HostTools/setup.sh optional $(OPTIONAL_PACKAGES)
	@HostTools/python.sh

# The portable modules are checked first: a heap allocation or a Foundation import in one fails the build.
build: check-portable
	@HostTools/setup.sh required $(PACKAGES)
	$(SWIFT) build -c release --product cellmon
	$(SWIFT) build -c release --product cellsim

run: build
	@HostTools/demo.sh

# Tests that compute run in release; so all do. They come last: SwiftPM builds everything once more for them.
test: setup build check-same-bytes test-guest
	$(SWIFT) test -c release

test-guest: build

bench:
	@HostTools/setup.sh required $(PACKAGES)
	$(SWIFT) build -c release --product cellbench
	$(RELEASE)/cellbench --out .build/benchmarks.ndjson

# The plant against programs that others wrote; PyBaMM is large, so no other target installs it.
compare:
	@HostTools/setup.sh required $(PACKAGES)
	@CI= HostTools/setup.sh optional ngspice
	@SWIFT="$(SWIFT)" Tests/Independent/compare.sh

# Circuit fits on seeded spectra and Kramers-Kronig residuals on measured ones, against impedance.py.
compare-impedance:
	@HostTools/setup.sh required $(PACKAGES)
	@SWIFT="$(SWIFT)" Tests/Independent/compare-impedance.sh

check-portable:
	@HostTools/checks/portable.sh

# A scenario in every body, in debug and in release: the same bytes.
check-same-bytes: build
	$(SWIFT) build --product cellmon
	@HostTools/checks/same-bytes.sh

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests HostTools

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests HostTools

clean:
	rm -rf .build .build-*
