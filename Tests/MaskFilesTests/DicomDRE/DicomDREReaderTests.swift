import KnownMasks
import MaskFiles
import Testing

@Suite struct DicomDREReaderTests {
    private static func catalog(_ devices: String, exclusions: String = "") -> String {
        "default_devices = [\n\(devices)]\ndefault_exclusions = [\(exclusions)]\n"
    }

    @Test(arguments: [
        (#"manufacturer="Star""#, "Manufacturer has Star"),
        (#"manufacturer="=Star""#, "Manufacturer = Star"),
        (#"manufacturer="=""#, "Manufacturer empty or missing"),
        (#"manufacturer="^Star""#, "Manufacturer starts Star"),
        (#"manufacturer="/^St.r/""#, "exactly Manufacturer ~ ^St.r"),
        (#"manufacturer="/(?i)^St.r/""#, "Manufacturer ~ ^St.r"),
        (#"manufacturer="/^(?!YES$)/""#, "!exactly Manufacturer ~ ^(?:YES$)"),
        (
            #"manufacturer="/^a*$/""#,
            "exactly Manufacturer ~ ^a*$ | Manufacturer empty or missing"
        ),
        (#"manufacturer="/ Star""#, "Manufacturer has / Star"),
        (#"manufacturer=["Star", "=Moon"]"#, "Manufacturer has Star | Manufacturer = Moon"),
        (#"manufacturer=r"/\d/""#, #"exactly Manufacturer ~ \d"#),
        (#"manufacturer="/\\d/""#, #"exactly Manufacturer ~ \d"#),
        (#"manufacturer=None"#, "always"),
        (#"manufacturer=("Star")"#, "Manufacturer has Star"),
        (#"manufacturer="St" "ar""#, "Manufacturer has Star"),
        (#"manufacturer="St" + 'ar'"#, "Manufacturer has Star"),
        (
            #"software_versions="V1", sop_class_uid="=1.2""#,
            "SoftwareVersions has V1 & SOPClassUID = 1.2"
        ),
        (#"image_type=["A", "B"]"#, "ImageType has A & ImageType has B"),
        (#"image_type_any=["A", "B"]"#, "ImageType has A | ImageType has B"),
        (#"image_type_exclude=["A", "B"]"#, "!(ImageType has A | ImageType has B)"),
        (
            "requires_ultrasound_regions=True",
            "SequenceOfUltrasoundRegions.RegionDataType ~ ."
        ),
    ])
    func readsACondition(_ argument: String, _ criterion: String) {
        #expect(
            DicomDREFormat().rules(Self.catalog("device('a', 'allow', \(argument))")) == [
                "pass \(criterion)"
            ])
    }

    @Test(arguments: [
        ("device('a', 'allow')", ["pass always"]),
        ("device('a', 'scrub', scrub=[(1, 2, 3, 4)])", ["mask always: blank 1,2 3x4"]),
        ("device('a', 'allow', scrub=[(1, 2, 3, 4)])", ["mask always: blank 1,2 3x4"]),
        ("device('a', 'deny', scrub=[(1, 2, 3, 4)])", ["reject always"]),
        ("device('a', 'allow', rows=8, cols=9)", ["pass always @ 8x9"]),
        ("device('a', 'allow', rows=8)", ["pass always @ 8x*"]),
        (
            "device('a', 'scrub', scrub=[(0, 0, 10000, 70)])",
            ["mask always: blank 0,0 edgex70"]
        ),
        (
            """
            device('a', 'allow', modality='US', variants=[
                variant(rows=8, cols=9, scrub=[(0, 0, 1, 1), (2, 2, 1, 1)]),
                variant(rows=9, cols=8, software_versions='^V')])
            """,
            [
                "mask Modality has US @ 8x9: blank 0,0 1x1; blank 2,2 1x1",
                "pass Modality has US & SoftwareVersions starts V @ 9x8",
            ]
        ),
        (
            "device('a', 'allow', variants=[variant(rows=r, cols=c) for r, c in [(8, 9), (9, 8)]])",
            ["pass always @ 8x9", "pass always @ 9x8"]
        ),
    ])
    func readsADevice(_ device: String, _ rules: [String]) {
        #expect(DicomDREFormat().rules(Self.catalog(device)) == rules)
    }

    @Test(arguments: [
        (
            "deny_modalities(exact=['SR'], substring=['US'])",
            "Modality = SR | Modality has US"
        ),
        ("deny_when('a', sop_class='=1.2')", "SOPClassUID = 1.2"),
        ("deny_when('a', sop_class_not=['=1.2'])", "!SOPClassUID = 1.2"),
        ("deny_when('a', modality_not='=CT')", "!Modality = CT"),
        ("deny_when('a', series_number='9')", "SeriesNumber has 9"),
        ("deny_when('a', image_type_empty=True)", "ImageType empty or missing"),
        ("deny_when('a', image_type_empty=False)", "!ImageType empty or missing"),
        ("deny_when('a', conversion_type_present=True)", "!ConversionType empty or missing"),
        (
            "deny_when('a', graphic_annotation_absent=True)",
            "GraphicAnnotationSequence empty or missing"
        ),
        (
            "deny_when('a', manufacturer='x', image_type_any='y', image_type_exclude='z')",
            "Manufacturer has x & ImageType has y & !ImageType has z"
        ),
    ])
    func readsAnExclusion(_ exclusion: String, _ criterion: String) {
        #expect(
            DicomDREFormat().rules(Self.catalog("", exclusions: exclusion)) == [
                "reject \(criterion)"
            ])
    }

    @Test func readsAFileAsItComes() {
        let text = #"""
            """What this catalog is for."""

            from __future__ import annotations

            from dicom_dre.catalog import DeviceCatalog

            # A name for more than one.
            _CLASS = "1.2"
            _some: list[DeviceRule] = [
                device("a", "allow", sop_class_uid=f"^{_CLASS}.3"),  # the first
            ]
            _more = [device("b", "allow", modality="US")]
            all_devices: list[DeviceRule] = (
                _some
                + _more
            )


            def get_default_catalog() -> DeviceCatalog:
                """Return it."""
                return DeviceCatalog(
                    devices=all_devices,
                    exclusions=[],
                    default_action="deny",
                )
            """#
        let document = DicomDREFormat().document(text, name: "c.py")
        #expect(document.findings.isEmpty)
        #expect(
            document.set.rules.map(Words.rule) == [
                "pass SOPClassUID starts 1.2.3", "pass Modality has US", "reject always",
            ])
        #expect(document.set.rules.map(\.id) == ["c.py/a", "c.py/b", "c.py/default"])
        #expect(document.places["c.py/b"]?.line == 12)
        let group = MaskRule.Group(name: "c.py", kind: .first)
        #expect(document.set.rules.allSatisfy { $0.group == group })
    }

    @Test func doesNotAllowWhatNoRuleIsFor() {
        let text = "x = DeviceCatalog(devices=[], exclusions=[], default_action='allow')\n"
        #expect(DicomDREFormat().findings(text) == ["1 note not_expressible"])
        #expect(DicomDREFormat().rules(text).isEmpty)
    }

    @Test(arguments: [
        ("", ["1 error syntax"]),
        ("import os\n", ["1 error not_expressible"]),
        ("default_devices = load()\n", ["1 error wrong_value"]),
        ("default_devices = other\n", ["1 error not_expressible"]),
        ("default_devices = [x for x in y]\n", ["1 error not_expressible"]),
        ("default_devices = [1 if True else 2]\n", ["1 error syntax"]),
        ("default_devices = {}\n", ["1 error not_expressible"]),
        ("default_devices = []\nfor x in []:\n    pass\n", ["2 error not_expressible"]),
        ("default_devices = []\ndef f(x):\n    return x\n", ["2 error not_expressible"]),
        ("default_devices = []\ndef f():\n    x = 1\n    return x\n", ["3 error not_expressible"]),
        ("default_devices = [device()]\n", ["1 error syntax"]),
        ("default_devices = [other()]\n", ["1 error syntax"]),
        ("default_devices = [\n  device('a', 'keep')]\n", ["2 error wrong_value"]),
        ("default_devices = [device('a', 'allow', color='x')]\n", ["1 error unknown_key"]),
        ("default_devices = [device('a', 'allow', modality=5)]\n", ["1 error wrong_value"]),
        ("default_devices = [device('a', 'allow', rows='5')]\n", ["1 error wrong_value"]),
        ("default_devices = [device('a', 'allow', modality='/(/')]\n", ["1 error wrong_value"]),
        (
            "default_devices = [device('a', 'allow', modality='/a(?!b)/')]\n",
            ["1 error wrong_value"]
        ),
        (
            "default_devices = [device('a', 'scrub', scrub=[(1, 2, 3)])]\n",
            [
                "1 error malformed_region"
            ]
        ),
        (
            "default_devices = [device('a', 'scrub', scrub=[(1, 2, 0, 4)])]\n",
            [
                "1 error malformed_region"
            ]
        ),
        (
            "default_devices = [device('a', 'scrub', scrub=[(-1, 2, 3, 4)])]\n",
            [
                "1 error malformed_region"
            ]
        ),
        ("default_devices = [device('a', 'scrub')]\n", ["1 warning empty_mask"]),
        ("default_devices = [device('a', 'allow', variants=[])]\n", ["1 warning dead_rule"]),
        (
            "default_devices = [device('a', 'allow', rows=5, variants=[variant(rows=5)])]\n",
            [
                "1 error conflict"
            ]
        ),
        ("default_devices = [device('a', 'allow', name='b')]\n", ["1 error unknown_key"]),
        ("default_devices = [device('a', 'allow', 'US')]\n", ["1 error syntax"]),
        (
            "default_devices = [device('a', 'allow', modality='US', modality='CT')]\n",
            [
                "1 error syntax"
            ]
        ),
        ("default_devices = ['a\n", ["1 error syntax"]),
        ("default_devices = [0x10]\n", ["1 error wrong_value"]),
    ])
    func tellsByLine(_ text: String, _ findings: [String]) {
        #expect(DicomDREFormat().findings(text) == findings)
    }

    @Test func readsOnAfterADeviceThatIsWrong() {
        let text = Self.catalog("device('a', 'keep'),\ndevice('b', 'allow', modality='US')\n")
        #expect(DicomDREFormat().rules(text) == ["pass Modality has US"])
        #expect(DicomDREFormat().findings(text) == ["2 error wrong_value"])
    }

    @Test func refusesListsThatDouble() {
        var text = "a0 = [1, 1, 1, 1]\n"
        for number in 1...60 { text += "a\(number) = a\(number - 1) + a\(number - 1)\n" }
        #expect(!DicomDREFormat().document(text).isSound)
    }

    @Test func refusesTextsThatDouble() {
        var text = "a0 = 'xxxx'\n"
        for number in 1...60 { text += "a\(number) = f'{a\(number - 1)}{a\(number - 1)}'\n" }
        #expect(!DicomDREFormat().document(text).isSound)
    }

    @Test func refusesDeepNesting() {
        #expect(!DicomDREFormat().document("a = " + String(repeating: "[", count: 100_000)).isSound)
    }

    @Test func survivesATruncationAnywhere() {
        let text = Self.catalog("device('a', \"allow\", modality=f'{x}\\n', scrub=[(1, 2, -3, 4)])")
        for length in 0..<text.utf8.count {
            _ = DicomDREFormat().read(Array(text.utf8.prefix(length)), name: "cut")
        }
    }
}
