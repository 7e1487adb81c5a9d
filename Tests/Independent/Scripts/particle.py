"""PyBaMM's single particle model, of which only the positive particle matters: surface and mean sodium content."""

import pybamm
import pulses

FARADAY = 96_485.332_12
THICKNESS, SIDE, FRACTION, RADIUS = 1e-4, 1e-2, 0.5, 1e-6


def main():
    given = pulses.parameters()
    model = pybamm.lithium_ion.SPM()
    model.events = []
    # As much active material as takes the charge of one unit of content; the same on the other side, where it is idle.
    concentration = given["coulombs"] / FARADAY / (FRACTION * THICKNESS * SIDE * SIDE)
    values = pybamm.ParameterValues("Marquis2019")
    values.update({
        "Current function [A]": "[input]",
        "Electrode height [m]": SIDE, "Electrode width [m]": SIDE,
        "Negative electrode thickness [m]": THICKNESS, "Positive electrode thickness [m]": THICKNESS,
        "Positive electrode active material volume fraction": FRACTION,
        "Positive particle radius [m]": RADIUS,
        "Positive particle diffusivity [m2.s-1]": RADIUS**2 / given["diffusionSeconds"],
        "Maximum concentration in positive electrode [mol.m-3]": concentration,
        "Initial concentration in positive electrode [mol.m-3]": given["content"] * concentration,
        "Maximum concentration in negative electrode [mol.m-3]": 1e3 * concentration,
        "Initial concentration in negative electrode [mol.m-3]": 5e2 * concentration,
        "Negative particle diffusivity [m2.s-1]": 1e-10,
        # Kinetics and potentials are the plant's own matter: here they are constants.
        "Positive electrode exchange-current density [A.m-2]": 1.0,
        "Negative electrode exchange-current density [A.m-2]": 1.0,
        "Positive electrode OCP [V]": 2.0, "Negative electrode OCP [V]": 0.0,
        "Positive electrode OCP entropic change [V.K-1]": 0.0, "Negative electrode OCP entropic change [V.K-1]": 0.0,
    })
    submeshes = dict(model.default_submesh_types)
    # Thinner shells towards the surface, which a step of the current reaches first.
    submeshes["positive particle"] = pybamm.MeshGenerator(
        pybamm.Exponential1DSubMesh, {"side": "right", "stretch": 4.0})
    points = dict(model.default_var_pts)
    points["r_p"] = given["shells"]
    solver = pybamm.IDAKLUSolver(rtol=given["tolerance"], atol=given["tolerance"])
    simulation = pybamm.Simulation(
        model, parameter_values=values, submesh_types=submeshes, var_pts=points, solver=solver)
    pulses.write(
        simulation, given["pulses"],
        ["X-averaged positive particle surface stoichiometry", "Average positive particle stoichiometry"])


main()
