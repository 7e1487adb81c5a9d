"""Fits of impedance.py: spectra as JSON on standard input; a row of the sum of squares, seconds and values for each."""

import json
import sys
import time
import warnings

import numpy
from impedance.models.circuits import CustomCircuit

warnings.simplefilter("ignore")


def main():
    for given in json.load(sys.stdin):
        frequencies = numpy.array(given["hertz"])
        measured = numpy.array(given["real"]) + 1j * numpy.array(given["imaginary"])
        proportional = given["proportional"]
        circuit = CustomCircuit(given["circuit"], initial_guess=given["start"])
        begin = time.perf_counter()
        circuit.fit(frequencies, measured, weight_by_modulus=proportional)
        seconds = time.perf_counter() - begin
        residual = circuit.predict(frequencies, use_initial=False) - measured
        if proportional:
            residual = residual / numpy.abs(measured)
        print(",".join(repr(float(x)) for x in [numpy.sum(numpy.abs(residual) ** 2), seconds, *circuit.parameters_]))


main()
