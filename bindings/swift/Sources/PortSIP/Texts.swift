// Texts and bytes between Swift and C.

/// A SIP message as it was on the wire.
public struct SIPMessage: Sendable, Hashable, CustomStringConvertible {
    /// Its exact bytes, which may be anything that the other side sent.
    public let bytes: [UInt8]

    /// A message of these bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A message of this text.
    public init(text: String) {
        bytes = Array(text.utf8)
    }

    /// The message as text; what is not UTF-8 shows as U+FFFD.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The same as ``text``.
    public var description: String {
        text
    }
}

/// A text that C gives.
func text(at start: UnsafePointer<CChar>?) -> String {
    guard let start else { return "" }
    return String(cString: start)
}

/// Bytes that C gives.
func bytes(at start: UnsafePointer<UInt8>?, _ count: some BinaryInteger) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
}

/// Lets C write a text into a buffer, a larger one where it does not fit, and takes it over on success.
func receiveText(into text: inout String, _ write: (UnsafeMutablePointer<CChar>, Int32) -> Int32) -> Int32 {
    let sizeMax = 1 << 16
    var size = 1 << 10
    while true {
        var received: String?
        let code = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
            guard let start = buffer.baseAddress else { return PortSIP_Errors.ECoreBufferTooSmall.rawValue }
            buffer.initialize(repeating: 0)
            let code = write(start, Int32(size))
            if code >= 0 {
                received = String(cString: start)
            }
            return code
        }
        if let received {
            text = received
        }
        if code != PortSIP_Errors.ECoreBufferTooSmall.rawValue || size >= sizeMax {
            return code
        }
        size = sizeMax
    }
}
