// Sound in a file: made, read, and measured.

import Foundation

struct Wave {
    let samples: [Int16]
    let rate: Int

    init(samples: [Int16], rate: Int) {
        self.samples = samples
        self.rate = rate
    }

    /// A sine of half the full scale.
    init(tone: Double, seconds: Double, rate: Int) {
        samples = (0..<Int(seconds * Double(rate))).map {
            Int16(16000 * sin(2 * .pi * tone * Double($0) / Double(rate)))
        }
        self.rate = rate
    }

    /// A mono WAV file of 16 bits.
    init(contentsOf path: String) throws {
        let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        func number(_ place: Int, _ size: Int) -> Int {
            (0..<size).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) }
        }
        var place = 12
        var (rate, samples) = (0, [Int16]())
        while place + 8 <= file.count {
            let (name, size) = (String(decoding: file[place..<place + 4], as: UTF8.self), number(place + 4, 4))
            if name == "fmt " {
                precondition(number(place + 8, 2) == 1 && number(place + 10, 2) == 1 && number(place + 22, 2) == 16)
                rate = number(place + 12, 4)
            } else if name == "data" {
                samples = (0..<size / 2).map { Int16(truncatingIfNeeded: number(place + 8 + 2 * $0, 2)) }
            }
            place += 8 + size + size % 2
        }
        self.init(samples: samples, rate: rate)
    }

    func write(to path: String) throws {
        var file = Data("RIFF".utf8)
        func put<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { file.append(contentsOf: $0) }
        }
        put(UInt32(36 + 2 * samples.count))
        file.append(Data("WAVEfmt ".utf8))
        put(UInt32(16))
        put(UInt16(1))
        put(UInt16(1))
        put(UInt32(rate))
        put(UInt32(2 * rate))
        put(UInt16(2))
        put(UInt16(16))
        file.append(Data("data".utf8))
        put(UInt32(2 * samples.count))
        samples.forEach { put($0) }
        try file.write(to: URL(fileURLWithPath: path))
    }

    var seconds: Double {
        Double(samples.count) / Double(rate)
    }

    /// How much of the energy is at a frequency, from 0 to 1: the median of pieces of 40 ms that are not
    /// silent. A busy machine makes gaps, which the library conceals; they are few.
    func share(of frequency: Double) -> Double {
        let size = rate / 25
        var shares: [Double] = []
        for start in stride(from: 0, through: samples.count - size, by: size) {
            let piece = samples[start..<start + size].map(Double.init)
            let energy = piece.reduce(0) { $0 + $1 * $1 }
            if energy / Double(size) < 1000 * 1000 { continue }
            var (real, imaginary) = (0.0, 0.0)
            for (place, sample) in piece.enumerated() {
                let angle = 2 * Double.pi * frequency * Double(place) / Double(rate)
                real += sample * cos(angle)
                imaginary += sample * sin(angle)
            }
            shares.append(2 * (real * real + imaginary * imaginary) / (energy * Double(size)))
        }
        return shares.isEmpty ? 0 : shares.sorted()[shares.count / 2]
    }
}
