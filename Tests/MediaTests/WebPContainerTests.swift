import Testing

@testable import Media

@Suite struct WebPContainerTests {
    private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        Array(name.utf8) + [UInt8(body.count), 0, 0, 0] + body + (body.count % 2 == 1 ? [0] : [])
    }

    private func file(_ chunks: [UInt8]...) -> [UInt8] {
        let body = Array("WEBP".utf8) + chunks.flatMap { $0 }
        return Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
    }

    @Test func leavesOutMetadataAndThenTheExtendedLayout() {
        let pixels = chunk("VP8 ", [1, 2, 3])
        let full = file(
            chunk("VP8X", [0x2C] + [UInt8](repeating: 0, count: 9)),
            chunk("ICCP", [9]),
            pixels,
            chunk("EXIF", [8, 8]),
            chunk("XMP ", [7])
        )
        #expect(WebPContainer.withoutMetadata(full) == file(pixels))
    }

    @Test func keepsTheExtendedLayoutForAlphaAndAnimation() {
        let size: [UInt8] = [0, 0, 0, 5, 0, 0, 5, 0, 0]
        let rest = chunk("ANIM", [0, 0, 0, 0, 0, 0]) + chunk("ANMF", [4, 4]) + chunk("ALPH", [1])
        #expect(
            WebPContainer.withoutMetadata(file(chunk("VP8X", [0x1A] + size), rest, chunk("EXIF", [8])))
                == file(chunk("VP8X", [0x12] + size), rest)
        )
    }

    @Test func leavesAloneWhatHasNoMetadata() {
        let plain = file(chunk("VP8L", [1, 2, 3, 4]))
        #expect(WebPContainer.withoutMetadata(plain) == plain)
    }
}
