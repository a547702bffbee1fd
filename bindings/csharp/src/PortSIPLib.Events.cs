// How an event gets from the library to the listener.
using System;
using System.Threading;

namespace PortSIP
{
    public partial class PortSIPLib
    {
        // The object of a handler, or null where it has ended.
        internal static PortSIPLib Find(IntPtr context)
        {
            return Objects.Find(context);
        }

        // Tells an event here or in the context that was asked for.
        internal void Deliver(IntPtr origin, string name, Func<SIPCallbackEvents, int> tell)
        {
            // The first events may come while initialize has not returned.
            if (handle == IntPtr.Zero)
                lock (gate)
                {
                }
            SynchronizationContext target = EventContext;
            if (target == null)
                Invoke(name, tell);
            else
                Post(target, origin, name, tell);
        }

        // Tells it now. No exception leaves, for native code is the caller.
        internal int Invoke(string name, Func<SIPCallbackEvents, int> tell)
        {
            try
            {
                return tell(listener);
            }
            catch (Exception exception)
            {
                Report(new HandlerExceptionEventArgs(name, exception));
                return 0;
            }
        }

        void Post(SynchronizationContext target, IntPtr origin, string name, Func<SIPCallbackEvents, int> tell)
        {
            // What is posted may run after the object has ended.
            SendOrPostCallback told = state =>
            {
                if (Find(origin) == this)
                    Invoke(name, tell);
            };
            try
            {
                target.Post(told, null);
            }
            catch (Exception exception)
            {
                Report(new HandlerExceptionEventArgs(name, exception));
            }
        }

        void Report(HandlerExceptionEventArgs arguments)
        {
            try
            {
                EventHandler<HandlerExceptionEventArgs> handlers = HandlerException;
                if (handlers != null)
                    handlers(this, arguments);
                else
                    Console.Error.WriteLine("PortSIP: {0} threw {1}", arguments.EventName, arguments.Exception);
            }
            catch (Exception)
            {
                // Nobody is left to be told.
            }
        }
    }
}
