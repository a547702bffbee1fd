/** Sound files of the tests: making a tone, and measuring one. */
package com.portsip

import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.PI
import kotlin.math.cos
import kotlin.math.sin
import kotlin.math.sqrt

/** 16-bit mono sound. */
class Wav(private val rate: Int, private val samples: ShortArray) {
    val seconds: Double get() = samples.size.toDouble() / rate

    /** The root of the mean square, 1 being full scale. */
    val level: Double get() = sqrt(samples.sumOf { it.toDouble() * it } / samples.size) / Short.MAX_VALUE

    /** The loudest part of a length. */
    fun loudest(seconds: Double): Wav {
        val length = (seconds * rate).toInt()
        val starts = 0..samples.size - length step rate / 20
        return starts.map { Wav(rate, samples.copyOfRange(it, it + length)) }.maxBy { it.level }
    }

    /** How much of the power is at a frequency. */
    fun share(hertz: Double): Double {
        var real = 0.0
        var imaginary = 0.0
        for ((place, sample) in samples.withIndex()) {
            val angle = 2 * PI * hertz * place / rate
            real += sample * cos(angle)
            imaginary += sample * sin(angle)
        }
        val power = samples.sumOf { it.toDouble() * it } / samples.size
        return 2 * (real * real + imaginary * imaginary) / samples.size / samples.size / power
    }

    fun write(file: File) {
        val buffer = ByteBuffer.allocate(44 + 2 * samples.size).order(ByteOrder.LITTLE_ENDIAN)
        buffer.put("RIFF".toByteArray()).putInt(36 + 2 * samples.size).put("WAVEfmt ".toByteArray()).putInt(16)
        buffer.putShort(1).putShort(1).putInt(rate).putInt(2 * rate).putShort(2).putShort(16)
        buffer.put("data".toByteArray()).putInt(2 * samples.size)
        samples.forEach { buffer.putShort(it) }
        file.writeBytes(buffer.array())
    }

    companion object {
        fun tone(hertz: Double, seconds: Double, rate: Int = 16000): Wav {
            val sample = { place: Int -> (10000 * sin(2 * PI * hertz * place / rate)).toInt().toShort() }
            return Wav(rate, ShortArray((seconds * rate).toInt(), sample))
        }

        /** Reads a mono file, chunk by chunk. */
        fun read(file: File): Wav {
            val buffer = ByteBuffer.wrap(file.readBytes()).order(ByteOrder.LITTLE_ENDIAN)
            var rate = 0
            buffer.position(12)
            while (true) {
                val name = ByteArray(4).also { buffer.get(it) }.decodeToString()
                val length = buffer.getInt()
                val start = buffer.position()
                if (name == "fmt ") {
                    check(buffer.getShort(start) == 1.toShort() && buffer.getShort(start + 2) == 1.toShort())
                    rate = buffer.getInt(start + 4)
                }
                if (name == "data") return Wav(rate, ShortArray(length / 2) { buffer.getShort(start + 2 * it) })
                buffer.position(start + length)
            }
        }
    }
}
