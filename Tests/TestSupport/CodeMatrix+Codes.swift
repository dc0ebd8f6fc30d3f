/// Codes of invented ids as matrices of modules, drawn by `CodePainter`.
///
/// Made with other people's encoders: QR and Micro QR by segno 1.6.6,
/// `segno.make("PID 0012345;MUSTER", version=2, error="m")` and `segno.make_micro("0012345")`; all
/// others by zxing-cpp 3.1.1,
/// `zxingcpp.create_barcode(text, format).to_image(scale=1, add_quiet_zones=False)`.
extension CodeMatrix {
    package static let qrCode = CodeMatrix(
        columns: 25, rowHeight: 1,
        rows: [
            "fe24bf8", "8242a08", "ba892e8", "ba71ae8", "ba9eae8", "82de208", "feaabf8",
            "0019000", "4aaeda0", "59cadc8", "a2971e0", "e054c60", "632ca20", "acb2d88",
            "1e730e0", "2125070", "e79efe8", "008d898", "fe51ae0", "82328f8", "bac8fe8",
            "ba5f218", "ba6a270", "82e1f70", "fe3b5f8",
        ])

    package static let microQRCode = CodeMatrix(
        columns: 13, rowHeight: 1,
        rows: [
            "fea8", "8290", "bac8", "ba38", "ba68", "82a8", "fe78", "0000", "e7f8", "0e20",
            "d4d0", "6418", "f3f8",
        ])

    /// The text is `PID 0012345`.
    package static let aztec = CodeMatrix(
        columns: 15, rowHeight: 1,
        rows: [
            "14c4", "985a", "308e", "bff8", "9012", "97d4", "145a", "b55e", "f458", "f7d6",
            "901e", "1ff8", "4526", "06ee", "5416",
        ])

    /// The text is `PID 0012345`.
    package static let pdf417 = CodeMatrix(
        columns: 103, rowHeight: 3,
        rows: [
            "ff547d5f350c1bb08f5787f452", "ff547ea3b4f9df1daf5207f452",
            "ff54757e3abf14cf8ea3f7f452", "ff546bcfb41610c64af3c7f452",
            "ff5475c331741f9d2f5ce7f452", "ff547af43f6e57dc6ebe87f452",
            "ff5474efba27186d8d3bc7f452", "ff547d2c35ec1c9c6afdc7f452",
        ])

    /// The text is `PID0012345`.
    package static let code128 = CodeMatrix(
        columns: 123, rowHeight: 40,
        rows: [
            "d21ddb115889d977b3676ebb1b7b1d6"
        ])

    /// The text is `P12345`.
    package static let code39 = CodeMatrix(
        columns: 103, rowHeight: 40,
        rows: [
            "96d5b4b4ad656d95535b4d52da"
        ])

    /// The text is `00123450`.
    package static let itf = CodeMatrix(
        columns: 81, rowHeight: 40,
        rows: [
            "aae38ba2b8ee8a3ae22e8"
        ])

    /// The text is `001234500012`.
    package static let ean13 = CodeMatrix(
        columns: 95, rowHeight: 40,
        rows: [
            "a34c937a8d8ab972e59b650a"
        ])

    /// The text is `A00123450B`.
    package static let codabar = CodeMatrix(
        columns: 102, rowHeight: 40,
        rows: [
            "b255354d5952d955a5a954d258"
        ])

}
