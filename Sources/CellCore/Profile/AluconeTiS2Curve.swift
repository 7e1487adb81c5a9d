/// Open-circuit voltage of NaₓTiS₂ in the reversible window, in volts, at states of charge 0, 1/64 … 1.
///
/// Generated from U(y) = 2.170 − 0.10·(y − ½) + 1.1·RT/F·ln((1 − y)/y) − 1.2·e^((y − 1)/0.012) + 0.6·e^(−y/0.012)
/// at 25 °C with y = 0.985 − 0.9283·SOC, rounded to a microvolt; U₀ = 2.170 V is fitted to the plateaus of the paper.
/// Source: Zhang et al., Adv. Funct. Mater. 2020, doi 10.1002/adfm.202001118, Fig. 5b (plateaus).
let aluconeTiS2Volts: InlineArray<65, Float> = [
    1.659430, 1.921572, 2.006751, 2.038183, 2.052750, 2.061684, 2.068493, 2.074331,
    2.079616, 2.084524, 2.089148, 2.093544, 2.097752, 2.101802, 2.105717, 2.109517,
    2.113216, 2.116829, 2.120365, 2.123835, 2.127245, 2.130605, 2.133919, 2.137192,
    2.140431, 2.143640, 2.146822, 2.149982, 2.153122, 2.156247, 2.159359, 2.162461,
    2.165557, 2.168648, 2.171738, 2.174830, 2.177926, 2.181030, 2.184143, 2.187270,
    2.190412, 2.193575, 2.196760, 2.199972, 2.203215, 2.206494, 2.209813, 2.213178,
    2.216596, 2.220074, 2.223619, 2.227242, 2.230953, 2.234766, 2.238697, 2.242765,
    2.246994, 2.251416, 2.256069, 2.261009, 2.266321, 2.272151, 2.278805, 2.287054,
    2.299114,
]

/// Change of the curve with temperature in volts a kelvin, at states of charge 0, 1/16 … 1: 1.1·R/F·ln((1 − y)/y), the
/// configurational entropy in the curve above.
let aluconeTiS2VoltsPerKelvin: InlineArray<17, Float> = [
    -3.967e-04, -2.409e-04, -1.793e-04, -1.380e-04, -1.056e-04, -7.803e-05,
    -5.326e-05, -3.016e-05, -7.910e-06, 1.412e-05, 3.654e-05, 6.002e-05,
    8.544e-05, 1.141e-04, 1.485e-04, 1.937e-04, 2.665e-04,
]

/// The exponentials of the curve above over the state of charge: 0.9283/0.012 = 77.36; 1.2 V·e^(−0.015/0.012) at the empty
/// end, 0.6 V·e^(−0.0567/0.012) at the full one.
let aluconeTiS2LowerTail = CurveTail(volts: 0.343_806, perUnit: 77.358)
let aluconeTiS2UpperTail = CurveTail(volts: 0.005_322, perUnit: 77.358)
