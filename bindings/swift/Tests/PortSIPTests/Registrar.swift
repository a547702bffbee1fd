// A registrar that gives every request the same answer, or none.

import Foundation
@testable import PortSIP

#if canImport(Glibc)
    import Glibc
    private let datagrams = Int32(SOCK_DGRAM.rawValue)
#else
    import Darwin
    private let datagrams = SOCK_DGRAM
#endif

final class Registrar: Sendable {
    let port: Int32
    let requests = Locked(0)
    private let socketNumber: Int32

    init(status: String?) throws {
        let number = socket(AF_INET, datagrams, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutableBytes(of: &address) { bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            return bind(number, address, size) == 0 && getsockname(number, address, &size) == 0
        }
        guard number >= 0, bound else { throw TookTooLong(description: "no socket") }
        socketNumber = number
        port = Int32(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [requests] in
            Self.serve(number, status, requests)
        }
    }

    deinit {
        shutdown(socketNumber, Int32(SHUT_RDWR))
    }

    /// Answers until the socket is shut down, and closes it.
    private static func serve(_ number: Int32, _ status: String?, _ requests: Locked<Int>) {
        defer { close(number) }
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            var peer = sockaddr_storage()
            var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let received = withUnsafeMutableBytes(of: &peer) { bytes in
                recvfrom(number, &buffer, buffer.count, 0, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
            }
            if received <= 0 { return }
            let lines = String(decoding: buffer[..<received], as: UTF8.self).components(separatedBy: "\r\n")
            guard lines[0].hasPrefix("REGISTER ") else { continue }
            requests.withLock { $0 += 1 }
            guard let status else { continue }
            let copied = lines.dropFirst().filter { line in
                ["Via:", "From:", "To:", "Call-ID:", "CSeq:", "Contact:", "Expires:"].contains(where: line.hasPrefix)
            }
            let headers = copied.map { $0.hasPrefix("To:") ? $0 + ";tag=registrar" : $0 }
            let answer = (["SIP/2.0 \(status)"] + headers + ["Content-Length: 0", "", ""]).joined(separator: "\r\n")
            _ = withUnsafeMutableBytes(of: &peer) { bytes in
                sendto(number, answer, answer.utf8.count, 0, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, size)
            }
        }
    }
}
