import Testing

/// The plant against programs that others wrote, on the same equations; one after the other, since each fills a core.
@Suite(.serialized) struct IndependentPrograms {}
