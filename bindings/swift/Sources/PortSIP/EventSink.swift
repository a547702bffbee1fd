// Where the events of an object go.

import Foundation

/// What an asynchronous method waits for: an event, or what the program itself has ended, which raises none.
enum Signal: Sendable {
    case event(SIPEvent)
    case hungUp(sessionId: Int32)
    case unregistered
}

/// The listener and the streams of one ``PortSIPLib``.
final class EventSink: Sendable {
    /// The sinks of the objects that run, by the context their handlers get.
    static let registry = Registry<EventSink>()

    private struct Receivers {
        weak var listener: (any SIPCallbackEvents)?
        var last = 0
        var streams: [Int: AsyncStream<SIPEvent>.Continuation] = [:]
        var waiting: [Int: AsyncStream<Signal>.Continuation] = [:]
    }

    private let receivers = Locked(Receivers())
    /// Held while the object starts: a peer may be quicker than the library returns the handle, and the handler of that
    /// event wants to call methods.
    private let starting = NSLock()

    /// What a function of the table does with the event that it has made.
    static func deliver(_ context: UnsafeMutableRawPointer?, _ event: SIPEvent) {
        registry.object(of: context)?.deliver(event)
    }

    var listener: (any SIPCallbackEvents)? {
        get { receivers.withLock { $0.listener } }
        set { receivers.withLock { $0.listener = newValue } }
    }

    /// Runs what starts the object; events wait until it has returned.
    func start<Outcome>(_ body: () -> Outcome) -> Outcome {
        starting.lock()
        defer { starting.unlock() }
        return body()
    }

    /// The streams first: the listener may end the object, and this event is the last then.
    private func deliver(_ event: SIPEvent) {
        starting.lock()
        starting.unlock()
        let (listener, streams, waiting) = receivers.withLock {
            ($0.listener, Array($0.streams.values), Array($0.waiting.values))
        }
        streams.forEach { $0.yield(event) }
        waiting.forEach { $0.yield(.event(event)) }
        if let listener {
            event.deliver(to: listener)
        }
    }

    /// Runs what ends something, and tells those who waited before it began where that returns 0.
    func ending(_ signal: Signal, _ body: () -> Int32) -> Int32 {
        let waiting = receivers.withLock { Array($0.waiting.values) }
        let code = body()
        if code == 0 {
            waiting.forEach { $0.yield(signal) }
        }
        return code
    }

    /// The object has ended: every stream does.
    func finish() {
        let (streams, waiting) = receivers.withLock { receivers in
            defer {
                receivers.streams = [:]
                receivers.waiting = [:]
            }
            return (Array(receivers.streams.values), Array(receivers.waiting.values))
        }
        streams.forEach { $0.finish() }
        waiting.forEach { $0.finish() }
    }

    /// A stream of the events from now on.
    func events(bufferingPolicy: AsyncStream<SIPEvent>.Continuation.BufferingPolicy) -> AsyncStream<SIPEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: SIPEvent.self, bufferingPolicy: bufferingPolicy)
        let key = add(continuation, to: \.streams)
        continuation.onTermination = { [weak self] _ in
            self?.receivers.withLock { _ = $0.streams.removeValue(forKey: key) }
        }
        return stream
    }

    /// A stream of the signals from now on.
    func signals() -> AsyncStream<Signal> {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
        let key = add(continuation, to: \.waiting)
        continuation.onTermination = { [weak self] _ in
            self?.receivers.withLock { _ = $0.waiting.removeValue(forKey: key) }
        }
        return stream
    }

    private func add<Stream>(_ stream: Stream, to place: WritableKeyPath<Receivers, [Int: Stream]>) -> Int {
        receivers.withLock { receivers in
            receivers.last += 1
            receivers[keyPath: place][receivers.last] = stream
            return receivers.last
        }
    }
}
