"""Runs Adafruit's CircuitPython drivers, unchanged, against the simulated chips.

The drivers see a `busio.I2C` and a `time` whose transfers and pauses go, a line each, to the process that started this
script, and come back with the bytes. Results are printed as `result NAME VALUE`.

Needs, in the Python that runs it, what HostTools/python.sh installs from PyPI.
"""

import sys
import types


def ask(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    answer = sys.stdin.readline().split()
    if not answer:
        sys.exit(1)
    if answer[0] != "ok":
        raise OSError("no acknowledge")
    return bytes.fromhex(answer[1]) if len(answer) > 1 else b""


class I2C:
    def try_lock(self):
        return True

    def unlock(self):
        pass

    def writeto(self, address, buffer, *, start=0, end=None):
        ask(f"write {address} x{bytes(buffer[start:end]).hex()}")

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        length = len(buffer[start:end])
        buffer[start:start + length] = ask(f"read {address} x {length}")

    def writeto_then_readfrom(
        self, address, out, into, *, out_start=0, out_end=None, in_start=0, in_end=None
    ):
        length = len(into[in_start:in_end])
        into[in_start:in_start + length] = ask(f"read {address} x{bytes(out[out_start:out_end]).hex()} {length}")


def install():
    """Modules that a microcontroller would have."""
    micropython = types.ModuleType("micropython")
    micropython.const = lambda value: value
    busio = types.ModuleType("busio")
    busio.I2C = I2C
    busio.SPI = object
    digitalio = types.ModuleType("digitalio")
    digitalio.DigitalInOut = object
    for module in (micropython, busio, digitalio):
        sys.modules[module.__name__] = module
    import time

    time.sleep = lambda seconds: ask(f"sleep {seconds}") and None


def result(name, value):
    ask(f"result {name} {float(value)!r}")


def ina228(bus):
    from adafruit_ina228 import INA228, AveragingCount, ConversionTime

    chip = INA228(bus, 0x40)
    result("ina228.device", chip.device_id)
    ask("set bus 3.3")
    ask("set die 31.5")
    for adc_range, volts in ((0, 0.1), (0, -0.12), (1, 0.0243), (1, -0.0058)):
        chip.adc_range = adc_range
        # 68 ohm and 0.6 mA: SHUNT_CAL would not fit, so a shunt of 0.1 ohm and 0.5 A is told to the driver.
        chip.set_calibration(0.1, 0.5)
        ask(f"set shunt {volts}")
        import time

        time.sleep(0.2)
        result(f"ina228.shunt.{adc_range}.{volts}", chip.shunt_voltage)
        result(f"ina228.current.{adc_range}.{volts}", chip.current)
    result("ina228.bus", chip.bus_voltage)
    result("ina228.die", chip.die_temperature)
    result("ina228.power", chip.power)
    chip.averaging_count = AveragingCount.COUNT_256
    chip.shunt_voltage_conv_time = ConversionTime.TIME_4120_US
    result("ina228.averaging", chip.averaging_count)
    result("ina228.time", chip.shunt_voltage_conv_time)
    time.sleep(0.1)
    result("ina228.early", chip.conversion_ready)
    time.sleep(2)
    result("ina228.ready", chip.conversion_ready)
    result("ina228.cleared", chip.conversion_ready)
    chip.reset_accumulators()
    ask("set shunt 0.02")
    time.sleep(60)
    result("ina228.charge", chip.charge)


def ads122c04(bus):
    from adafruit_ads122c04 import ads122c04 as module
    from adafruit_ads122c04.analog_in import AnalogIn
    import time

    chip = module.ADS122C04(bus, 0x45)
    chip.mux = module.MUX_AIN0_AIN1
    chip.gain = module.GAIN_1
    chip.pga = False
    chip.vref_input = module.VREF_EXTERNAL
    chip.reference_voltage = 3.3
    chip.continuous_mode = True
    for mode, name in ((module.CRC_DISABLED, "plain"), (module.CRC_INVERTED, "inverted"), (module.CRC_CRC16, "crc")):
        chip.crc_mode = mode
        for volts in (2.8, -0.05, 0.00001):
            ask(f"set ain {volts}")
            chip.start_sync()
            time.sleep(0.12)
            result(f"ads122c04.{name}.{volts}", chip.read_voltage())
    chip.crc_mode = module.CRC_DISABLED
    result("ads122c04.early", chip.data_ready)
    time.sleep(0.06)
    result("ads122c04.ready", chip.data_ready)
    # DRDY stays until the result is read, so an unread one would be taken for the next.
    chip.read_data()
    ask("set ain 1.5")
    result("ads122c04.single", AnalogIn(chip, 0).voltage)
    chip.temperature_sensor = True
    chip.start_sync()
    time.sleep(0.12)
    result("ads122c04.celsius", chip.temperature())


def tmp117(bus):
    from adafruit_tmp117 import TMP117, AverageCount, MeasurementDelay
    import time

    ask("set celsius 21.5")
    chip = TMP117(bus, 0x48)
    result("tmp117.first", chip.temperature)
    for celsius in (-5.0, 45.0):
        ask(f"set celsius {celsius}")
        time.sleep(2.5)
        result(f"tmp117.{celsius}", chip.temperature)
    chip.temperature_offset = 2.0
    time.sleep(1.5)
    result("tmp117.offset", chip.temperature)
    chip.temperature_offset = 0
    chip.averaged_measurements = AverageCount.AVERAGE_64X
    chip.measurement_delay = MeasurementDelay.DELAY_0_0155_S
    result("tmp117.averages", chip.averaged_measurements)
    ask("set celsius 10.0")
    result("tmp117.single", chip.take_single_measurement())
    chip.high_limit = 9.0
    result("tmp117.limit", chip.high_limit)
    chip.take_single_measurement()
    result("tmp117.alert", chip.alert_status.high_alert)
    result("tmp117.serial", chip.serial_number)


if __name__ == "__main__":
    install()
    try:
        import adafruit_ads122c04.ads122c04  # noqa: F401
        import adafruit_ina228  # noqa: F401
        import adafruit_tmp117  # noqa: F401
    except ImportError as error:
        print(f"absent {error}", flush=True)
        sys.exit(0)
    bus = I2C()
    ina228(bus)
    ads122c04(bus)
    tmp117(bus)
    print("end", flush=True)
