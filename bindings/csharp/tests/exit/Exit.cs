// A program that ends without ending its object, while events fly: `exit main` by leaving Main, `exit handler` by
// Environment.Exit in a handler.
using PortSIP;
using System;
using System.Runtime.InteropServices;
using System.Threading;

sealed class Exit : SIPCallbackEventsBase
{
    const int InviteTrying = 3;

    readonly ManualResetEvent told = new ManualResetEvent(false);
    bool exitInHandler;

    static int Main(string[] arguments)
    {
        var program = new Exit { exitInHandler = arguments[0] == "handler" };
        var sdk = new PortSIPLib(program);
        int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, null,
            1, null, 1, 1, null, null, false);
        if (code != 0)
            return 1;
        new Thread(() =>
        {
            while (PortSIPXTest_raise(sdk.Handle, InviteTrying, 100) == 0)
            {
            }
        }) { IsBackground = true }.Start();
        program.told.WaitOne();
        if (program.exitInHandler)
            Thread.Sleep(Timeout.Infinite);
        Console.WriteLine("passed");
        return 0;
    }

    public override int onInviteTrying(int sessionId)
    {
        told.Set();
        if (exitInHandler)
        {
            Console.WriteLine("passed");
            Environment.Exit(0);
        }
        return 0;
    }

    [DllImport("portsip_sdk", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    static extern int PortSIPXTest_raise(IntPtr libSDK, int number, int times);
}
