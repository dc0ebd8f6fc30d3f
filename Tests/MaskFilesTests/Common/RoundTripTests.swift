import KnownMasks
import MaskFiles
import TestSupport
import Testing

@Suite struct RoundTripTests {
    static let deid = """
        FORMAT dicom
        %filter whitelist
        LABEL clean # of us
          contains ManufacturerModelName M 10
          + contains Modality US
        %filter graylist
        LABEL band
          contains Manufacturer Star
          + missing ManufacturerModelName || contains ManufacturerModelName AS+
          + equals Rows 8
          coordinates 0,0,5,2
          ctpcoordinates 1,1,3,3
        LABEL either
          equals Modality CT|MR
          + notcontains ImageType SAVE
          || empty Manufacturer
          coordinates 2,2,4,4
        %filter blacklist
        LABEL secondary
          contains ImageType ^second
          + notequals Manufacturer Moon
        """

    static let layers = """
        FORMAT dicom
        %filter graylist
        LABEL all
          coordinates all
        LABEL regions
          present SequenceOfUltrasoundRegions
          keepcoordinates from:SequenceOfUltrasoundRegions
        LABEL corner
          contains Modality US
          coordinates 0,0,3,3
        """

    static let ctp = """
        { Manufacturer.containsIgnoreCase("star") * (Rows.equals("8") + ImageType.contains("SAVE")) }
        (0,0,3,2) (-3,-2,2,1)
        { !Modality.equals("US") * ManufacturerModelName.matches("M .*") }
        (1,1,65535,1)
        { ManufacturerModelName.equals("") + SeriesNumber.isLessThan("5") }
        { Manufacturer.startsWith("Moo") }
        (4,4,2,2)
        """

    static let plainCTP = """
        { Manufacturer.containsIgnoreCase("star") * Rows.equals("8") }
        (0,0,3,2)
        { Modality.equalsIgnoreCase("us") * !ManufacturerModelName.containsIgnoreCase("m") }
        (1,1,5,1)
        { Manufacturer.containsIgnoreCase("a") }
        (4,4,2,2)
        """

    static let midom = """
        {"pixel": [
            {"description": "a", "criterion": {"content": "Modality.equals('US') and not (Manufacturer.contains('star') or ImageType.contains('SAVE'))"},
             "areas": [{"x": 0, "y": 0, "width": 4, "height": 2}]},
            {"description": "b", "criterion": {"content": "Rows.equals('8') and Manufacturer.exists()"},
             "areas": [{"x": 3, "y": 3, "width": 4, "height": 2}, {"x": 0, "y": 7, "width": 1, "height": 1}]}],
         "filters": [{"criterion": {"content": "Manufacturer.equals('')"}, "justification": "who?"}]}
        """

    static let catalog = #"""
        from dicom_dre.catalog import device
        _STAR = "St"
        default_devices = [
            device("a", "allow", manufacturer=[f"^{_STAR}ar", "Moon"], modality="=US",
                image_type_exclude="SAVE", variants=[
                    variant(rows=8, cols=10, scrub=[(0, 0, 10000, 2)]),
                    variant(rows=10, cols=8),
                ]),
            device("b", "scrub", manufacturer_model_name="/^M \\d$/", image_type=["PRIMARY", "SAVE"],
                scrub=[(1, 1, 3, 3), (5, 5, 2, 2)]),
            device("c", "deny", manufacturer="=", modality="/(?i)^(?!ct$)/"),
        ]
        default_exclusions = [
            deny_modalities(exact=["CT"], substring=["x"]),
            deny_when("d", manufacturer_model_name="AS+", series_number="/[0-9]/"),
            deny_when("e", modality_not=["=US", "=CT"], image_type_any="SAVE"),
        ]
        """#

    private static func format(_ name: String) -> any MaskFormat {
        switch name {
        case "ctp": CTPFormat()
        case "midom": MIDOMFormat()
        case "dicom-dre": DicomDREFormat()
        default: DeidFormat()
        }
    }

    /// From a format to another, or to itself.
    @Test(arguments: [
        ("deid", deid, "deid"), ("deid", layers, "deid"), ("ctp", ctp, "ctp"),
        ("midom", midom, "midom"), ("dicom-dre", catalog, "dicom-dre"), ("ctp", plainCTP, "ctp"),
        ("ctp", plainCTP, "deid"), ("ctp", plainCTP, "midom"), ("midom", midom, "deid"),
    ])
    func keepsTheMeaning(_ source: String, _ text: String, _ target: String) throws {
        let read = Self.format(source).document(text)
        #expect(read.isSound, "\(read.findings)")
        let written = try Self.format(target).write(read.set)
        var again = Self.format(target).read(written, name: "again")
        #expect(again.isSound, "\(again.findings)")
        // What a catalog denies where no rule answers.
        again.set.rules.removeAll { $0.id == "again/default" }
        for image in try SampleImage.all() {
            #expect(image.answer(of: again.set) == image.answer(of: read.set))
        }
    }

    /// The samples tell rules apart: each kind of answer comes up.
    @Test(arguments: [
        (deid, "deid", ["hold", "mask", "pass", "unknown"]), (layers, "deid", ["mask"]),
        (ctp, "ctp", ["mask", "pass", "unknown"]), (midom, "midom", ["hold", "mask", "unknown"]),
        (catalog, "dicom-dre", ["mask", "pass", "reject", "unknown"]),
    ])
    func meetsEveryAnswer(_ text: String, _ format: String, _ kinds: [String]) throws {
        let set = Self.format(format).document(text).set
        let answers = try SampleImage.all().map { image in
            let answer = image.answer(of: set)
            return answer.contains(where: \.isNewline) ? "mask" : answer
        }
        #expect(Set(answers).sorted() == kinds)
    }
}

/// Files that nobody meant, made of files that somebody might have.
@Suite struct DamagedRulesTests {
    static let samples: [(MaskFormatName, String)] = [
        (.deid, RoundTripTests.deid), (.deid, RoundTripTests.layers), (.ctp, RoundTripTests.ctp),
        (.midom, RoundTripTests.midom), (.dicomDRE, RoundTripTests.catalog),
    ]

    /// What is read without an error can be written, or it is said why not.
    @Test(arguments: samples)
    func areReadToTheirEnd(_ name: MaskFormatName, _ text: String) throws {
        let format = try #require(MaskFormats.format(name))
        let bytes = Array(text.utf8)
        let cuts = stride(from: 0, to: bytes.count, by: 17).map { Array(bytes[..<$0]) }
        let changed = (0..<40 as Range<UInt64>).map { mutation(of: bytes, seed: $0) }
        for content in cuts + changed {
            let document = format.read(content, name: "a")
            #expect(document.set.rules.allSatisfy { document.places[$0.id] != nil })
            do throws(MaskExportError) {
                _ = try format.write(document.set)
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }
}
