// The objects that run, by the number that the library hands to every handler.
using System;
using System.Collections.Concurrent;
using System.Threading;

namespace PortSIP
{
    // A number, not a reference: a handler that comes late finds nothing, whatever became of the object.
    static class Objects
    {
        static readonly ConcurrentDictionary<IntPtr, PortSIPLib> Running = new ConcurrentDictionary<IntPtr, PortSIPLib>();
        static int last;

        static Objects()
        {
            // A native thread must not call into a runtime, or a domain of it, that is going away.
            AppDomain.CurrentDomain.ProcessExit += (sender, arguments) => EndAll();
            AppDomain.CurrentDomain.DomainUnload += (sender, arguments) => EndAll();
        }

        // A number that no object had before.
        internal static IntPtr NextContext()
        {
            return new IntPtr(Interlocked.Increment(ref last));
        }

        internal static void Add(IntPtr context, PortSIPLib sdk)
        {
            Running[context] = sdk;
        }

        internal static void Remove(IntPtr context)
        {
            PortSIPLib removed;
            Running.TryRemove(context, out removed);
        }

        internal static PortSIPLib Find(IntPtr context)
        {
            PortSIPLib sdk;
            return Running.TryGetValue(context, out sdk) ? sdk : null;
        }

        static void EndAll()
        {
            foreach (PortSIPLib sdk in Running.Values)
                sdk.unInitialize();
        }
    }
}
