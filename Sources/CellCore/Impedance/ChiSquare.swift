/// Limits of sums of squared normal errors.
enum ChiSquare {
    /// What a sum of `freedom` squares of unit variance, divided by `freedom`, stays below in 99.9 % of cases.
    ///
    /// (1 − 2/9ν + 3.0902·√(2/9ν))³, within 2 % from ν = 3 on. Source: E. B. Wilson, M. M. Hilferty, Proc. Natl. Acad. Sci.
    /// 17 (1931) 684.
    static func limit(freedom: Int) -> Float {
        let ninth = 2 / (9 * Float(freedom > 1 ? freedom : 1))
        let root = 1 - ninth + 3.090_2 * ninth.squareRoot()
        return root * root * root
    }
}
