// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode is the tools version's default; our own targets build without a warning or not at all.
let settings: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// The firmware is generic over its board: without this the simulator runs it unspecialised, five times slower.
let specialised = SwiftSetting.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))

/// A module that also runs on the microcontroller: no Foundation, no heap (`make check-portable` proves it).
/// `Lifetimes` lets a fixed buffer lend its bytes as a `Span`; `SuppressedAssociatedTypes` lets a board own its buses.
func portable(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: settings + [
            specialised,
            .enableExperimentalFeature("Lifetimes"), .enableExperimentalFeature("SuppressedAssociatedTypes"),
        ])
}

/// A module that runs on a desktop alone.
func host(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a module, in the folder of its name; `exclude` are files that tests read themselves.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", exclude: exclude,
        swiftSettings: settings)
}

/// A command, in the folder of its name.
func command(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + [arguments], path: "HostTools/\(name)", resources: resources,
        swiftSettings: settings)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let complexModule = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "CellMonitor",
    products: [
        .library(name: "CellCore", targets: ["CellCore"]),
        .library(name: "CellWire", targets: ["CellWire"]),
        .library(name: "USBDevice", targets: ["USBDevice"]),
        .library(name: "MonitorFirmware", targets: ["MonitorFirmware"]),
        .executable(name: "cellmon", targets: ["cellmon"]),
        .executable(name: "cellsim", targets: ["cellsim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        portable("CellCore"),
        portable("CellWire", ["CellCore"]),
        portable("Journal"),
        portable("USBDevice"),
        portable("AnalogFrontEnd", ["CellCore"]),
        portable("MonitorFirmware", ["CellCore", "CellWire", "Journal", "USBDevice", "AnalogFrontEnd"]),
        host("CellPlant", [realModule, complexModule]),
        host("USBIPWire", []),
        host("CellData", ["CellCore", "CellWire", toml]),
        host("CellAnalysis", ["CellCore", "CellData"]),
        host("HILSimulator", ["AnalogFrontEnd", "Journal", "MonitorFirmware", "CellPlant", "CellData", "USBIPWire"]),
        .systemLibrary(name: "CLibUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
        host("USBHost", ["CellWire", "USBIPWire", "CLibUSB"]),
        command("cellmon", ["USBHost", "CellAnalysis", "CellData", "CellCore", "CellWire"]),
        command("cellsim", ["HILSimulator", "CellData"], resources: [.copy("Scenarios")]),
        command(
            "cellbench",
            ["HILSimulator", "AnalogFrontEnd", "USBHost", "CellData", "CellCore", "CellWire", "CellPlant"]),
        .target(name: "TestSupport", dependencies: ["Journal"], path: "Tests/Support", swiftSettings: settings),
        tests("CellCore", ["CellCore"]),
        tests("CellWire", ["CellWire", "CellCore"]),
        tests("Journal", ["Journal"]),
        tests("USBDevice", ["USBDevice"]),
        tests(
            "AnalogFrontEnd", ["AnalogFrontEnd", "CellCore", "CellPlant", "HILSimulator"],
            exclude: ["Independent/adafruit.py"]),
        tests(
            "MonitorFirmware", ["AnalogFrontEnd", "CellCore", "CellWire", "HILSimulator", "Journal", "MonitorFirmware"]),
        tests("CellPlant", ["CellPlant", complexModule]),
        tests(
            "Independent", ["CellAnalysis", "CellData", "CellPlant"],
            exclude: ["Scripts", "compare.sh", "compare-impedance.sh"]),
        tests("USBIPWire", ["USBIPWire"]),
        tests("CellData", ["CellData"]),
        tests("CellAnalysis", ["CellAnalysis", "CellCore", "CellData"]),
        tests("HILSimulator", ["HILSimulator", "USBHost", "AnalogFrontEnd", "CellCore"]),
        tests("USBHost", ["USBHost", "HILSimulator", "CellCore", "CellWire"]),
        tests(
            "HostTools", ["CellCore", "CellData", "CellWire", "HILSimulator", "MonitorFirmware", "USBDevice"],
            exclude: ["Golden", "Records"]),
    ]
)
