// What the binding costs: a call down to C, and an event up from it.

import CPortSIPMeasured
import Dispatch
@testable import PortSIP

/// The numbers of events in the table of handlers.
private enum Number {
    static let inviteIncoming: Int32 = 2
    static let inviteConnected: Int32 = 9
}

@main
struct Benchmarks {
    static func main() async {
        let lib = PortSIPLib()
        let code = lib.initialize(
            transportType: .TRANSPORT_UDP,
            localIp: "127.0.0.1",
            localSIPPort: 0,
            audioDeviceLayer: 1
        )
        guard code == 0 else { return print("not started: \(PortSIP_Errors(rawValue: code))") }
        calls(lib)
        for (name, number) in [
            ("inviteConnected, one number", Number.inviteConnected),
            ("inviteIncoming, ten values", Number.inviteIncoming),
        ] {
            told(lib, name, number)
            await streamed(lib, name, number)
        }
    }

    private static func calls(_ lib: PortSIPLib) {
        let handle = lib.handle
        let name = "Zoë 日本 📞 and a longer name"
        compare("getMicVolume", { _ = lib.getMicVolume() }, { _ = PortSIP_getMicVolume(handle) })
        compare(
            "sendDtmf",
            {
                lib.sendDtmf(
                    sessionId: 1,
                    dtmfMethod: .DTMF_RFC2833,
                    code: 5,
                    dtmfDuration: 160,
                    playDtmfTone: false
                )
            },
            { _ = PortSIP_sendDtmf(handle, 1, 0, 5, 160, false) }
        )
        compare(
            "setDisplayName",
            { lib.setDisplayName(displayName: name) },
            { _ = PortSIP_setDisplayName(handle, name) }
        )
    }

    /// The best of several rounds, in nanoseconds a call.
    private static func compare(_ name: String, _ binding: () -> Void, _ direct: () -> Void) {
        let (ours, theirs) = (best(binding), best(direct))
        print("\(name): \(Int(ours)) ns, of which the binding \(Int(ours - theirs)) ns")
    }

    private static func best(_ body: () -> Void) -> Double {
        let count = 100_000
        let rounds = (0..<7).map { _ in
            seconds(ContinuousClock().measure { for _ in 0..<count { body() } }) * 1e9 / Double(count)
        }
        return rounds.min() ?? 0
    }

    private static func told(_ lib: PortSIPLib, _ name: String, _ number: Int32) {
        let count = 100_000
        let counter = Counter(until: count)
        lib.callbackEvents = counter
        let time = ContinuousClock().measure {
            _ = PortSIPXTest_raise(lib.handle, number, Int32(count))
            counter.done.wait()
        }
        lib.callbackEvents = nil
        print("\(name): \(Int(Double(count) / seconds(time))) events/s to a listener")
    }

    private static func streamed(_ lib: PortSIPLib, _ name: String, _ number: Int32) async {
        let count = 100_000
        var events = lib.events.makeAsyncIterator()
        let clock = ContinuousClock()
        let start = clock.now
        _ = PortSIPXTest_raise(lib.handle, number, Int32(count))
        for _ in 0..<count {
            _ = await events.next()
        }
        print("\(name): \(Int(Double(count) / seconds(clock.now - start))) events/s from a stream")
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

/// Counts on the event thread.
private final class Counter: SIPCallbackEvents, @unchecked Sendable {
    let done = DispatchSemaphore(value: 0)
    private var missing: Int

    init(until count: Int) {
        missing = count
    }

    func onInviteConnected(sessionId: Int32) {
        count()
    }

    func onInviteIncoming(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {
        count()
    }

    private func count() {
        missing -= 1
        if missing == 0 { done.signal() }
    }
}
