import Foundation
@testable import PortSIP
import Testing

@Suite(.serialized) struct LifeTests {
    /// Methods of every shape answer, and nothing happens.
    private func isRefused(_ lib: PortSIPLib) -> Bool {
        let null = PortSIP_Errors.ECoreSDKObjectNull.rawValue
        var header = "untouched"
        lib.removeUser()
        lib.clearAudioCodec()
        lib.muteMicrophone(mute: true)
        lib.unInitialize()
        let codes = [
            lib.setUser("somebody"),
            lib.call(callTo: "sip:x@127.0.0.1", sendSdp: true, videoCall: false),
            lib.hangUp(sessionId: 1),
            lib.getMicVolume(),
            lib.getLocalSIPPort(),
            lib.addAudioCodec(codecType: .AUDIOCODEC_PCMU),
            lib.getSipMessageHeaderValue(sipMessage: "m", headerName: "h", headerValue: &header),
            lib.sendPcmStreamToRemote(sessionId: 1, data: [0, 0]),
            lib.sendPcmStreamToRemote(sessionId: 1, samples: [0]),
            lib.enableAudioStreamCallback(
                sessionId: 1,
                enable: true,
                callbackMode: .DIRECTION_SEND,
                callbackHandler: { _ in }
            ),
        ]
        return codes.allSatisfy { $0 == null } && header == "untouched" && lib.isAudioCodecEmpty()
    }

    @Test func beforeItStartsAndAfterItHasEndedMethodsRefuse() throws {
        let lib = PortSIPLib()
        #expect(isRefused(lib))
        for _ in 0..<3 {
            try #require(lib.startOnLoopback() == 0)
            #expect(lib.getLocalSIPPort() > 0)
            #expect(lib.enableInbandDtmfDetection(state: false) == 0)
            lib.unInitialize()
            #expect(isRefused(lib))
        }
    }

    @Test func itStartsOnceAtATime() throws {
        let lib = PortSIPLib()
        try #require(lib.startOnLoopback() == 0)
        #expect(lib.startOnLoopback() == PortSIP_Errors.ECoreAlreadyInitialized.rawValue)
        #expect(lib.getLocalSIPPort() > 0)
        #expect(lib.enableAudioRed(level: 1) == 0)
        #expect(lib.enableAudioRed(level: 3) == PortSIP_Errors.ECoreArgumentIncorrect.rawValue)
    }

    @Test func whatCannotStartSaysWhy() throws {
        let lib = PortSIPLib()
        #expect(lib.startOnLoopback(port: 70000) == PortSIP_Errors.ECorePortOutOfRange.rawValue)
        let foreign = lib.initialize(transportType: .TRANSPORT_UDP, localIp: "192.0.2.1", localSIPPort: 0)
        #expect(foreign == PortSIP_Errors.ECoreNetworkInterfaceUnavailable.rawValue)
        let missing = lib.initialize(transportType: .TRANSPORT_UDP, localIp: nil, localSIPPort: 0)
        #expect(missing == PortSIP_Errors.ECoreArgumentNull.rawValue)
        let other = PortSIPLib()
        try #require(other.startOnLoopback() == 0)
        let taken = lib.startOnLoopback(port: other.getLocalSIPPort())
        #expect(taken == PortSIP_Errors.ECoreAddUdpTransportFailure.rawValue)
        #expect(lib.startOnLoopback() == 0)
    }

    @Test func theLastReferenceEndsIt() async throws {
        var lib: PortSIPLib? = PortSIPLib()
        try #require(lib?.startOnLoopback() == 0)
        let port = try #require(lib?.getLocalSIPPort())
        let events = try #require(lib?.events)
        weak var gone = lib
        lib = nil
        #expect(gone == nil)
        #expect(await events.reduce(0) { count, _ in count + 1 } == 0)
        #expect(PortSIPLib().startOnLoopback(port: port) == 0)
    }

    @Test func nothingIsToldAfterTheEnd() async throws {
        for _ in 0..<10 {
            let phone = try Phone()
            let stream = phone.lib.events
            phone.raise(9, times: 100_000)
            try await phone.recorder.count(10)
            phone.lib.unInitialize()
            let told = phone.recorder.events.count
            let streamed = await stream.reduce(0) { count, _ in count + 1 }
            #expect(streamed == told)
            // An event of another object takes long enough for a late one of this.
            let other = try Phone()
            other.raise(11)
            try await other.recorder.count(1)
            #expect(phone.recorder.events.count == told)
        }
    }

    @Test func itStartsAgainOnlyAfterItsEnd() async throws {
        let phone = try Phone()
        let stream = phone.lib.events
        let mayReturn = DispatchSemaphore(value: 0)
        let isHandling = Locked(false)
        phone.recorder.react { _ in
            isHandling.withLock { $0 = true }
            mayReturn.wait()
        }
        phone.raise(9)
        let limit = ContinuousClock.now + patience
        while !isHandling.withLock({ $0 }) && ContinuousClock.now < limit {
            await Task.yield()
        }
        let ended = Locked(false)
        Thread.detachNewThread { [lib = phone.lib] in
            lib.unInitialize()
            ended.withLock { $0 = true }
        }
        while phone.lib.getMicVolume() >= 0 {
            await Task.yield()
        }
        #expect(phone.lib.startOnLoopback() == PortSIP_Errors.ECoreAlreadyInitialized.rawValue)
        // It is another's to end it, and what happens until then is told.
        phone.lib.unInitialize()
        mayReturn.signal()
        #expect(await stream.reduce(0) { count, _ in count + 1 } == phone.recorder.events.count)
        while !ended.withLock({ $0 }) && ContinuousClock.now < limit {
            await Task.yield()
        }
        #expect(phone.lib.startOnLoopback() == 0)
    }

    @Test func itMayEndInsideAnEvent() async throws {
        let phone = try Phone()
        let stream = phone.lib.events
        phone.recorder.react { [lib = phone.lib] _ in
            lib.unInitialize()
            #expect(lib.getMicVolume() == PortSIP_Errors.ECoreSDKObjectNull.rawValue)
        }
        phone.raise(9, times: 1000)
        let received = await stream.reduce(into: []) { $0.append($1) }
        #expect(received == [eventSamples[9]])
        try await phone.recorder.count(1)
        #expect(phone.recorder.events.count == 1)
    }

    @Test func itMayStartAgainInsideAnEvent() async throws {
        let phone = try Phone()
        phone.recorder.react { [lib = phone.lib, recorder = phone.recorder] _ in
            recorder.react(nil)
            lib.unInitialize()
            #expect(lib.startOnLoopback() == 0)
        }
        phone.raise(9)
        try await phone.recorder.count(1)
        phone.raise(11)
        try await phone.recorder.count(2)
        #expect(phone.recorder.events == [eventSamples[9], eventSamples[11]])
    }

    @Test func theLastReferenceMayGoInsideAnEvent() async throws {
        let recorder = Recorder()
        let kept = Locked<PortSIPLib?>(PortSIPLib(callbackEvents: recorder))
        try #require(kept.withLock { $0?.startOnLoopback() } == 0)
        let stream = try #require(kept.withLock { $0?.events })
        recorder.react { _ in
            let last = kept.withLock { kept in
                defer { kept = nil }
                return kept
            }
            withExtendedLifetime(last) {}
        }
        #expect(kept.withLock { $0?.raise(9, times: 10_000) } == 0)
        let received = await stream.reduce(0) { count, _ in count + 1 }
        #expect(received >= 1)
        try await recorder.count(received)
        #expect(recorder.events.count == received)
    }

    @Test func methodsMayBeCalledInsideEvents() async throws {
        let phone = try Phone()
        let wrong = Locked(0)
        phone.recorder.react { [lib = phone.lib] _ in
            var address = ""
            let right =
                lib.setMicVolume(volume: 17) == 0
                && lib.getMicVolume() == 17
                && lib.getNICNums() > 0
                && lib.getLocalIpAddress(index: 0, ip: &address) == 0
                && !address.isEmpty
                && lib.hangUp(sessionId: 99) == PortSIP_Errors.ECoreInviteSessionNotFound.rawValue
                && lib.startOnLoopback() == PortSIP_Errors.ECoreAlreadyInitialized.rawValue
            if !right { wrong.withLock { $0 += 1 } }
        }
        for number in eventSamples.indices {
            phone.raise(number)
        }
        try await phone.recorder.count(eventSamples.count)
        phone.lib.unInitialize()
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test func manyTasksMayUseItWhileItStartsAndEnds() async throws {
        let recorder = Recorder()
        let lib = PortSIPLib(callbackEvents: recorder)
        let unexpected = Locked<[Int32]>([])
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for turn in 0..<200 {
                        let code =
                            switch (task + turn) % 6 {
                            case 0: lib.setMicVolume(volume: 255)
                            case 1: min(lib.getMicVolume(), 0)
                            case 2: lib.raise(9, times: 10)
                            case 3: lib.setSpeakerVolume(volume: 255)
                            case 4: min(lib.getLocalSIPPort(), 0)
                            default: min(lib.getNICNums(), 0)
                            }
                        let allowed: [PortSIP_Errors] = [.ECoreSDKObjectNull, .ECoreNotInitialized]
                        if code != 0 && !allowed.map(\.rawValue).contains(code) {
                            unexpected.withLock { $0.append(code) }
                        }
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                for _ in 0..<10 {
                    let code = lib.startOnLoopback()
                    if code != 0 { unexpected.withLock { $0.append(code) } }
                    await Task.yield()
                    lib.unInitialize()
                }
            }
        }
        #expect(unexpected.withLock { $0 } == [])
        #expect(recorder.events.allSatisfy { $0 == eventSamples[9] })
    }
}
