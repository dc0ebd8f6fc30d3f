import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

/// Float Pixel Data (32 bits) and Double Float Pixel Data (64 bits).
@Suite struct FloatPixelDataTests {
    enum Form: CaseIterable, Sendable {
        case float, double

        var bits: Int { self == .float ? 32 : 64 }
        var tag: Tag { self == .float ? .floatPixelData : .doubleFloatPixelData }
        var vr: VR { self == .float ? .of : .od }

        func bytes(_ numbers: [Double], isBigEndian: Bool = false) -> [UInt8] {
            numbers.flatMap { number in
                let pattern =
                    self == .float ? UInt64(Float(number).bitPattern) : number.bitPattern
                let bytes = (0..<bits / 8).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) }
                return isBigEndian ? bytes.reversed() : bytes
            }
        }

        func pattern(_ number: Double) -> Int {
            self == .float
                ? Int(Float(number).bitPattern) : Int(bitPattern: UInt(number.bitPattern))
        }

        func image(
            _ syntax: TransferSyntax = .explicitVRLittleEndian, rows: Int = 1, columns: Int,
            frames: Int? = nil, _ numbers: [Double]
        ) -> ImageFixture {
            ImageFixture(
                syntax, rows: rows, columns: columns, frames: frames, bitsAllocated: 32
            ).removing(.bitsStored).removing(.highBit).removing(.pixelRepresentation)
                .adding(.bitsAllocated, .us, .numbers([bits]))
                .adding(tag, vr, .bytes(bytes(numbers, isBigEndian: syntax.isBigEndian)))
        }

        func samples(_ numbers: [Double]) -> SampleBuffer {
            SampleBuffer(
                width: numbers.count, height: 1, samplesPerPixel: 1, bytesPerSample: bits / 8,
                isSigned: false, bytes: bytes(numbers))
        }

        func views(_ numbers: [Double], _ change: (ImageFixture) -> ImageFixture = { $0 })
            throws -> [[UInt8]]
        {
            let image = change(image(columns: numbers.count, numbers))
            let renderer = try ViewRenderer(
                try image.file().dataSet, description: try image.description())
            return renderer.views(
                of: samples(numbers), colourModel: .monochrome(isInverted: false)
            ).map(\.pixels)
        }
    }

    @Test(
        arguments: Form.allCases,
        [
            TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
            .jpeg2000,
        ])
    func readsNumbersInEveryFile(_ form: Form, _ syntax: TransferSyntax) throws {
        let image = form.image(syntax, columns: 2, frames: 2, [1.5, -2, 0.25, 1e30])
        let description = try image.description()
        #expect(description.isFloat)
        #expect(description.element == form.tag)
        #expect(description.bytesPerSample == form.bits / 8)
        let native = try #require(try image.native())
        #expect(native.frame(0).bytes == form.bytes([1.5, -2]))
        #expect(native.frame(1).bytes == form.bytes([0.25, 1e30]))
        #expect(CodecRegistry.entry(for: description.transferSyntax).codec == .native)
    }

    @Test(arguments: Form.allCases)
    func readsUncompressedFragments(_ form: Form) throws {
        let image = form.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, columns: 1, frames: 2, []
        ).adding(form.tag, form.vr, .fragments([[], form.bytes([1]), form.bytes([2])]))
        let native = try #require(try image.native())
        #expect(native.frame(1).bytes == form.bytes([2]))
    }

    @Test(arguments: Form.allCases)
    func refusesWhatTheModuleForbids(_ form: Form) throws {
        let image = form.image(columns: 1, [1])
        func code(_ image: ImageFixture) -> PixelDataError? { image.failure() }
        #expect(code(image) == nil)
        #expect(
            code(image.adding(.bitsAllocated, .us, .numbers([16])))?.code == .malformed)
        #expect(
            code(image.adding(.photometricInterpretation, .cs, .text(["MONOCHROME1 "])))?.code
                == .unsupported)
        #expect(code(image.adding(.pixelData, .ow, .bytes([1, 0])))?.code == .malformed)
        #expect(code(image.adding(form.tag, form.vr, .bytes([1, 0])))?.code == .truncated)
        let codestream = ImageFixture(.jpeg2000, rows: 1, columns: 1).removing(.pixelData)
            .adding(.bitsAllocated, .us, .numbers([form.bits]))
            .adding(form.tag, form.vr, .fragments([[], [1, 2]]))
        #expect(code(codestream)?.code == .unsupported)
    }

    @Test(arguments: Form.allCases)
    func refusesTwoOfThem(_ form: Form) throws {
        var image = form.image(columns: 1, [1])
        image.builder.elements.append(.init(form.tag, form.vr, .bytes(form.bytes([2]))))
        #expect(image.failure()?.code == .malformed)
    }

    @Test(arguments: Form.allCases)
    func isFilledWithBitPatterns(_ form: Form) throws {
        let tag: Tag =
            form == .float ? .floatPixelPaddingValue : .doubleFloatPixelPaddingValue
        let image = form.image(columns: 1, [1]).adding(
            tag, form == .float ? .fl : .fd, .decimals([-2000.5]))
        let fill = try FillValue(
            try image.file().dataSet, description: try image.description())
        let model = ColourModel.monochrome(isInverted: false)
        #expect(try fill.values(.black, colourModel: model) == [0])
        #expect(try fill.values(.value(-7), colourModel: model) == [form.pattern(-7)])
        #expect(try fill.values(.padding, colourModel: model) == [form.pattern(-2000.5)])
    }

    @Test(arguments: Form.allCases)
    func namesTheMissingPaddingValue(_ form: Form) throws {
        let image = form.image(columns: 1, [1])
        let fill = try FillValue(
            try image.file().dataSet, description: try image.description())
        let tag: Tag =
            form == .float ? .floatPixelPaddingValue : .doubleFloatPixelPaddingValue
        #expect(throws: PixelDataError(code: .missing, tag: tag)) {
            try fill.values(.padding, colourModel: .monochrome(isInverted: false))
        }
    }

    @Test(
        arguments: Form.allCases, [TransferSyntax.explicitVRLittleEndian, .explicitVRBigEndian])
    func isPaintedInPlace(_ form: Form, _ syntax: TransferSyntax) throws {
        let numbers: [Double] = [1, 2, 3, 4, 5, 6]
        let file = try form.image(syntax, rows: 2, columns: 3, numbers).file()
        let description = try ImagePixelDescription(file)
        guard case .native(let native) = try file.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        var painter = NativePainter(native)
        let (patches, _) = painter.patches(
            frame: 0, boxes: [PixelBox(x: 1, y: 0, width: 2, height: 2)],
            fill: [form.pattern(-1.5)])
        var bytes = file.body.bytes(in: 0..<file.body.count)
        for patch in patches {
            bytes.replaceSubrange(
                patch.sourceOffset..<patch.sourceOffset + patch.bytes.count, with: patch.bytes)
        }
        let painted = try DICOMFile(ByteSource(bytes))
        guard case .native(let after) = try painted.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        #expect(after.frame(0).bytes == form.bytes([1, -1.5, -1.5, 4, -1.5, -1.5]))
    }

    @Test(arguments: Form.allCases)
    func showsTheFullRange(_ form: Form) throws {
        let views = try form.views([-1, 0, 1])
        #expect(views == [[0, 128, 255]])
    }

    @Test(
        arguments: Form.allCases,
        [
            [0, 1e-40, 2e-40], [-3e38, 0, 3e38], [1000, 1000.5, 1001], [-1e-38, 0, 1e-38],
        ] as [[Double]])
    func showsRangesOfAnySize(_ form: Form, numbers: [Double]) throws {
        let views = try form.views(numbers)
        // The step of the smallest numbers is coarse.
        #expect(views.contains([0, 128, 255]) || views.contains([0, 127, 255]))
    }

    @Test func showsTheSmallestAndGreatestDoubles() throws {
        let least = Double.leastNonzeroMagnitude
        let most = Double.greatestFiniteMagnitude
        #expect(try Form.double.views([0, 2 * least, 4 * least]).contains([0, 128, 255]))
        #expect(try Form.double.views([-most, 0, most]).contains([0, 128, 255]))
    }

    /// Numbers far outside stand for padding in many files.
    @Test(arguments: Form.allCases, [-3.4e38, -1e6, 1e20, 3.4e38])
    func outliersDoNotHideTheRest(_ form: Form, outlier: Double) throws {
        let ramp = (0..<1000).map { 10 + Double($0) / 1000 }
        let views = try form.views(ramp + [outlier])
        #expect(
            views.contains { view in
                view[50] < 30 && (110...150).contains(view[500]) && view[950] > 225
            })
    }

    @Test(arguments: Form.allCases)
    func leavesPaddingOutOfTheStretch(_ form: Form) throws {
        let tag: Tag =
            form == .float ? .floatPixelPaddingValue : .doubleFloatPixelPaddingValue
        let ramp = (0..<500).map { 10 + Double($0) / 500 }
        let views = try form.views(ramp + [Double](repeating: -1000, count: 500)) {
            $0.adding(tag, form == .float ? .fl : .fd, .decimals([-1000]))
        }
        #expect(views.contains { $0[20] < 30 && (100...155).contains($0[250]) && $0[480] > 225 })
    }

    @Test(arguments: Form.allCases)
    func showsTheWindowFirst(_ form: Form) throws {
        let views = try form.views([0, 10, 20, 1000]) {
            $0.adding(.windowCenter, .ds, .text(["10"])).adding(.windowWidth, .ds, .text(["20"]))
                .adding(.voilutFunction, .cs, .text(["LINEAR_EXACT"]))
        }
        #expect(views.first == [0, 128, 255, 255])
    }

    @Test(arguments: Form.allCases)
    func showsWhereNumbersAreNotFinite(_ form: Form) throws {
        let views = try form.views([1, .nan, .infinity, -.infinity, 3])
        #expect(views.contains([0, 255, 170, 85, 0]))
        #expect(views.contains([0, 0, 255, 0, 255]))
    }

    @Test(
        arguments: Form.allCases,
        [[.nan, .nan], [.infinity, .infinity], [7, 7], [0, 0], [0]] as [[Double]])
    func flatImagesHaveOneView(_ form: Form, numbers: [Double]) throws {
        let views = try form.views(numbers)
        #expect(views.count == 1 && Set(views[0]).count == 1)
    }

    @Test(arguments: Form.allCases, UInt64(0)..<20)
    func anyBitsHaveViews(_ form: Form, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let image = form.image(columns: 64, [Double](repeating: 0, count: 64))
        let samples = SampleBuffer(
            width: 64, height: 1, samplesPerPixel: 1, bytesPerSample: form.bits / 8,
            isSigned: false, bytes: random.bytes(8 * form.bits))
        let views = try ViewRenderer(
            try image.file().dataSet, description: try image.description()
        ).views(of: samples, colourModel: .monochrome(isInverted: false))
        #expect(!views.isEmpty, "seed \(seed)")
    }
}
