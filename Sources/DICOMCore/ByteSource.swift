import Glibc

/// Bytes that do not change: a mapped file, or memory.
///
/// A file that shrinks while it is mapped ends the process with SIGBUS. Codecs and readers run in
/// a worker process, where that is one failed instance.
@safe package final class ByteSource: Sendable {
    package let count: Int
    /// Of the mapped file; its owner keeps it open.
    package let fileDescriptor: Int32?
    // Never written after init and freed in deinit only, so that any thread may read it.
    private nonisolated(unsafe) let base: UnsafeRawPointer

    /// Maps a regular file read-only. The descriptor stays the caller's.
    /// - Throws: `unreadable` where it is no regular file or cannot be mapped.
    package init(fileDescriptor: Int32) throws(DICOMError) {
        var status = stat()
        guard unsafe fstat(fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw DICOMError(code: .unreadable)
        }
        self.count = Int(status.st_size)
        self.fileDescriptor = fileDescriptor
        guard count > 0 else {
            unsafe self.base = UnsafeRawPointer(
                UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 16))
            return
        }
        let mapping = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, fileDescriptor, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
            throw DICOMError(code: .unreadable)
        }
        unsafe self.base = UnsafeRawPointer(mapping)
    }

    /// A copy of `bytes`.
    package init(_ bytes: [UInt8]) {
        count = bytes.count
        fileDescriptor = nil
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, bytes.count), alignment: 16)
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe memory.copyMemory(from: start, byteCount: buffer.count)
        }
        unsafe base = UnsafeRawPointer(memory)
    }

    deinit {
        if fileDescriptor != nil && count > 0 {
            unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
        } else {
            unsafe base.deallocate()
        }
    }

    /// Lends bytes of the source.
    /// - Precondition: `range` lies in `0..<count`.
    package func withBytes<R, E: Error>(
        in range: Range<Int>, _ body: (RawSpan) throws(E) -> R
    ) throws(E) -> R {
        check(range)
        // The span cannot leave the closure, and self outlives the call.
        let buffer = unsafe UnsafeRawBufferPointer(
            start: base + range.lowerBound, count: range.count)
        return try unsafe body(buffer.bytes)
    }

    /// Lends bytes to C. The pointer must not leave `body`.
    /// - Precondition: `range` lies in `0..<count`.
    package func withUnsafeBytes<R, E: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        check(range)
        return try unsafe body(
            UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A copy of some bytes.
    /// - Precondition: `range` lies in `0..<count`.
    package func bytes(in range: Range<Int>) -> [UInt8] {
        check(range)
        return unsafe [UInt8](
            UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// Gives the memory of whole pages back; they are read again from the file when asked for.
    package func discardPages(in range: Range<Int>) {
        check(range)
        guard fileDescriptor != nil, count > 0 else { return }
        let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        let start = (range.lowerBound + pageSize - 1) / pageSize * pageSize
        let end = range.upperBound == count ? count : range.upperBound / pageSize * pageSize
        guard start < end else { return }
        // A hint on pages of a private mapping that nothing wrote to: their content stays.
        _ = unsafe madvise(
            UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
    }

    /// One byte.
    /// - Precondition: the offset lies in `0..<count`.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count)
        return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func unsigned16(at offset: Int, isBigEndian: Bool) -> UInt16 {
        precondition(offset >= 0 && count - offset >= 2)
        let value = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    @inline(__always)
    func unsigned32(at offset: Int, isBigEndian: Bool) -> UInt32 {
        precondition(offset >= 0 && count - offset >= 4)
        let value = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    @inline(__always)
    func tag(at offset: Int, isBigEndian: Bool) -> Tag {
        Tag(
            unsigned16(at: offset, isBigEndian: isBigEndian),
            unsigned16(at: offset + 2, isBigEndian: isBigEndian))
    }

    private func check(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside source")
    }
}
