import CTesseract
package import Raster
package import TextDetection
package import TextRecognition

/// The one owner of a Tesseract handle. An engine belongs to one thread; start the process with
/// `OMP_THREAD_LIMIT=1`, since Tesseract's own threads cost four times the processor time.
@safe package struct TesseractEngine: ~Copyable {
    private let handle: OpaquePointer

    /// - Parameter language: a language of the installed data, which the library finds itself
    ///   (its compiled-in folder, or `TESSDATA_PREFIX`).
    /// - Throws: `unavailable` when the library or the language's data cannot be used.
    package init(language: String = "eng") throws(TextDetectionError) {
        guard let handle = unsafe TessBaseAPICreate() else {
            throw TextDetectionError(code: .unavailable, message: "tesseract did not start")
        }
        // Progress notes go to stderr unless they have another file to go to.
        _ = unsafe TessBaseAPISetVariable(handle, "debug_file", "/dev/null")
        guard unsafe TessBaseAPIInit2(handle, nil, language, OEM_LSTM_ONLY) == 0 else {
            unsafe TessBaseAPIDelete(handle)
            throw TextDetectionError(
                code: .unavailable,
                message: "tesseract found no usable language data for '\(language)'")
        }
        unsafe self.handle = handle
    }

    /// An engine for lines of text in one or several languages.
    ///
    /// - Throws: `unavailable`, with its name, where a language's data is missing.
    package init(readingLinesIn languages: [String]) throws(TextDetectionError) {
        let engine = try TesseractEngine(language: languages.joined(separator: "+"))
        // The library goes on without a language that it does not find.
        let loaded = engine.loadedLanguages
        for language in languages where !loaded.contains(language) {
            throw TextDetectionError(
                code: .unavailable,
                message: "tesseract found no usable language data for '\(language)'")
        }
        // What else each character may be, as the network saw it.
        _ = unsafe TessBaseAPISetVariable(engine.handle, "lstm_choice_mode", "2")
        // Marks of print, which devices do not write, though a smeared letter may look like one.
        _ = unsafe TessBaseAPISetVariable(
            engine.handle, "tessedit_char_blacklist", Self.marksOfPrint)
        self = engine
    }

    private static let marksOfPrint = "©®™¥€£¢§«»“”‘’„—•"

    private var loadedLanguages: [String] {
        unsafe Self.texts(TessBaseAPIGetLoadedLanguagesAsVector(handle))
    }

    /// Names of the installed data of languages and scripts.
    var installedLanguages: [String] {
        unsafe Self.texts(TessBaseAPIGetAvailableLanguagesAsVector(handle))
    }

    /// - Parameter list: ends with NULL; is let go.
    private static func texts(
        _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> [String] {
        guard let list = unsafe list else { return [] }
        defer { unsafe TessDeleteTextArray(list) }
        var texts: [String] = []
        while let text = unsafe list[texts.count] { texts.append(unsafe String(cString: text)) }
        return texts
    }

    deinit {
        unsafe TessBaseAPIDelete(handle)
    }

    /// Version of the library, as it names itself.
    package static var version: String {
        // The string is static storage of the library.
        unsafe TessVersion().map { unsafe String(cString: $0) } ?? ""
    }

    /// The words that Tesseract reads in `image`, each with its confidence. The same image gives
    /// the same words, whatever was read before it.
    ///
    /// - Parameter triesInverted: whether lines that read badly are read inverted too: light on dark
    ///   is found either way, but reads badly.
    /// - Throws: `failed` when the library gives up.
    package mutating func words(
        in image: GrayImage, triesInverted: Bool = true
    ) throws(TextDetectionError) -> [TextWord] {
        defer { unsafe TessBaseAPIClear(handle) }
        try recognize(image, PSM_SPARSE_TEXT, triesInverted: triesInverted)
        return recognizedWords()
    }

    /// What a crop of one line says.
    ///
    /// - Throws: `failed` when the library gives up.
    package mutating func line(in image: GrayImage) throws(TextDetectionError) -> RecognizedLine {
        defer { unsafe TessBaseAPIClear(handle) }
        try recognize(image, PSM_SINGLE_LINE, triesInverted: false)
        return unsafe RecognizedLine(resultsOf: handle)
    }

    /// Has the library read `image`; the results wait in `handle`.
    private mutating func recognize(
        _ image: GrayImage, _ segmentation: TessPageSegMode, triesInverted: Bool
    ) throws(TextDetectionError) {
        guard let width = Int32(exactly: image.width), let height = Int32(exactly: image.height),
            width > 0, height > 0, width <= Self.maximumSide, height <= Self.maximumSide
        else {
            throw TextDetectionError(
                code: .failed,
                message: "an image of \(image.width) x \(image.height) pixels cannot be read")
        }
        // What earlier images taught the classifier must not change what is seen in this one.
        unsafe TessBaseAPIClearAdaptiveClassifier(handle)
        unsafe TessBaseAPISetPageSegMode(handle, segmentation)
        // 0.7 is the library's own value: lines that read with less confidence are inverted.
        _ = unsafe TessBaseAPISetVariable(handle, "invert_threshold", triesInverted ? "0.7" : "0")
        // The library copies the pixels before the call returns.
        unsafe image.pixels.withUnsafeBufferPointer { pixels in
            unsafe TessBaseAPISetImage(handle, pixels.baseAddress, width, height, 1, width)
        }
        // There is no resolution to know; without one the library writes a warning for every image.
        unsafe TessBaseAPISetSourceResolution(handle, Self.assumedResolution)
        guard unsafe TessBaseAPIRecognize(handle, nil) == 0 else {
            throw TextDetectionError(code: .failed, message: "tesseract could not read an image")
        }
    }

    /// Tesseract counts pixels in 16 bits.
    package static let maximumSide: Int32 = 32_767
    /// Dots an inch; the lowest that the library takes without complaint.
    private static let assumedResolution: Int32 = 70

    private func recognizedWords() -> [TextWord] {
        // No iterator means that there was nothing to read.
        guard let iterator = unsafe TessBaseAPIGetIterator(handle) else { return [] }
        defer { unsafe TessResultIteratorDelete(iterator) }
        // A view of the result iterator, which owns it.
        guard let page = unsafe TessResultIteratorGetPageIterator(iterator) else { return [] }
        var words: [TextWord] = []
        repeat {
            var left: Int32 = 0
            var top: Int32 = 0
            var right: Int32 = 0
            var bottom: Int32 = 0
            guard
                unsafe TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom)
                    != 0
            else { continue }
            let box = PixelBox(x: Int(left), y: Int(top), maxX: Int(right), maxY: Int(bottom))
            let confidence = unsafe Double(TessResultIteratorConfidence(iterator, RIL_WORD)) / 100
            words.append(
                TextWord(
                    box: box, confidence: min(max(confidence, 0), 1),
                    text: unsafe text(of: iterator)))
        } while unsafe TessResultIteratorNext(iterator, RIL_WORD) != 0
        return words
    }

    private func text(of iterator: OpaquePointer) -> String {
        guard let text = unsafe TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { return "" }
        defer { unsafe TessDeleteText(text) }
        return unsafe String(cString: text)
    }
}
