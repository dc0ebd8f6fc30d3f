extension JPEG2000 {
    /// Whether a comment (COM, ISO/IEC 15444-1 A.9.2) is no more than an encoder's name and version,
    /// or the rates that Kakadu notes: words that are all known, and numbers.
    ///
    /// Nearly every encoder leaves its name; a comment that adds a word of its own may name
    /// somebody.
    ///
    /// - Parameter content: what follows Lcom.
    static func isEncoderName(_ content: ArraySlice<UInt8>) -> Bool {
        // Rcom: 1 is Latin text, 0 binary, which OpenJPEG 1 says of text too.
        guard content.count >= 2, content.first == 0, content[content.startIndex + 1] <= 1 else {
            return false
        }
        var text = content.dropFirst(2)
        while text.last == 0 { text = text.dropLast() }
        let isRates = text.starts(with: ratesTitle.utf8)
        guard text.count <= (isRates ? 4_096 : 256),
            text.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A || $0 == 0x0D })
        else { return false }
        let words = runs(of: text, isLetter)
        let numbers = runs(of: text, isDigit)
        guard words.allSatisfy((isRates ? ratesWords : nameWords).contains) else { return false }
        // As many as "JPEG 2000, 64 bit, 12.34.5678" has. A date of birth takes no more, but would
        // have to call itself a version.
        return isRates || numbers.count <= 6 && numbers.allSatisfy { $0.utf8.count <= 4 }
    }

    private static let ratesTitle = "Kdu-Layer-Info:"

    /// Of Kakadu's table of slopes and lengths by quality layer; "e" is that of 5.2e+04.
    private static let ratesWords: Set<String> = [
        "Kdu", "Layer", "Info", "log", "Delta", "D", "MSE", "squared", "error", "L", "bytes", "e",
        "inf", "nan",
    ]

    /// As they are written: "JasPer" is an encoder, "Jasper" may be a patient.
    private static let nameWords: Set<String> = [
        // What stands round names.
        "Created", "Creator", "created", "by", "Encoder", "Version", "version", "Ver", "ver", "V",
        "v", "r", "a", "b", "rc", "alpha", "beta", "Beta", "with", "bit", "Win", "win", "x", "SDK",
        "Inc", "Corp", "Ltd", "GmbH", "The", "Library", "Codec", "codec", "J", "K", "JP", "JPEG",
        "JPX", "HTJ",
        // Names.
        "OpenJPEG", "OPJViewer", "JPWL", "GDCM", "MDCM", "Kakadu", "JasPer", "JJ", "JAI", "ImageIO",
        "OpenJPH", "Grok", "GrokImageCompression", "LEAD", "LEADTOOLS", "Technologies", "Pegasus",
        "Imaging", "PICTools", "Aware", "Lavc", "FFmpeg", "LuraWave", "LuraTech", "Luratech",
        "AVLT", "AlgoVision", "MathWorks", "Mathworks", "MATLAB", "ImageMagick", "GraphicsMagick",
        "ERDAS", "Comprimato", "nvJPEG", "DCMTK", "CharLS", "Matrox", "Morgan", "IrfanView",
    ]

    private static func runs(
        of text: ArraySlice<UInt8>, _ isPart: (UInt8) -> Bool
    ) -> [String] {
        text.split { !isPart($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
