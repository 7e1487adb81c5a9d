"""What both scripts share: parameters as JSON from standard input, pulses of constant current, rows as CSV."""

import csv
import json
import sys

import numpy


def parameters():
    """The JSON object on standard input."""
    return json.load(sys.stdin)


def write(simulation, pulses, names):
    """Steps through the pulses and writes one row a second: the time, then the named variables.

    A row is the state at the end of its second, under the current of that second. Positive amperes charge;
    PyBaMM counts the other way.
    """
    output = csv.writer(sys.stdout, lineterminator="\n")
    start = 0
    for pulse in pulses:
        seconds = int(pulse["seconds"])
        times = numpy.linspace(0.0, seconds, seconds + 1)
        solution = simulation.step(
            seconds, t_eval=[0.0, seconds], t_interp=times, save=False,
            inputs={"Current function [A]": -pulse["amperes"]})
        values = [solution[name].entries for name in names]
        if len(solution.t) != seconds + 1:
            sys.exit(f"the solution ended at {solution.t[-1]} s: {solution.termination}")
        for index in range(seconds):
            output.writerow([start + index + 1] + [repr(float(value[index + 1])) for value in values])
        start += seconds
