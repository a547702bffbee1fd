// What the contexts given to C stand for.

/// Objects by a number, which C gets as its context.
///
/// A context is a number and no address: one that comes late, after its object has ended, stands for nothing and is
/// dropped. So nothing has to be kept alive until the library's threads are gone, which an end inside a handler
/// does not wait for.
final class Registry<Object: Sendable>: Sendable {
    private struct Objects {
        var last: UInt = 0
        var known: [UInt: Object] = [:]
    }

    private let objects = Locked(Objects())

    /// Takes an object in; its number is never used again.
    func add(_ object: Object) -> UInt {
        objects.withLock { objects in
            objects.last += 1
            objects.known[objects.last] = object
            return objects.last
        }
    }

    func remove(_ number: UInt) {
        // Let go of outside the lock: it may be the last reference.
        _ = objects.withLock { $0.known.removeValue(forKey: number) }
    }

    /// The object of a context that C hands back.
    func object(of context: UnsafeMutableRawPointer?) -> Object? {
        objects.withLock { $0.known[UInt(bitPattern: context)] }
    }

    /// What C gets for a number.
    static func context(of number: UInt) -> UnsafeMutableRawPointer? {
        UnsafeMutableRawPointer(bitPattern: number)
    }
}
