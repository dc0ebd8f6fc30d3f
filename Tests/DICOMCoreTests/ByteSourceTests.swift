import DICOMCore
import Glibc
import Testing
import TestSupport

@Suite struct ByteSourceTests {
    @Test(arguments: [0, 1, 4096, 10_000])
    func mapsAFile(_ count: Int) throws {
        var random = SeededRandom(seed: 1)
        let bytes = random.bytes(count)
        #expect(try NamelessFile(bytes).bytes() == bytes)
    }

    @Test func lendsBytes() {
        let source = ByteSource([1, 2, 3, 4])
        let sum = source.withBytes(in: 1..<3) { span in
            // One byte of the two that were lent.
            Int(unsafe span.unsafeLoad(fromByteOffset: 0, as: UInt8.self)) + span.byteCount
        }
        #expect(sum == 4)
    }

    @Test func keepsItsBytesWhenPagesAreDiscarded() throws {
        var random = SeededRandom(seed: 2)
        let bytes = random.bytes(100_000)
        let file = try NamelessFile(bytes)
        defer { extendLifetime(file) }
        let source = try ByteSource(fileDescriptor: file.descriptor)
        #expect(source.bytes(in: 0..<100_000) == bytes)
        source.discardPages(in: 0..<100_000)
        source.discardPages(in: 5..<7)
        #expect(source.bytes(in: 0..<100_000) == bytes)
    }

    @Test func refusesWhatIsNoRegularFile() throws {
        let folder = unsafe open("/", O_RDONLY)
        defer { close(folder) }
        #expect(code { try ByteSource(fileDescriptor: folder) } == .unreadable)
    }

    @Test func refusesAClosedDescriptor() {
        #expect(code { try ByteSource(fileDescriptor: -1) } == .unreadable)
    }
}

@Suite struct OutputFileTests {
    @Test(arguments: [[1], [1, 70_000, 1], [65_536, 65_537], [0, 3, 200_000]] as [[Int]])
    func writesInOrder(_ sizes: [Int]) throws {
        var random = SeededRandom(seed: 3)
        let parts = sizes.map { random.bytes($0) }
        let file = try NamelessFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        for part in parts { try output.append(part) }
        #expect(output.position == sizes.reduce(0, +))
        try output.finish()
        #expect(try file.bytes() == parts.flatMap { $0 })
    }

    @Test(arguments: [true, false])
    func copiesPiecesOfASource(isMapped: Bool) throws {
        var random = SeededRandom(seed: 4)
        let bytes = random.bytes(3_000_000)
        let input = try NamelessFile(bytes)
        defer { extendLifetime(input) }
        let source = isMapped ? try ByteSource(fileDescriptor: input.descriptor) : ByteSource(bytes)
        let file = try NamelessFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        try output.append(.bytes([7]), from: source)
        try output.append(.source(10..<2_999_999), from: source)
        try output.append(.source(0..<5), from: source)
        try output.finish()
        #expect(try file.bytes() == [7] + bytes[10..<2_999_999] + bytes[0..<5])
    }

    @Test func patchesWhatWasWritten() throws {
        let file = try NamelessFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        try output.append([1, 2, 3])
        try output.patch(at: 1, [9])
        try output.append([4])
        try output.finish()
        #expect(try file.bytes() == [1, 9, 3, 4])
    }

    /// By size: inside a window, over the edge of one, larger than one; by place: in order, out of
    /// order, over each other, at both ends.
    static let replacements: [[(offset: Int, count: Int)]] = [
        [], [(10, 1)], [(10, 5), (100_000, 5), (699_999, 1)], [(262_000, 1_000)],
        [(300_000, 300_000)], [(10, 690_000)], [(600_000, 9), (20, 9)], [(20, 9), (10, 300_000)],
        [(600_000, 9), (300_000, 400_000), (299_999, 2)],
    ]

    @Test(arguments: replacements, [true, false])
    func replacesBytesOnTheWay(_ places: [(offset: Int, count: Int)], isMapped: Bool) throws {
        var random = SeededRandom(seed: 5)
        let bytes = random.bytes(700_010)
        var expected = bytes
        var replacements = places.map {
            Replacement(sourceOffset: $0.offset, bytes: random.bytes($0.count))
        }
        for replacement in replacements {
            let start = replacement.sourceOffset
            expected.replaceSubrange(
                start..<start + replacement.bytes.count, with: replacement.bytes)
        }
        replacements.reverse()
        let input = try NamelessFile(bytes)
        defer { extendLifetime(input) }
        let source = isMapped ? try ByteSource(fileDescriptor: input.descriptor) : ByteSource(bytes)
        let file = try NamelessFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        try output.append([7, 8, 9])
        try output.append(10..<700_000, from: source) { replacements.popLast() }
        try output.append([1])
        try output.finish()
        #expect(try file.bytes() == [7, 8, 9] + expected[10..<700_000] + [1])
    }

    @Test func saysWhereASourceLostBytes() throws {
        let input = try NamelessFile([UInt8](repeating: 1, count: 10_000))
        defer { extendLifetime(input) }
        let source = try ByteSource(fileDescriptor: input.descriptor)
        try #require(ftruncate(input.descriptor, 5_000) == 0)
        let file = try NamelessFile()
        defer { extendLifetime(file) }
        var output = OutputFile(fileDescriptor: file.descriptor)
        let error = #expect(throws: DICOMError.self) {
            try output.append(0..<10_000, from: source) { nil }
        }
        #expect(error?.code == .truncated)
        #expect(error?.byteOffset == 5_000)
    }

    @Test func saysWhereAnOutputTakesNoBytes() throws {
        let descriptor = unsafe open("/dev/null", O_RDONLY)
        defer { close(descriptor) }
        var output = OutputFile(fileDescriptor: descriptor)
        try output.append([1])
        let error = #expect(throws: DICOMError.self) { try output.finish() }
        #expect(error?.code == .unwritable)
    }

    @Test(arguments: SampleFile.all)
    func writesAnEditedFile(_ sample: SampleFile) throws {
        let read = try sample.read()
        var editor = DataSetEditor(read)
        editor.set(NewElement(.burnedInAnnotation, .cs, .strings(["NO"])))
        editor.splitAtPixelData(keepsLength: true)
        let edited = try editor.finish()
        let file = try NamelessFile()
        defer { extendLifetime(file) }
        var output = OutputFile(fileDescriptor: file.descriptor)
        let element = try #require(edited.pixelDataElement)
        try edited.write(to: &output, pixelData: [.source(element.offset..<element.end)])
        try output.finish()
        let again = try DICOMFile(ByteSource(fileDescriptor: file.descriptor))
        #expect(again.dataSet.string(.burnedInAnnotation) == "NO")
        #expect(
            again.dataSet[.pixelData].map { again.dataSet.value($0) }
                == read.dataSet[.pixelData].map { read.dataSet.value($0) })
    }
}
