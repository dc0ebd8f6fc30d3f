// swift-tools-version: 6.2
import PackageDescription

// Continuous integration builds with PIXREDACT_STRICT=1: a warning there is an error.
let isStrict = Context.environment["PIXREDACT_STRICT"] == "1"

let swiftSettings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .strictMemorySafety(),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// A stage of the engine: a Swift target with the settings that all of them share.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

/// A C library of the system, found by pkg-config; `apt` is its Debian package.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "pixredact",
    products: [
        .library(name: "PixelRedaction", targets: ["PixelRedaction"]),
        .executable(name: "pixredact", targets: ["pixredact"]),
        .executable(name: "pixredact-worker", targets: ["pixredact-worker"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C: libraries of the system, and the shims that setjmp, macros or big structs demand.
        library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        library("CLibJPEG", pkgConfig: "libjpeg", apt: "libjpeg-dev"),
        library("CCharLS", pkgConfig: "charls", apt: "libcharls-dev"),
        library("COpenJPEG", pkgConfig: "libopenjp2", apt: "libopenjp2-7-dev"),
        library("CTesseract", pkgConfig: "tesseract", apt: "libtesseract-dev"),
        library("CLeptonica", pkgConfig: "lept", apt: "libleptonica-dev"),
        .target(name: "CJPEG", dependencies: ["CLibJPEG"]),
        // GDCM's copy of libjpeg for 12 bits; Debian: libgdcm-dev, which has no pkg-config file.
        .target(
            name: "CJPEG12", dependencies: ["CJPEG"],
            linkerSettings: [.linkedLibrary("gdcmjpeg12")]),
        .target(name: "CJPEG2000", dependencies: ["COpenJPEG"]),
        .target(name: "CJPEGLossless"),
        .target(name: "COpenJPH", linkerSettings: [.linkedLibrary("openjph")]),
        .target(name: "CElementDictionary"),
        .target(name: "CMaskLibrary"),
        .target(name: "CNameLexicon"),
        .target(name: "CPixelKernels"),
        .target(name: "CSystemCalls"),

        // Stages, in the order the data moves; none of them up to PixelPainting links a codec.
        stage("Raster"),
        stage("RedactionReport", ["Raster"]),
        stage("RedactionPolicy", ["Raster", "RedactionReport"]),
        stage("LinearPatterns"),
        stage("DICOMCore", ["CDeflate", "CSystemCalls"]),
        stage("InstanceIdentity", ["DICOMCore", "RedactionPolicy", "RedactionReport"]),
        stage(
            "KnownMasks",
            [
                "CMaskLibrary", "DICOMCore", "LinearPatterns", "Raster", "RedactionPolicy",
                "RedactionReport",
            ]),
        stage("DICOMPixelData", ["DICOMCore", "Raster", "CPixelKernels"]),
        stage(
            "PixelPainting",
            [
                "DICOMCore", "DICOMPixelData", "KnownMasks", "Raster", "RedactionPolicy",
                "RedactionReport", crypto,
            ]),
        stage(
            "ImageCodecs",
            [
                "Raster", "CCharLS", "CDeflate", "CJPEG", "CJPEG12", "CJPEG2000", "CJPEGLossless",
                "COpenJPH", "CPixelKernels",
            ]),
        stage(
            "FrameCoding",
            ["DICOMCore", "DICOMPixelData", "ImageCodecs", "PixelPainting", "Raster"]),
        stage("TextSynthesis", ["Raster"]),
        stage("TextDetection", ["Raster", "CPixelKernels"]),
        stage("BarcodeDetection", ["Raster", "CPixelKernels", "TextDetection"]),
        stage("TextRecognition", ["Raster"]),
        stage(
            "TesseractRecognition",
            ["Raster", "TextDetection", "TextRecognition", "CTesseract", "CLeptonica"]),
        stage(
            "PHIClassification",
            [
                "CNameLexicon", "LinearPatterns", "Raster", "RedactionPolicy", "RedactionReport",
                "TextRecognition",
            ]),
        stage(
            "PixelRedaction",
            [
                "BarcodeDetection", "CLeptonica", "CSystemCalls", "DICOMCore", "DICOMPixelData",
                "FrameCoding", "ImageCodecs", "InstanceIdentity", "KnownMasks",
                "PHIClassification", "PixelPainting", "Raster", "RedactionPolicy",
                "RedactionReport",
                "TesseractRecognition", "TextDetection", "TextRecognition", "TextSynthesis", crypto,
            ]),

        // Processes: the parent links no codec, the worker links everything.
        stage("WorkerProtocol", ["CSystemCalls", "Raster", "RedactionPolicy", "RedactionReport"]),
        stage(
            "BatchProcessing",
            [
                "CSystemCalls", "DICOMCore", "DICOMPixelData", "InstanceIdentity", "PixelPainting",
                "Raster", "RedactionPolicy", "RedactionReport", "WorkerProtocol", crypto, logging,
            ]),
        stage(
            "ConfigurationFiles",
            ["LinearPatterns", "PHIClassification", "RedactionPolicy", "RedactionReport", yams]),
        stage(
            "MaskFiles",
            [
                "CElementDictionary", "ConfigurationFiles", "DICOMCore", "KnownMasks",
                "LinearPatterns", "Raster", "RedactionReport",
            ]),
        stage(
            "PixredactCommandLine",
            [
                "BatchProcessing", "ConfigurationFiles", "DICOMCore", "DICOMPixelData",
                "KnownMasks", "MaskFiles", "PixelPainting", "Raster", "RedactionPolicy",
                "RedactionReport", "WorkerProtocol", argumentParser, logging,
            ]),
        .executableTarget(
            name: "pixredact", dependencies: ["PixredactCommandLine"],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "pixredact-worker",
            dependencies: [
                "DICOMCore", "PixelPainting", "PixelRedaction", "Raster", "RedactionPolicy",
                "RedactionReport", "TesseractRecognition", "TextDetection", "WorkerProtocol",
            ],
            path: "Sources/pixredact-worker", swiftSettings: swiftSettings),

        // Compiles models/masks for scripts/embed-masks.
        .executableTarget(
            name: "mask-library-compiler", dependencies: ["MaskFiles"],
            path: "Sources/mask-library-compiler", swiftSettings: swiftSettings),
        .target(
            name: "TestSupport",
            dependencies: ["DICOMCore", "Raster", "TextDetection", "TextSynthesis"],
            path: "Tests/TestSupport", swiftSettings: swiftSettings),
        // A worker that does what the first word of its input says, for the tests of the parent.
        .executableTarget(
            name: "TestWorker",
            dependencies: ["Raster", "RedactionPolicy", "RedactionReport", "WorkerProtocol"],
            path: "Tests/TestWorker", swiftSettings: swiftSettings),
        // Decodes, repaints and damages frames in process, for scripts/bench and scripts/fuzz.
        .executableTarget(
            name: "codec-bench",
            dependencies: [
                "DICOMCore", "FrameCoding", "PixelPainting", "Raster", "RedactionPolicy",
                "TestSupport",
            ],
            path: "Tests/CodecBench", swiftSettings: swiftSettings),
        // Judges lines of text in process, for scripts/bench.
        .executableTarget(
            name: "classification-bench",
            dependencies: [
                "DICOMCore", "InstanceIdentity", "PHIClassification", "Raster", "RedactionPolicy",
                "RedactionReport", "TextRecognition",
            ],
            path: "Tests/ClassificationBench", swiftSettings: swiftSettings),
        tests("RasterTests", ["Raster"]),
        tests("RedactionReportTests", ["Raster", "RedactionReport"]),
        tests("RedactionPolicyTests", ["Raster", "RedactionPolicy", "RedactionReport"]),
        tests("DICOMCoreTests", ["DICOMCore", "TestSupport"]),
        tests(
            "InstanceIdentityTests",
            ["DICOMCore", "InstanceIdentity", "RedactionPolicy", "RedactionReport", "TestSupport"]),
        tests("LinearPatternsTests", ["LinearPatterns"]),
        tests(
            "KnownMasksTests",
            [
                "DICOMCore", "KnownMasks", "Raster", "RedactionPolicy", "RedactionReport",
                "TestSupport",
            ]),
        tests(
            "MaskFilesTests",
            ["DICOMCore", "KnownMasks", "MaskFiles", "Raster", "RedactionReport", "TestSupport"]),
        tests("DICOMPixelDataTests", ["DICOMCore", "DICOMPixelData", "Raster", "TestSupport"]),
        tests(
            "PixelPaintingTests",
            [
                "DICOMCore", "DICOMPixelData", "KnownMasks", "PixelPainting", "Raster",
                "RedactionPolicy", "RedactionReport", "TestSupport",
            ]),
        tests(
            "ImageCodecsTests", ["CJPEG", "ImageCodecs", "Raster", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests(
            "FrameCodingTests",
            [
                "DICOMCore", "DICOMPixelData", "FrameCoding", "ImageCodecs", "PixelPainting",
                "Raster", "RedactionPolicy", "TestSupport", crypto,
            ]),
        tests("TextSynthesisTests", ["Raster", "TextSynthesis"]),
        tests(
            "TextDetectionTests", ["Raster", "TextDetection", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests(
            "BarcodeDetectionTests",
            ["BarcodeDetection", "Raster", "TestSupport", "TextDetection", "TextSynthesis"]),
        tests(
            "TextRecognitionTests", ["Raster", "TestSupport", "TextRecognition", "TextSynthesis"]),
        tests(
            "TesseractRecognitionTests",
            [
                "Raster", "TesseractRecognition", "TextDetection", "TestSupport",
                "TextRecognition", "TextSynthesis",
            ]),
        tests(
            "PHIClassificationTests",
            [
                "PHIClassification", "Raster", "RedactionPolicy", "RedactionReport",
                "TextRecognition",
            ]),
        tests(
            "PixelRedactionTests",
            [
                "DICOMCore", "DICOMPixelData", "FrameCoding", "ImageCodecs", "KnownMasks",
                "PHIClassification", "PixelPainting", "PixelRedaction", "Raster",
                "RedactionPolicy", "RedactionReport", "TesseractRecognition", "TestSupport",
                "TextDetection", "TextRecognition",
            ]),
        tests(
            "BatchProcessingTests",
            [
                "BatchProcessing", "CSystemCalls", "DICOMCore", "KnownMasks", "Raster",
                "RedactionPolicy",
                "RedactionReport", "TestSupport", "TestWorker", "WorkerProtocol", logging,
            ]),
        tests(
            "ConfigurationFilesTests", ["ConfigurationFiles", "RedactionPolicy", "RedactionReport"]),
        tests(
            "PixredactCommandLineTests",
            [
                "BatchProcessing", "ConfigurationFiles", "DICOMCore", "KnownMasks", "MaskFiles",
                "PixredactCommandLine", "Raster", "RedactionPolicy", "RedactionReport",
                "TestSupport", "TestWorker", "pixredact", argumentParser,
            ]),
        tests(
            "EndToEndTests",
            [
                "BatchProcessing", "DICOMCore", "Raster", "RedactionReport", "TestSupport",
                "pixredact", "pixredact-worker",
            ]),
    ],
    cLanguageStandard: .gnu11,
    cxxLanguageStandard: .cxx17
)
