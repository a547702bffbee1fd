// Application domains are unloaded while events of an object in them fly, as Unity's editor and hosts of .NET Framework
// do. .NET has one domain only.
using PortSIP;
using System;
using System.Runtime.InteropServices;
using System.Threading;

static class Domain
{
    const int InviteTrying = 3;

    static int Main()
    {
        for (int round = 0; round < 3; round++)
        {
            AppDomain domain = AppDomain.CreateDomain("phone");
            Type type = typeof(Guest);
            IntPtr handle = ((Guest)domain.CreateInstanceAndUnwrap(type.Assembly.FullName, type.FullName)).Start();
            var raising = new Thread(() =>
            {
                while (PortSIPXTest_raise(handle, InviteTrying, 10) == 0)
                {
                }
            });
            raising.IsBackground = true;
            raising.Start();
            AppDomain.Unload(domain);
            if (!raising.Join(20000))
            {
                Console.WriteLine("FAILED: the object outlives its domain");
                return 1;
            }
        }
        Console.WriteLine("passed");
        return 0;
    }

    [DllImport("portsip_sdk", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int PortSIPXTest_raise(IntPtr libSDK, int number, int times);

    // Starts an object in the domain, and forgets it.
    sealed class Guest : MarshalByRefObject
    {
        internal IntPtr Start()
        {
            var listener = new Listener();
            var sdk = new PortSIPLib(listener);
            int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
                null, 1, null, 1, 1, null, null, false);
            if (code != 0)
                throw new InvalidOperationException("not started: " + code);
            PortSIPXTest_raise(sdk.Handle, InviteTrying, 1);
            listener.Told.WaitOne();
            return sdk.Handle;
        }
    }

    sealed class Listener : SIPCallbackEventsBase
    {
        internal readonly ManualResetEvent Told = new ManualResetEvent(false);

        public override int onInviteTrying(int sessionId)
        {
            Told.Set();
            return 0;
        }
    }
}
