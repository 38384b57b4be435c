import SocialModel

/// What a whole world follows from: the same seed and shape give the same world on every machine.
public struct Seed: Sendable, Hashable {
    /// Any number.
    public var value: UInt64

    /// Wraps a number.
    public init(_ value: UInt64) { self.value = value }

    /// A source of random numbers of its own for each thing that is drawn.
    ///
    /// What is drawn for post 7 hence does not depend on how much was drawn for
    /// post 6, and can be drawn again whenever it is wanted.
    func source(_ purpose: Purpose, _ number: Int = 0) -> RandomSource {
        RandomSource(seed: mixed(purpose, number))
    }

    /// A GUID as diaspora* makes them, 32 hexadecimal digits.
    func guid(_ purpose: Purpose, _ number: Int, _ part: Int = 0) -> GUID {
        let own = mixed(purpose, number)
        let high = SplitMix64.mix(own &+ UInt64(truncatingIfNeeded: part) &* SplitMix64.step)
        return GUID(high: high, low: SplitMix64.mix(high ^ own))
    }

    private func mixed(_ purpose: Purpose, _ number: Int) -> UInt64 {
        let own = SplitMix64.mix(value &+ purpose.rawValue &* SplitMix64.step)
        return SplitMix64.mix(own &+ UInt64(truncatingIfNeeded: number) &* SplitMix64.step)
    }
}

/// What random numbers are drawn for.
///
/// The numbers are part of what a seed means: new ones are added at the end.
enum Purpose: UInt64 {
    case people = 1
    case personDetails
    case personGUID
    case popularity
    case relations
    case postTimes
    case posts
    case postGUID
    case postText
    case postParts
    case audience
    case interactions
    case commentText
    case commentGUID
    case likeGUID
    case photoGUID
    case pollGUID
    case profileChange
    case activity
    case tags
    case lateness
}
