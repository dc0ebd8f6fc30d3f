import KnownMasks

/// The lines of a label that say where.
enum DeidCoordinates {
    enum Form: String {
        case coordinates
        case keepcoordinates
        /// As CTP writes them: x, y, width, height.
        case ctpcoordinates
        case ctpkeepcoordinates

        var kind: MaskArea.Kind {
            switch self {
            case .coordinates, .ctpcoordinates: .blank
            case .keepcoordinates, .ctpkeepcoordinates: .keep
            }
        }

        var hasCorners: Bool { self == .coordinates || self == .keepcoordinates }
    }

    struct Failure: Error {
        var code: MaskFinding.Code
        var detail: String
    }

    static func area(_ form: Form, _ text: String) throws(Failure) -> MaskArea {
        if text.lowercased() == "all" { return MaskArea(form.kind, .all) }
        if form.hasCorners, text.lowercased().hasPrefix("from:") {
            let name = text.dropFirst(5).trimmed
            guard name == "SequenceOfUltrasoundRegions" else {
                throw Failure(
                    code: .notExpressible,
                    detail: "expected from:SequenceOfUltrasoundRegions, found from:\(name)")
            }
            return MaskArea(form.kind, .ultrasoundRegions)
        }
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.trimmed)
        }
        guard numbers.count == 4, let x = numbers[0], let y = numbers[1], let third = numbers[2],
            let fourth = numbers[3]
        else {
            throw malformed("expected four numbers (\(order(form))), found \(text)")
        }
        guard numbers.allSatisfy({ (0...PlainRectangle.mostPixels).contains($0 ?? -1) }) else {
            throw malformed("expected numbers of pixels from 0 on, found \(text)")
        }
        // xmax and ymax are the first behind the rectangle, as deid's ctpcoordinates makes them of a width.
        let width = form.hasCorners ? third - x : third
        let height = form.hasCorners ? fourth - y : fourth
        guard width > 0, height > 0 else {
            throw malformed("expected a rectangle with pixels (\(order(form))), found \(text)")
        }
        return MaskArea(
            form.kind,
            .rectangle(MaskRectangle(x: x, y: y, width: .pixels(width), height: .pixels(height))))
    }

    private static func order(_ form: Form) -> String {
        form.hasCorners ? "xmin,ymin,xmax,ymax" : "x,y,width,height"
    }

    private static func malformed(_ detail: String) -> Failure {
        Failure(code: .malformedRegion, detail: detail)
    }
}
