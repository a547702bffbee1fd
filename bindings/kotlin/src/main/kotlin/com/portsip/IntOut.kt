/** A number that a function gives back beside its result. */
package com.portsip

/** Receives a number. It keeps its [value] when the function fails. */
class IntOut(
    /** The number. */
    @JvmField var value: Int = 0,
)
