/// Room for the longest checkpoint, 992 bytes: with its 12 bytes of header and the filling four of them fill a sector.
public typealias CheckpointBytes = InlineArray<992, UInt8>

/// Room for an event or a start, in bytes; an entry of another type that is longer is of a kind that nobody here knows.
typealias ShortRecordBytes = InlineArray<20, UInt8>
