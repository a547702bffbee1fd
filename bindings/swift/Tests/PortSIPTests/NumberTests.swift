import PortSIP
import Testing

@Suite struct NumberTests {
    @Test func theLibraryLoadsAndTellsItsVersion() {
        #expect(PortSIPLib.version.wholeMatch(of: /\d+\.\d+\.\d+.*/) != nil)
        #expect(PortSIPLib().getVersion() == PortSIPLib.version)
    }

    @Test func everyErrorHasItsNumberAndItsName() {
        for (error, name, number) in errorSamples {
            #expect(error.rawValue == number)
            #expect(error.name == name)
            #expect(error.meaning?.isEmpty == false)
            #expect("\(error)".hasPrefix("\(name) (\(number)): "))
        }
        #expect(PortSIP_Errors.all.count == errorSamples.count)
        #expect(PortSIP_Errors.all.first == .ECoreAlreadyInitialized)
    }

    @Test func everyOtherNumberIsThatOfC() {
        for (name, value, number) in numberSamples {
            #expect(value == number, "\(name)")
        }
    }

    @Test func anUnknownCodeIsANumber() {
        let unknown = PortSIP_Errors(rawValue: -5)
        #expect(unknown.name == nil)
        #expect("\(unknown)" == "-5")
        #expect("\(PortSIPError.refused(statusCode: 486, reason: "Busy"))" == "486 Busy")
    }
}
