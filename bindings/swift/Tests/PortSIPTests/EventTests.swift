import Foundation
@testable import PortSIP
import Testing

@Suite(.serialized) struct EventTests {
    @Test(arguments: eventSamples.indices)
    func anEventComesWithItsValues(number: Int) async throws {
        let phone = try Phone()
        var stream = phone.lib.events.makeAsyncIterator()
        phone.raise(number)
        try await phone.recorder.count(1)
        #expect(phone.recorder.events == [eventSamples[number]])
        #expect(await stream.next() == eventSamples[number])
    }

    @Test func thereAreNoMoreEvents() throws {
        let phone = try Phone()
        #expect(phone.lib.raise(eventSamples.count - 1) == 0)
        #expect(phone.lib.raise(eventSamples.count) < 0)
    }

    @Test func listenerAndEachStreamGetAllInOrder() async throws {
        let phone = try Phone()
        let streams = [phone.lib.events, phone.lib.events]
        for number in eventSamples.indices {
            phone.raise(number, times: 20)
        }
        let expected = eventSamples.flatMap { Array(repeating: $0, count: 20) }
        try await phone.recorder.count(expected.count)
        phone.lib.unInitialize()
        #expect(phone.recorder.events == expected)
        for stream in streams {
            let received = await stream.reduce(into: []) { $0.append($1) }
            #expect(received == expected)
        }
    }

    @Test func aStreamMayKeepTheNewestOnly() async throws {
        let phone = try Phone()
        let stream = phone.lib.events(bufferingPolicy: .bufferingNewest(1))
        for number in eventSamples.indices {
            phone.raise(number)
        }
        try await phone.recorder.count(eventSamples.count)
        phone.lib.unInitialize()
        let received = await stream.reduce(into: []) { $0.append($1) }
        #expect(received == [eventSamples[eventSamples.count - 1]])
    }

    @Test func aThousandEventsASecondAreDelivered() async throws {
        let phone = try Phone()
        let stream = phone.lib.events
        let clock = ContinuousClock()
        let start = clock.now
        phone.raise(9, times: 1000)
        try await phone.recorder.count(1000)
        #expect(clock.now - start < .seconds(1))
        phone.lib.unInitialize()
        #expect(await stream.reduce(0) { count, _ in count + 1 } == 1000)
    }

    @Test func aListenerIsNotKeptAlive() async throws {
        let lib = PortSIPLib()
        try #require(lib.startOnLoopback() == 0)
        var listener: Recorder? = Recorder()
        lib.callbackEvents = listener
        #expect(lib.callbackEvents === listener)
        var stream = lib.events.makeAsyncIterator()
        #expect(lib.raise(9) == 0)
        try await listener?.count(1)
        #expect(await stream.next() == eventSamples[9])
        weak var gone = listener
        listener = nil
        // The event thread may hold it until its handler has returned.
        let limit = ContinuousClock.now + patience
        while gone != nil && ContinuousClock.now < limit {
            await Task.yield()
        }
        #expect(gone == nil)
        #expect(lib.callbackEvents == nil)
        #expect(lib.raise(11) == 0)
        #expect(await stream.next() == eventSamples[11])
    }

    @Test func theListenerMayChangeWhileEventsFly() async throws {
        let lib = PortSIPLib()
        try #require(lib.startOnLoopback() == 0)
        let listeners = (0..<4).map { _ in Recorder() }
        var stream = lib.events.makeAsyncIterator()
        lib.callbackEvents = listeners[0]
        #expect(lib.raise(9, times: 1000) == 0)
        for turn in 0..<1000 {
            lib.callbackEvents = listeners[turn % listeners.count]
            _ = await stream.next()
        }
        lib.unInitialize()
        #expect(listeners.map(\.events.count).reduce(0, +) == 1000)
        #expect(listeners.allSatisfy { $0.events.allSatisfy { $0 == eventSamples[9] } })
    }

    @Test func eachObjectHasItsOwnEvents() async throws {
        let phones = [try Phone(), try Phone(), try Phone()]
        for _ in 0..<100 {
            for (number, phone) in phones.enumerated() {
                phone.raise(number)
            }
        }
        for (number, phone) in phones.enumerated() {
            try await phone.recorder.count(100)
            phone.lib.unInitialize()
            #expect(phone.recorder.events == Array(repeating: eventSamples[number], count: 100))
        }
    }
}
