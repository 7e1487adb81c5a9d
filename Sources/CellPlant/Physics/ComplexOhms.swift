import ComplexModule
import RealModule

/// An impedance in ohms; its imaginary part is negative where the cell is capacitive. `length` is |Z|.
public typealias ComplexOhms = Complex<Double>
