/// The number the ledger gave a post on arrival: dense, never given twice.
public struct PostNumber: Hashable, Comparable, Sendable {
    /// The number itself, from 1.
    public var value: UInt32
    /// Wraps a number.
    @inlinable public init(_ value: UInt32) { self.value = value }
    /// Earlier arrival first.
    @inlinable public static func < (one: Self, other: Self) -> Bool { one.value < other.value }
}

/// The number the ledger gave a person: dense, never given twice.
public struct PersonNumber: Hashable, Sendable {
    /// The number itself, from 1.
    public var value: UInt32
    /// Wraps a number.
    @inlinable public init(_ value: UInt32) { self.value = value }
}

/// The number the ledger gave a person who has an account here.
public struct UserNumber: Hashable, Sendable {
    /// The number itself, from 1.
    public var value: UInt32
    /// Wraps a number.
    @inlinable public init(_ value: UInt32) { self.value = value }
}

/// The number the ledger gave a tag (its normalised name).
public struct TagNumber: Hashable, Sendable {
    /// The number itself, from 1.
    public var value: UInt32
    /// Wraps a number.
    @inlinable public init(_ value: UInt32) { self.value = value }
}

/// The number the ledger gave an aspect, unique among all users.
public struct AspectNumber: Hashable, Sendable {
    /// The number itself, from 1.
    public var value: UInt32
    /// Wraps a number.
    @inlinable public init(_ value: UInt32) { self.value = value }
}
