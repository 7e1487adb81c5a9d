import HILSimulator
import Testing

/// The first plan of the seeds from 78000000 on that is as asked for.
func firstPlan(_ isRight: (CellPlan) -> Bool) throws -> CellPlan {
    var found: CellPlan?
    for seed in UInt64(78_000_000)..<78_002_000 where found == nil {
        let plan = CellPlan(seed: seed)
        if isRight(plan) { found = plan }
    }
    return try #require(found)
}
