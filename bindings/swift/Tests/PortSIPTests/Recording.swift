// A listener's memory, and waiting for what it is told.

import Foundation
@testable import PortSIP

/// How long anything may take, on a busy machine too.
let patience = Duration.seconds(30)

struct TookTooLong: Error, CustomStringConvertible {
    let description: String
}

/// What `Recorder` is told, in order.
class RecorderBase: @unchecked Sendable {
    private struct Waiting {
        let found: @Sendable ([SIPEvent]) -> SIPEvent?
        let continuation: CheckedContinuation<SIPEvent?, Never>
    }

    private struct Notes {
        var events: [SIPEvent] = []
        var waiting: [Int: Waiting] = [:]
        var last = 0
        var reaction: (@Sendable (SIPEvent) -> Void)?
    }

    private let notes = Locked(Notes())

    var events: [SIPEvent] {
        notes.withLock { $0.events }
    }

    /// Runs inside each event, before it is noted.
    func react(_ reaction: (@Sendable (SIPEvent) -> Void)?) {
        notes.withLock { $0.reaction = reaction }
    }

    func note(_ event: SIPEvent) {
        notes.withLock { $0.reaction }?(event)
        let met = notes.withLock { notes in
            notes.events.append(event)
            let met = notes.waiting.compactMap { key, waiting in
                waiting.found(notes.events).map { (key, waiting.continuation, $0) }
            }
            met.forEach { notes.waiting[$0.0] = nil }
            return met
        }
        met.forEach { $0.1.resume(returning: $0.2) }
    }

    /// The first event that matches, which may have come already.
    @discardableResult
    func first(_ what: String, _ matches: @escaping @Sendable (SIPEvent) -> Bool) async throws -> SIPEvent {
        try await wait(for: what) { $0.first(where: matches) }
    }

    /// The first of those after `skipped` that matches.
    func first(
        _ what: String, from skipped: Int, _ matches: @escaping @Sendable (SIPEvent) -> Bool
    ) async throws -> SIPEvent {
        try await wait(for: what) { $0.dropFirst(skipped).first(where: matches) }
    }

    /// Waits until there are as many events.
    func count(_ count: Int) async throws {
        _ = try await wait(for: "event number \(count)") { $0.count >= count ? $0.last : nil }
    }

    private func wait(
        for what: String,
        found: @escaping @Sendable ([SIPEvent]) -> SIPEvent?
    ) async throws -> SIPEvent {
        let key = notes.withLock { notes in
            notes.last += 1
            return notes.last
        }
        let limit = Task { [notes] in
            try await Task.sleep(for: patience)
            let waiting = notes.withLock { $0.waiting.removeValue(forKey: key) }
            waiting?.continuation.resume(returning: nil)
        }
        defer { limit.cancel() }
        let event = await withCheckedContinuation { continuation in
            let known: SIPEvent? = notes.withLock { notes in
                if let known = found(notes.events) { return known }
                notes.waiting[key] = Waiting(found: found, continuation: continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
        guard let event else { throw TookTooLong(description: "\(what) did not come; there were \(events.count) events, the last \(events.suffix(5))") }
        return event
    }
}
