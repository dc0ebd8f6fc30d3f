import DICOMCore
import InstanceIdentity
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@Suite struct HeaderIdentityTests {
    private func identity(
        _ elements: [DICOMBuilder.Element], _ syntax: TransferSyntax = .explicitVRLittleEndian,
        and given: KnownIdentity? = nil
    ) throws -> [IdentityValue] {
        var builder = DICOMBuilder(syntax)
        builder.add(.sopClassUID, .ui, .text(["1.2"]))
        builder.elements += elements
        let file = try DICOMFile(ByteSource(builder.build()))
        return HeaderIdentity.values(of: file.dataSet, and: given).values
    }

    private static func item(_ elements: DICOMBuilder.Element...) -> DICOMBuilder.Item {
        DICOMBuilder.Item(elements)
    }

    private static func name(_ text: String) -> DICOMBuilder.Element {
        .init(.patientName, .pn, .text([text]))
    }

    private static let otherPatientIDsSequence = DICOMCore.Tag(0x0010, 0x1002)

    @Test(
        arguments: [
            (.patientName, .pn, "Doe^Jane", .personName),
            (.patientID, .lo, "PX-44192", .medicalRecordNumber),
            (.patientBirthDate, .da, "19610307", .dateOfBirth),
            (.patientAge, .as, "055Y", .age), (.patientSex, .cs, "F", .sex),
            (.accessionNumber, .sh, "A1207733", .accessionNumber),
            (.institutionName, .lo, "Lakeside Clinic", .institutionName),
            (.institutionAddress, .st, "4 Quay Rd\\Unit 2", .streetAddress),
            (.referringPhysicianName, .pn, "Moss^Ida", .physicianName),
            (.operatorsName, .pn, "Vane^Kit", .operatorName),
            (.stationName, .sh, "CTROOM3", .deviceSerialNumber),
            (.deviceSerialNumber, .lo, "SN88213", .deviceSerialNumber),
            (.studyDate, .da, "20240315", .date), (.studyTime, .tm, "101523.55", .time),
        ] as [(DICOMCore.Tag, VR, String, InfoType)])
    func takesAttribute(_ tag: DICOMCore.Tag, _ vr: VR, _ value: String, _ infoType: InfoType)
        throws
    {
        let values = try identity([.init(tag, vr, .text([value]))])
        #expect(
            values == [
                IdentityValue(
                    infoType: infoType, value: value, witness: Witness(.header, "\(tag)"))
            ])
    }

    @Test(arguments: [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
    ])
    func readsEveryEncoding(_ syntax: TransferSyntax) throws {
        let other = DICOMBuilder.Element(
            Self.otherPatientIDsSequence, .sq,
            .sequence([Self.item(.init(.patientID, .lo, .text(["Q7781"])))], .undefined))
        let values = try identity([Self.name("Doe^Jane"), other], syntax)
        #expect(values.map(\.value) == ["Doe^Jane", "Q7781"])
    }

    @Test func splitsDateTimes() throws {
        let element = DICOMBuilder.Element(
            DICOMCore.Tag(0x0008, 0x002A), .dt, .text(["20240315101523.250+0100"]))
        let values = try identity([element])
        #expect(values.map(\.value) == ["20240315", "101523.250"])
        #expect(values.map(\.infoType) == [.date, .time])
    }

    @Test func takesEveryValue() throws {
        let values = try identity([.init(.otherPatientIDs, .lo, .text(["Q7781", "Q7782"]))])
        #expect(values.map(\.value) == ["Q7781", "Q7782"])
    }

    @Test func takesNoValueTwice() throws {
        let values = try identity([
            .init(.studyDate, .da, .text(["20240315"])),
            .init(.contentDate, .da, .text(["20240315"])),
        ])
        #expect(values.map(\.witness.name) == ["(0008,0020)"])
    }

    @Test func takesPersonNamesOfPrivateElements() throws {
        let values = try identity([
            .init(DICOMCore.Tag(0x0009, 0x0010), .lo, .text(["INVENTED"])),
            .init(DICOMCore.Tag(0x0009, 0x1001), .pn, .text(["Moss^Ida"])),
        ])
        #expect(values.map(\.infoType) == [.personName])
        #expect(values.map(\.witness.name) == ["(0009,1001)"])
    }

    @Test(arguments: ["", " ", "^", "----", "UNKNOWN", "n/a", "None", "Not^Available"])
    func leavesOutWhatStandsForNothing(_ value: String) throws {
        #expect(try identity([Self.name(value)]).isEmpty)
    }

    @Test func leavesOutDescriptions() throws {
        let values = try identity([
            .init(.studyDescription, .lo, .text(["HEAD OF DOE"])),
            .init(.patientComments, .lt, .text(["comment"])),
        ])
        #expect(values.isEmpty)
    }

    @Test func decodesByTheDeclaredSet() throws {
        let values = try identity([
            .init(.specificCharacterSet, .cs, .text(["ISO_IR 101"])),
            .init(.patientName, .pn, .bytes([0x57, 0x61, 0xB3, 0xEA, 0x73, 0x61])),
        ])
        #expect(values.map(\.value) == ["Wałęsa"])
    }

    @Test func itemsInheritTheSetUnlessTheyDeclareOne() throws {
        func other(_ elements: DICOMBuilder.Element...) -> DICOMBuilder.Item {
            DICOMBuilder.Item(elements)
        }
        let name = DICOMBuilder.Element(.patientName, .pn, .bytes([0xBB, 0x20]))
        let latin = DICOMBuilder.Element(.specificCharacterSet, .cs, .text(["ISO_IR 100"]))
        let values = try identity([
            .init(.specificCharacterSet, .cs, .text(["ISO_IR 144"])),
            .init(
                Self.otherPatientIDsSequence, .sq,
                .sequence(
                    [
                        other(name), other(latin, .init(.patientID, .lo, .bytes([0xC4, 0x31]))),
                        other(.init(.patientID, .lo, .bytes([0xBC, 0x31]))),
                    ], .defined)),
        ])
        #expect(values.map(\.value) == ["Л", "Ä1", "М1"])
    }

    @Test func boundsTheNumberOfValues() throws {
        let items = (0..<2_000).map { number in
            Self.item(.init(.patientID, .lo, .text(["ID\(number)"])))
        }
        let values = try identity([
            .init(Self.otherPatientIDsSequence, .sq, .sequence(items, .defined)),
            .init(.patientAge, .as, .text(["055Y"])),
        ])
        #expect(values.count <= 64)
        #expect(values.first?.infoType == .age)
    }

    @Test func boundsTheLengthOfValues() throws {
        let long = String(repeating: "A", count: 60_000)
        let values = try identity([.init(.patientID, .lo, .text([long]))])
        #expect(values.map(\.value.count) == [HeaderIdentity.longestValue])
    }

    @Test func boundsTheDepth() throws {
        var element = DICOMBuilder.Element(.patientID, .lo, .text(["DEEP1"]))
        for _ in 0..<40 {
            element = .init(
                Self.otherPatientIDsSequence, .sq, .sequence([Self.item(element)], .undefined))
        }
        #expect(try identity([element]).isEmpty)
    }

    @Test func uniteWithWhatIsGiven() throws {
        let given = IdentityValue(
            infoType: .personName, value: "Roe^Max", witness: Witness(.identifiers, "PatientName"))
        let values = try identity([Self.name("Doe^Jane")], and: KnownIdentity(values: [given]))
        #expect(values.map(\.value) == ["Roe^Max", "Doe^Jane"])
    }
}

@Suite struct IdentityAttributeTests {
    @Test func tableIsInTagOrder() {
        let tags = IdentityAttribute.all.map(\.tag)
        #expect(tags == Array(Set(tags)).sorted())
    }

    @Test func keywordsAreFoundInAnyCase() {
        #expect(IdentityAttribute.named("patientname")?.tag == .patientName)
    }

    /// Where the dictionary of the engine knows the attribute, both say the same.
    @Test func representationsAreThoseOfTheDictionary() {
        for attribute in IdentityAttribute.all {
            guard let vr = attribute.tag.standardVR else { continue }
            #expect(vr == attribute.vr, "\(attribute.tag)")
        }
    }
}
