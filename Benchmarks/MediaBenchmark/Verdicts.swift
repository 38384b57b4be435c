import Media

/// How long a worker takes to say what it thinks of damaged files.
enum Verdicts {
    /// A picture of 3 megapixels of each format, cut at every hundredth.
    static func measure() throws {
        let worker = try Worker()
        for format in PictureFormat.allCases {
            let whole = try PictureMaker().picture(seed: 7, width: 2_000, height: 1_500, format: format)
            var times: [Double] = []
            var reasons: [String: Int] = [:]
            for percent in 0..<100 {
                let part = Array(whole.prefix(whole.count * percent / 100))
                let begin = ContinuousClock.now
                let answer = try worker.answer(part, PhotoRecipe())
                times.append(begin.duration(to: .now) / .milliseconds(1))
                reasons[answer.error?.reason ?? "taken", default: 0] += 1
            }
            let longest = times.max().map { Int($0.rounded(.up)) } ?? 0
            let words = reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            print("3 MP \(format.rawValue) cut at every hundredth: \(words); the slowest verdict took \(longest) ms")
        }
    }
}
