// PS3.6 and PS3.7 keywords of the elements that the engine reads or writes, in tag order.

extension Tag {
    package static let fileMetaInformationGroupLength = Tag(0x0002, 0x0000)
    package static let fileMetaInformationVersion = Tag(0x0002, 0x0001)
    package static let mediaStorageSOPClassUID = Tag(0x0002, 0x0002)
    package static let mediaStorageSOPInstanceUID = Tag(0x0002, 0x0003)
    package static let transferSyntaxUID = Tag(0x0002, 0x0010)
    package static let implementationClassUID = Tag(0x0002, 0x0012)
    package static let implementationVersionName = Tag(0x0002, 0x0013)
    package static let sourceApplicationEntityTitle = Tag(0x0002, 0x0016)
    package static let directoryRecordSequence = Tag(0x0004, 0x1220)
    package static let lengthToEnd = Tag(0x0008, 0x0001)
    package static let specificCharacterSet = Tag(0x0008, 0x0005)
    package static let imageType = Tag(0x0008, 0x0008)
    package static let instanceCreationDate = Tag(0x0008, 0x0012)
    package static let instanceCreationTime = Tag(0x0008, 0x0013)
    package static let sopClassUID = Tag(0x0008, 0x0016)
    package static let sopInstanceUID = Tag(0x0008, 0x0018)
    package static let studyDate = Tag(0x0008, 0x0020)
    package static let seriesDate = Tag(0x0008, 0x0021)
    package static let acquisitionDate = Tag(0x0008, 0x0022)
    package static let contentDate = Tag(0x0008, 0x0023)
    package static let studyTime = Tag(0x0008, 0x0030)
    package static let seriesTime = Tag(0x0008, 0x0031)
    package static let acquisitionTime = Tag(0x0008, 0x0032)
    package static let contentTime = Tag(0x0008, 0x0033)
    package static let accessionNumber = Tag(0x0008, 0x0050)
    package static let modality = Tag(0x0008, 0x0060)
    package static let conversionType = Tag(0x0008, 0x0064)
    package static let manufacturer = Tag(0x0008, 0x0070)
    package static let institutionName = Tag(0x0008, 0x0080)
    package static let institutionAddress = Tag(0x0008, 0x0081)
    package static let referringPhysicianName = Tag(0x0008, 0x0090)
    package static let codeValue = Tag(0x0008, 0x0100)
    package static let codingSchemeDesignator = Tag(0x0008, 0x0102)
    package static let codingSchemeVersion = Tag(0x0008, 0x0103)
    package static let codeMeaning = Tag(0x0008, 0x0104)
    package static let longCodeValue = Tag(0x0008, 0x0119)
    package static let stationName = Tag(0x0008, 0x1010)
    package static let studyDescription = Tag(0x0008, 0x1030)
    package static let seriesDescription = Tag(0x0008, 0x103E)
    package static let institutionalDepartmentName = Tag(0x0008, 0x1040)
    package static let performingPhysicianName = Tag(0x0008, 0x1050)
    package static let operatorsName = Tag(0x0008, 0x1070)
    package static let manufacturerModelName = Tag(0x0008, 0x1090)
    package static let referencedImageSequence = Tag(0x0008, 0x1140)
    package static let referencedSOPClassUID = Tag(0x0008, 0x1150)
    package static let referencedSOPInstanceUID = Tag(0x0008, 0x1155)
    package static let derivationDescription = Tag(0x0008, 0x2111)
    package static let sourceImageSequence = Tag(0x0008, 0x2112)
    package static let frameType = Tag(0x0008, 0x9007)
    package static let pixelPresentation = Tag(0x0008, 0x9205)
    package static let derivationCodeSequence = Tag(0x0008, 0x9215)
    package static let patientName = Tag(0x0010, 0x0010)
    package static let patientID = Tag(0x0010, 0x0020)
    package static let patientBirthDate = Tag(0x0010, 0x0030)
    package static let patientSex = Tag(0x0010, 0x0040)
    package static let otherPatientIDs = Tag(0x0010, 0x1000)
    package static let patientAge = Tag(0x0010, 0x1010)
    package static let patientComments = Tag(0x0010, 0x4000)
    package static let patientIdentityRemoved = Tag(0x0012, 0x0062)
    package static let deidentificationMethod = Tag(0x0012, 0x0063)
    package static let deidentificationMethodCodeSequence = Tag(0x0012, 0x0064)
    package static let cineRate = Tag(0x0018, 0x0040)
    package static let deviceSerialNumber = Tag(0x0018, 0x1000)
    package static let secondaryCaptureDeviceID = Tag(0x0018, 0x1010)
    package static let secondaryCaptureDeviceManufacturer = Tag(0x0018, 0x1016)
    package static let secondaryCaptureDeviceManufacturerModelName = Tag(0x0018, 0x1018)
    package static let secondaryCaptureDeviceSoftwareVersions = Tag(0x0018, 0x1019)
    package static let softwareVersions = Tag(0x0018, 0x1020)
    package static let protocolName = Tag(0x0018, 0x1030)
    package static let frameTime = Tag(0x0018, 0x1063)
    package static let sequenceOfUltrasoundRegions = Tag(0x0018, 0x6011)
    package static let regionSpatialFormat = Tag(0x0018, 0x6012)
    package static let regionDataType = Tag(0x0018, 0x6014)
    package static let regionFlags = Tag(0x0018, 0x6016)
    package static let regionLocationMinX0 = Tag(0x0018, 0x6018)
    package static let regionLocationMinY0 = Tag(0x0018, 0x601A)
    package static let regionLocationMaxX1 = Tag(0x0018, 0x601C)
    package static let regionLocationMaxY1 = Tag(0x0018, 0x601E)
    package static let contributingEquipmentSequence = Tag(0x0018, 0xA001)
    package static let contributionDateTime = Tag(0x0018, 0xA002)
    package static let contributionDescription = Tag(0x0018, 0xA003)
    package static let studyInstanceUID = Tag(0x0020, 0x000D)
    package static let seriesInstanceUID = Tag(0x0020, 0x000E)
    package static let studyID = Tag(0x0020, 0x0010)
    package static let seriesNumber = Tag(0x0020, 0x0011)
    package static let instanceNumber = Tag(0x0020, 0x0013)
    package static let imagePositionPatient = Tag(0x0020, 0x0032)
    package static let frameOfReferenceUID = Tag(0x0020, 0x0052)
    package static let imageComments = Tag(0x0020, 0x4000)
    package static let planePositionSequence = Tag(0x0020, 0x9113)
    package static let dimensionOrganizationType = Tag(0x0020, 0x9311)
    package static let samplesPerPixel = Tag(0x0028, 0x0002)
    package static let photometricInterpretation = Tag(0x0028, 0x0004)
    package static let planarConfiguration = Tag(0x0028, 0x0006)
    package static let numberOfFrames = Tag(0x0028, 0x0008)
    package static let frameIncrementPointer = Tag(0x0028, 0x0009)
    package static let rows = Tag(0x0028, 0x0010)
    package static let columns = Tag(0x0028, 0x0011)
    package static let pixelSpacing = Tag(0x0028, 0x0030)
    package static let bitsAllocated = Tag(0x0028, 0x0100)
    package static let bitsStored = Tag(0x0028, 0x0101)
    package static let highBit = Tag(0x0028, 0x0102)
    package static let pixelRepresentation = Tag(0x0028, 0x0103)
    package static let smallestImagePixelValue = Tag(0x0028, 0x0106)
    package static let largestImagePixelValue = Tag(0x0028, 0x0107)
    package static let smallestPixelValueInSeries = Tag(0x0028, 0x0108)
    package static let largestPixelValueInSeries = Tag(0x0028, 0x0109)
    package static let smallestImagePixelValueInPlane = Tag(0x0028, 0x0110)
    package static let largestImagePixelValueInPlane = Tag(0x0028, 0x0111)
    package static let pixelPaddingValue = Tag(0x0028, 0x0120)
    package static let pixelPaddingRangeLimit = Tag(0x0028, 0x0121)
    package static let floatPixelPaddingValue = Tag(0x0028, 0x0122)
    package static let doubleFloatPixelPaddingValue = Tag(0x0028, 0x0123)
    package static let burnedInAnnotation = Tag(0x0028, 0x0301)
    package static let recognizableVisualFeatures = Tag(0x0028, 0x0302)
    package static let pixelSpacingCalibrationType = Tag(0x0028, 0x0A02)
    package static let windowCenter = Tag(0x0028, 0x1050)
    package static let windowWidth = Tag(0x0028, 0x1051)
    package static let rescaleIntercept = Tag(0x0028, 0x1052)
    package static let rescaleSlope = Tag(0x0028, 0x1053)
    package static let rescaleType = Tag(0x0028, 0x1054)
    package static let voilutFunction = Tag(0x0028, 0x1056)
    package static let redPaletteColorLookupTableDescriptor = Tag(0x0028, 0x1101)
    package static let greenPaletteColorLookupTableDescriptor = Tag(0x0028, 0x1102)
    package static let bluePaletteColorLookupTableDescriptor = Tag(0x0028, 0x1103)
    package static let alphaPaletteColorLookupTableDescriptor = Tag(0x0028, 0x1104)
    package static let paletteColorLookupTableUID = Tag(0x0028, 0x1199)
    package static let redPaletteColorLookupTableData = Tag(0x0028, 0x1201)
    package static let greenPaletteColorLookupTableData = Tag(0x0028, 0x1202)
    package static let bluePaletteColorLookupTableData = Tag(0x0028, 0x1203)
    package static let alphaPaletteColorLookupTableData = Tag(0x0028, 0x1204)
    package static let segmentedRedPaletteColorLookupTableData = Tag(0x0028, 0x1221)
    package static let segmentedGreenPaletteColorLookupTableData = Tag(0x0028, 0x1222)
    package static let segmentedBluePaletteColorLookupTableData = Tag(0x0028, 0x1223)
    package static let segmentedAlphaPaletteColorLookupTableData = Tag(0x0028, 0x1224)
    package static let iccProfile = Tag(0x0028, 0x2000)
    package static let lossyImageCompression = Tag(0x0028, 0x2110)
    package static let lossyImageCompressionRatio = Tag(0x0028, 0x2112)
    package static let lossyImageCompressionMethod = Tag(0x0028, 0x2114)
    package static let modalityLUTSequence = Tag(0x0028, 0x3000)
    package static let lutDescriptor = Tag(0x0028, 0x3002)
    package static let lutExplanation = Tag(0x0028, 0x3003)
    package static let modalityLUTType = Tag(0x0028, 0x3004)
    package static let lutData = Tag(0x0028, 0x3006)
    package static let voilutSequence = Tag(0x0028, 0x3010)
    package static let frameVOILUTSequence = Tag(0x0028, 0x9132)
    package static let pixelValueTransformationSequence = Tag(0x0028, 0x9145)
    package static let purposeOfReferenceCodeSequence = Tag(0x0040, 0xA170)
    package static let contentSequence = Tag(0x0040, 0xA730)
    package static let encapsulatedDocument = Tag(0x0042, 0x0011)
    package static let mimeTypeOfEncapsulatedDocument = Tag(0x0042, 0x0012)
    package static let graphicAnnotationSequence = Tag(0x0070, 0x0001)
    package static let iconImageSequence = Tag(0x0088, 0x0200)
    package static let referencedSOPInstanceMACSequence = Tag(0x0400, 0x0403)
    package static let originalAttributesSequence = Tag(0x0400, 0x0561)
    package static let presentationLUTShape = Tag(0x2050, 0x0020)
    package static let macParametersSequence = Tag(0x4FFE, 0x0001)
    package static let sharedFunctionalGroupsSequence = Tag(0x5200, 0x9229)
    package static let perFrameFunctionalGroupsSequence = Tag(0x5200, 0x9230)
    package static let waveformSequence = Tag(0x5400, 0x0100)
    package static let overlayRows = Tag(0x6000, 0x0010)
    package static let overlayColumns = Tag(0x6000, 0x0011)
    package static let numberOfFramesInOverlay = Tag(0x6000, 0x0015)
    package static let overlayDescription = Tag(0x6000, 0x0022)
    package static let overlayType = Tag(0x6000, 0x0040)
    package static let overlaySubtype = Tag(0x6000, 0x0045)
    package static let overlayOrigin = Tag(0x6000, 0x0050)
    package static let imageFrameOrigin = Tag(0x6000, 0x0051)
    package static let overlayBitsAllocated = Tag(0x6000, 0x0100)
    package static let overlayBitPosition = Tag(0x6000, 0x0102)
    package static let overlayLabel = Tag(0x6000, 0x1500)
    package static let overlayData = Tag(0x6000, 0x3000)
    package static let overlayComments = Tag(0x6000, 0x4000)
    package static let extendedOffsetTable = Tag(0x7FE0, 0x0001)
    package static let extendedOffsetTableLengths = Tag(0x7FE0, 0x0002)
    package static let encapsulatedPixelDataValueTotalLength = Tag(0x7FE0, 0x0003)
    package static let floatPixelData = Tag(0x7FE0, 0x0008)
    package static let doubleFloatPixelData = Tag(0x7FE0, 0x0009)
    package static let pixelData = Tag(0x7FE0, 0x0010)
    package static let digitalSignaturesSequence = Tag(0xFFFA, 0xFFFA)
    package static let dataSetTrailingPadding = Tag(0xFFFC, 0xFFFC)
}

extension Tag {
    /// Name and VR of PS3.6 for the tags above. Where PS3.6 allows several, the first: US of
    /// `US or SS`, OB of `OB or OW`.
    static let dictionary: [Tag: (vr: VR, name: String)] = [
        .fileMetaInformationGroupLength: (.ul, "File Meta Information Group Length"),
        .fileMetaInformationVersion: (.ob, "File Meta Information Version"),
        .mediaStorageSOPClassUID: (.ui, "Media Storage SOP Class UID"),
        .mediaStorageSOPInstanceUID: (.ui, "Media Storage SOP Instance UID"),
        .transferSyntaxUID: (.ui, "Transfer Syntax UID"),
        .implementationClassUID: (.ui, "Implementation Class UID"),
        .implementationVersionName: (.sh, "Implementation Version Name"),
        .sourceApplicationEntityTitle: (.ae, "Source Application Entity Title"),
        .directoryRecordSequence: (.sq, "Directory Record Sequence"),
        .lengthToEnd: (.ul, "Length to End"),
        .specificCharacterSet: (.cs, "Specific Character Set"),
        .imageType: (.cs, "Image Type"),
        .instanceCreationDate: (.da, "Instance Creation Date"),
        .instanceCreationTime: (.tm, "Instance Creation Time"),
        .sopClassUID: (.ui, "SOP Class UID"),
        .sopInstanceUID: (.ui, "SOP Instance UID"),
        .studyDate: (.da, "Study Date"),
        .seriesDate: (.da, "Series Date"),
        .acquisitionDate: (.da, "Acquisition Date"),
        .contentDate: (.da, "Content Date"),
        .studyTime: (.tm, "Study Time"),
        .seriesTime: (.tm, "Series Time"),
        .acquisitionTime: (.tm, "Acquisition Time"),
        .contentTime: (.tm, "Content Time"),
        .accessionNumber: (.sh, "Accession Number"),
        .modality: (.cs, "Modality"),
        .conversionType: (.cs, "Conversion Type"),
        .manufacturer: (.lo, "Manufacturer"),
        .institutionName: (.lo, "Institution Name"),
        .institutionAddress: (.st, "Institution Address"),
        .referringPhysicianName: (.pn, "Referring Physician's Name"),
        .codeValue: (.sh, "Code Value"),
        .codingSchemeDesignator: (.sh, "Coding Scheme Designator"),
        .codingSchemeVersion: (.sh, "Coding Scheme Version"),
        .codeMeaning: (.lo, "Code Meaning"),
        .longCodeValue: (.uc, "Long Code Value"),
        .stationName: (.sh, "Station Name"),
        .studyDescription: (.lo, "Study Description"),
        .seriesDescription: (.lo, "Series Description"),
        .institutionalDepartmentName: (.lo, "Institutional Department Name"),
        .performingPhysicianName: (.pn, "Performing Physician's Name"),
        .operatorsName: (.pn, "Operators' Name"),
        .manufacturerModelName: (.lo, "Manufacturer's Model Name"),
        .referencedImageSequence: (.sq, "Referenced Image Sequence"),
        .referencedSOPClassUID: (.ui, "Referenced SOP Class UID"),
        .referencedSOPInstanceUID: (.ui, "Referenced SOP Instance UID"),
        .derivationDescription: (.st, "Derivation Description"),
        .sourceImageSequence: (.sq, "Source Image Sequence"),
        .frameType: (.cs, "Frame Type"),
        .pixelPresentation: (.cs, "Pixel Presentation"),
        .derivationCodeSequence: (.sq, "Derivation Code Sequence"),
        .patientName: (.pn, "Patient's Name"),
        .patientID: (.lo, "Patient ID"),
        .patientBirthDate: (.da, "Patient's Birth Date"),
        .patientSex: (.cs, "Patient's Sex"),
        .otherPatientIDs: (.lo, "Other Patient IDs"),
        .patientAge: (.as, "Patient's Age"),
        .patientComments: (.lt, "Patient Comments"),
        .patientIdentityRemoved: (.cs, "Patient Identity Removed"),
        .deidentificationMethod: (.lo, "De-identification Method"),
        .deidentificationMethodCodeSequence: (.sq, "De-identification Method Code Sequence"),
        .cineRate: (.is, "Cine Rate"),
        .deviceSerialNumber: (.lo, "Device Serial Number"),
        .secondaryCaptureDeviceID: (.lo, "Secondary Capture Device ID"),
        .secondaryCaptureDeviceManufacturer: (.lo, "Secondary Capture Device Manufacturer"),
        .secondaryCaptureDeviceManufacturerModelName: (
            .lo, "Secondary Capture Device Manufacturer's Model Name"
        ),
        .secondaryCaptureDeviceSoftwareVersions: (
            .lo, "Secondary Capture Device Software Versions"
        ),
        .softwareVersions: (.lo, "Software Versions"),
        .protocolName: (.lo, "Protocol Name"),
        .frameTime: (.ds, "Frame Time"),
        .sequenceOfUltrasoundRegions: (.sq, "Sequence of Ultrasound Regions"),
        .regionSpatialFormat: (.us, "Region Spatial Format"),
        .regionDataType: (.us, "Region Data Type"),
        .regionFlags: (.ul, "Region Flags"),
        .regionLocationMinX0: (.ul, "Region Location Min X0"),
        .regionLocationMinY0: (.ul, "Region Location Min Y0"),
        .regionLocationMaxX1: (.ul, "Region Location Max X1"),
        .regionLocationMaxY1: (.ul, "Region Location Max Y1"),
        .contributingEquipmentSequence: (.sq, "Contributing Equipment Sequence"),
        .contributionDateTime: (.dt, "Contribution DateTime"),
        .contributionDescription: (.st, "Contribution Description"),
        .studyInstanceUID: (.ui, "Study Instance UID"),
        .seriesInstanceUID: (.ui, "Series Instance UID"),
        .studyID: (.sh, "Study ID"),
        .seriesNumber: (.is, "Series Number"),
        .instanceNumber: (.is, "Instance Number"),
        .imagePositionPatient: (.ds, "Image Position (Patient)"),
        .frameOfReferenceUID: (.ui, "Frame of Reference UID"),
        .imageComments: (.lt, "Image Comments"),
        .planePositionSequence: (.sq, "Plane Position Sequence"),
        .dimensionOrganizationType: (.cs, "Dimension Organization Type"),
        .samplesPerPixel: (.us, "Samples per Pixel"),
        .photometricInterpretation: (.cs, "Photometric Interpretation"),
        .planarConfiguration: (.us, "Planar Configuration"),
        .numberOfFrames: (.is, "Number of Frames"),
        .frameIncrementPointer: (.at, "Frame Increment Pointer"),
        .rows: (.us, "Rows"),
        .columns: (.us, "Columns"),
        .pixelSpacing: (.ds, "Pixel Spacing"),
        .bitsAllocated: (.us, "Bits Allocated"),
        .bitsStored: (.us, "Bits Stored"),
        .highBit: (.us, "High Bit"),
        .pixelRepresentation: (.us, "Pixel Representation"),
        .smallestImagePixelValue: (.us, "Smallest Image Pixel Value"),
        .largestImagePixelValue: (.us, "Largest Image Pixel Value"),
        .smallestPixelValueInSeries: (.us, "Smallest Pixel Value in Series"),
        .largestPixelValueInSeries: (.us, "Largest Pixel Value in Series"),
        .smallestImagePixelValueInPlane: (.us, "Smallest Image Pixel Value in Plane"),
        .largestImagePixelValueInPlane: (.us, "Largest Image Pixel Value in Plane"),
        .pixelPaddingValue: (.us, "Pixel Padding Value"),
        .pixelPaddingRangeLimit: (.us, "Pixel Padding Range Limit"),
        .floatPixelPaddingValue: (.fl, "Float Pixel Padding Value"),
        .doubleFloatPixelPaddingValue: (.fd, "Double Float Pixel Padding Value"),
        .burnedInAnnotation: (.cs, "Burned In Annotation"),
        .recognizableVisualFeatures: (.cs, "Recognizable Visual Features"),
        .pixelSpacingCalibrationType: (.cs, "Pixel Spacing Calibration Type"),
        .windowCenter: (.ds, "Window Center"),
        .windowWidth: (.ds, "Window Width"),
        .rescaleIntercept: (.ds, "Rescale Intercept"),
        .rescaleSlope: (.ds, "Rescale Slope"),
        .rescaleType: (.lo, "Rescale Type"),
        .voilutFunction: (.cs, "VOI LUT Function"),
        .redPaletteColorLookupTableDescriptor: (.us, "Red Palette Color Lookup Table Descriptor"),
        .greenPaletteColorLookupTableDescriptor: (
            .us, "Green Palette Color Lookup Table Descriptor"
        ),
        .bluePaletteColorLookupTableDescriptor: (.us, "Blue Palette Color Lookup Table Descriptor"),
        .alphaPaletteColorLookupTableDescriptor: (
            .us, "Alpha Palette Color Lookup Table Descriptor"
        ),
        .paletteColorLookupTableUID: (.ui, "Palette Color Lookup Table UID"),
        .redPaletteColorLookupTableData: (.ow, "Red Palette Color Lookup Table Data"),
        .greenPaletteColorLookupTableData: (.ow, "Green Palette Color Lookup Table Data"),
        .bluePaletteColorLookupTableData: (.ow, "Blue Palette Color Lookup Table Data"),
        .alphaPaletteColorLookupTableData: (.ow, "Alpha Palette Color Lookup Table Data"),
        .segmentedRedPaletteColorLookupTableData: (
            .ow, "Segmented Red Palette Color Lookup Table Data"
        ),
        .segmentedGreenPaletteColorLookupTableData: (
            .ow, "Segmented Green Palette Color Lookup Table Data"
        ),
        .segmentedBluePaletteColorLookupTableData: (
            .ow, "Segmented Blue Palette Color Lookup Table Data"
        ),
        .segmentedAlphaPaletteColorLookupTableData: (
            .ow, "Segmented Alpha Palette Color Lookup Table Data"
        ),
        .iccProfile: (.ob, "ICC Profile"),
        .lossyImageCompression: (.cs, "Lossy Image Compression"),
        .lossyImageCompressionRatio: (.ds, "Lossy Image Compression Ratio"),
        .lossyImageCompressionMethod: (.cs, "Lossy Image Compression Method"),
        .modalityLUTSequence: (.sq, "Modality LUT Sequence"),
        .lutDescriptor: (.us, "LUT Descriptor"),
        .lutExplanation: (.lo, "LUT Explanation"),
        .modalityLUTType: (.lo, "Modality LUT Type"),
        .lutData: (.us, "LUT Data"),
        .voilutSequence: (.sq, "VOI LUT Sequence"),
        .frameVOILUTSequence: (.sq, "Frame VOI LUT Sequence"),
        .pixelValueTransformationSequence: (.sq, "Pixel Value Transformation Sequence"),
        .purposeOfReferenceCodeSequence: (.sq, "Purpose of Reference Code Sequence"),
        .contentSequence: (.sq, "Content Sequence"),
        .encapsulatedDocument: (.ob, "Encapsulated Document"),
        .mimeTypeOfEncapsulatedDocument: (.lo, "MIME Type of Encapsulated Document"),
        .graphicAnnotationSequence: (.sq, "Graphic Annotation Sequence"),
        .iconImageSequence: (.sq, "Icon Image Sequence"),
        .referencedSOPInstanceMACSequence: (.sq, "Referenced SOP Instance MAC Sequence"),
        .originalAttributesSequence: (.sq, "Original Attributes Sequence"),
        .presentationLUTShape: (.cs, "Presentation LUT Shape"),
        .macParametersSequence: (.sq, "MAC Parameters Sequence"),
        .sharedFunctionalGroupsSequence: (.sq, "Shared Functional Groups Sequence"),
        .perFrameFunctionalGroupsSequence: (.sq, "Per-Frame Functional Groups Sequence"),
        .waveformSequence: (.sq, "Waveform Sequence"),
        .overlayRows: (.us, "Overlay Rows"),
        .overlayColumns: (.us, "Overlay Columns"),
        .numberOfFramesInOverlay: (.is, "Number of Frames in Overlay"),
        .overlayDescription: (.lo, "Overlay Description"),
        .overlayType: (.cs, "Overlay Type"),
        .overlaySubtype: (.lo, "Overlay Subtype"),
        .overlayOrigin: (.ss, "Overlay Origin"),
        .imageFrameOrigin: (.us, "Image Frame Origin"),
        .overlayBitsAllocated: (.us, "Overlay Bits Allocated"),
        .overlayBitPosition: (.us, "Overlay Bit Position"),
        .overlayLabel: (.lo, "Overlay Label"),
        .overlayData: (.ob, "Overlay Data"),
        .overlayComments: (.lt, "Overlay Comments"),
        .extendedOffsetTable: (.ov, "Extended Offset Table"),
        .extendedOffsetTableLengths: (.ov, "Extended Offset Table Lengths"),
        .encapsulatedPixelDataValueTotalLength: (.uv, "Encapsulated Pixel Data Value Total Length"),
        .floatPixelData: (.of, "Float Pixel Data"),
        .doubleFloatPixelData: (.od, "Double Float Pixel Data"),
        .pixelData: (.ob, "Pixel Data"),
        .digitalSignaturesSequence: (.sq, "Digital Signatures Sequence"),
        .dataSetTrailingPadding: (.ob, "Data Set Trailing Padding"),
    ]
}
