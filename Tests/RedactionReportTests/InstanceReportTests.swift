import Foundation
import Raster
import RedactionReport
import Testing

@Suite struct InstanceReportTests {
    private func object(_ report: InstanceReport) throws -> [String: Any] {
        let data = try JSONEncoder().encode(report)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func everyKeyOfTheContractIsWritten() throws {
        let keys = try object(InstanceReport(path: "a.dcm", status: .failed)).keys.sorted()
        #expect(
            keys == [
                "boxes", "digests", "image", "milliseconds", "notes", "output", "painted", "path",
                "reason", "schema", "status", "verification",
            ])
    }

    @Test func imageKeysAreTheContracts() throws {
        var report = InstanceReport(path: "a.dcm", status: .noText)
        report.image = ImageSummary()
        let image = try #require(try object(report)["image"] as? [String: Any])
        #expect(
            image.keys.sorted() == [
                "bits_stored", "columns", "frames", "manufacturer", "modality", "model",
                "photometric_interpretation", "rows", "sop_class_uid", "sop_instance_uid",
                "transfer_syntax_uid",
            ])
    }

    @Test func aReportSurvivesItsOwnJSON() throws {
        var report = InstanceReport(
            path: "a.dcm", status: .held,
            reason: Reason(code: .residualText, message: "2 regions are left"))
        report.boxes = [
            ReportedBox(
                box: PixelBox(x: 1, y: 2, width: 3, height: 4), frames: FrameSelection([0...9]),
                plane: .overlay(group: 0x6002), sources: [.tesseract], score: 0.5,
                decision: .review)
        ]
        report.painted = [PaintedArea(box: PixelBox(x: 0, y: 0, width: 8, height: 8))]
        report.verification = VerificationSummary(outsideIdentical: true)
        report.milliseconds = StageTimes()
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(InstanceReport.self, from: data) == report)
    }

    @Test func aHandMadeBoxNeedsOnlyItsRectangle() throws {
        let json = Data(#"{"x":1,"y":2,"width":3,"height":4}"#.utf8)
        let box = try JSONDecoder().decode(ReportedBox.self, from: json)
        #expect(box.decision == .redact)
        #expect(box.plane == .pixelData)
        #expect(box.frames == .all)
    }

    @Test(arguments: ["pixel_data", "overlay:6002", "icon", "nested:(0008,1140)/0"])
    func planeNamesRoundTrip(name: String) throws {
        #expect(try #require(Plane(name: name)).name == name)
    }

    @Test(arguments: ["", "overlay:7fe0", "overlay:", "pixels"])
    func otherPlaneNamesAreRefused(name: String) {
        #expect(Plane(name: name) == nil)
    }
}
