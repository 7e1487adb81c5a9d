"""PyBaMM's Thevenin model: open-circuit voltage, a resistance and relaxing pairs, at one temperature."""

import pybamm
import pulses


def main():
    given = pulses.parameters()
    pairs = given["pairs"]
    model = pybamm.equivalent_circuit.Thevenin(options={"number of rc elements": len(pairs)})
    # The window of a real cell would end the solution; nothing here is meant to reach one.
    model.events = []
    curve = given["curve"]

    def open_circuit_volts(state_of_charge):
        filling = curve["fillingWhenEmpty"] - curve["fillingSpan"] * state_of_charge
        return (
            curve["middleVolts"] - curve["slopeVolts"] * (filling - 0.5)
            + curve["logarithmVolts"] * pybamm.log((1 - filling) / filling)
            - 1.2 * pybamm.exp((filling - 1) / 0.012) + 0.6 * pybamm.exp(-filling / 0.012))

    values = model.default_parameter_values
    values.update({
        "Initial SoC": given["stateOfCharge"],
        "Cell capacity [A.h]": given["capacityCoulombs"] / 3600,
        "Nominal cell capacity [A.h]": given["capacityCoulombs"] / 3600,
        "Current function [A]": "[input]",
        "Open-circuit voltage [V]": open_circuit_volts,
        "R0 [Ohm]": given["ohms"],
        "Entropic change [V/K]": 0,
        # Heat that a microwatt makes is lost in it: one temperature.
        "Cell thermal mass [J/K]": 1e9,
    })
    for index, pair in enumerate(pairs, start=1):
        values.update({
            f"R{index} [Ohm]": pair["ohms"], f"C{index} [F]": pair["farads"],
            f"Element-{index} initial overpotential [V]": 0,
        }, check_already_exists=False)
    solver = pybamm.IDAKLUSolver(rtol=given["tolerance"], atol=given["tolerance"])
    simulation = pybamm.Simulation(model, parameter_values=values, solver=solver)
    pulses.write(simulation, given["pulses"], ["Voltage [V]"])


main()
