"""linKK of impedance.py: spectra as JSON on standard input; for each a row of M, μ, then real and imaginary residuals."""

import contextlib
import io
import json
import sys

import numpy
from impedance.models.circuits.elements import circuit_elements
from impedance.validation import linKK

# linKK evaluates numbers as text, which numpy 2 writes as np.float64(…): it must know that name.
circuit_elements["np"] = numpy


def main():
    for given in json.load(sys.stdin):
        frequencies = numpy.array(given["hertz"])
        measured = numpy.array(given["real"]) + 1j * numpy.array(given["imaginary"])
        with contextlib.redirect_stdout(io.StringIO()):
            count, mu, _, real, imaginary = linKK(
                frequencies, measured, c=0.85, max_M=100, fit_type="complex", add_cap=True
            )
        print(",".join(repr(float(x)) for x in [count, mu, *real, *imaginary]))


main()
