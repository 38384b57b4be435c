extension Vocabulary {
    /// Every language, the most written first.
    static let all = [
        english, german, french, spanish, portuguese, russian, chinese, japanese, arabic, greek, turkish, hindi,
        korean, hebrew,
    ]

    /// The index of each language by how many people write it.
    static let shares = WeightedSampler(weights: all.map(\.share))

    /// What is put between and behind sentences now and then.
    static let emoji = [
        "😀", "😂", "❤️", "🌻", "🎉", "☕", "🚲", "🐈", "📷", "🌈", "🙏", "👍", "🔥", "🌍", "🎶", "🍞", "📚", "✨", "🤔", "😢",
        "👩🏽‍💻", "👨‍👩‍👧", "🏳️‍🌈", "🇪🇺",
    ]
}
