// How objects begin and end, and what wrong use gives.
using PortSIP.Testing;
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading;

namespace PortSIP.Tests
{
    [TestFixture]
    class LifeTests
    {
        // The number of an event in the library's table, for Phone.Raise.
        const int InviteTrying = 3;

        [Test]
        public void TellsItsVersion()
        {
            using (var sdk = new PortSIPLib(new RecordingListener()))
                for (int i = 0; i < 1000; i++)
                    Assert.AreEqual(3, sdk.getVersion().Split('.').Length, sdk.getVersion());
        }

        [Test]
        public void NeedsAListener()
        {
            try
            {
                new PortSIPLib(null);
            }
            catch (ArgumentNullException)
            {
                return;
            }
            Assert.Fail("no listener, no exception");
        }

        [Test]
        public void RefusesASecondStart()
        {
            using (var phone = new Phone())
                Assert.AreEqual(PortSIP_Errors.ECoreAlreadyInitialized, Phone.Initialize(phone.Sdk));
        }

        [Test]
        public void SaysWhyItDidNotStart()
        {
            using (var phone = new Phone())
            using (var sdk = new PortSIPLib(new RecordingListener()))
            {
                int result = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", phone.Sdk.getLocalSIPPort(),
                    PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, null, 1, null, 1, 1, null, null, false);
                Assert.AreEqual(PortSIP_Errors.ECoreAddUdpTransportFailure, result);
                Assert.AreEqual(IntPtr.Zero, sdk.Handle);
                Assert.AreEqual(0, Phone.Initialize(sdk), "another try");
                Assert.AreEqual(0, sdk.enableAudioRed(1));
                Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, sdk.enableAudioRed(3));
            }
        }

        [Test]
        public void StartsAgainAfterItsEnd()
        {
            using (var phone = new Phone())
                for (int round = 0; round < 3; round++)
                {
                    Assert.AreEqual(0, phone.Raise(InviteTrying));
                    phone.Listener.WaitFor("onInviteTrying", round);
                    phone.Sdk.unInitialize();
                    phone.Sdk.releaseCallbackHandlers();
                    Assert.AreEqual(PortSIP_Errors.ECoreSDKObjectNull, phone.Sdk.hangUp(1));
                    phone.Start();
                }
        }

        [Test]
        public void HandlersMayBeReleasedWhileItRuns()
        {
            using (var phone = new Phone())
            {
                phone.Sdk.releaseCallbackHandlers();
                phone.Sdk.releaseCallbackHandlers();
                Assert.AreEqual(0, phone.Raise(InviteTrying));
                phone.Listener.WaitFor("onInviteTrying");
            }
        }

        [Test]
        public void EveryMethodIsRefusedBeforeTheStart()
        {
            using (var sdk = new PortSIPLib(new RecordingListener()))
                CallEverything(sdk);
        }

        [Test]
        public void EveryMethodIsRefusedAfterTheEnd()
        {
            var phone = new Phone();
            phone.Dispose();
            CallEverything(phone.Sdk);
            Assert.AreEqual(PortSIP_Errors.ECoreSDKObjectNull, Phone.Initialize(phone.Sdk), "initialize");
            Assert.IsTrue(!phone.Sdk.createCallbackHandlers(), "createCallbackHandlers");
            phone.Sdk.unInitialize();
            phone.Sdk.releaseCallbackHandlers();
            phone.Dispose();
        }

        [Test]
        public void EveryMethodTakesNull()
        {
            using (var phone = new Phone())
                foreach (MethodInfo method in Forwarding())
                    method.Invoke(phone.Sdk, method.GetParameters().Select(one => Sample(one.ParameterType, true)).ToArray());
        }

        [Test]
        public void AForgottenObjectIsCollected()
        {
            WeakReference[] forgotten = Enumerable.Range(0, 100).Select(i => Forgotten()).ToArray();
            Wait.Until(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return forgotten.Count(one => !one.IsAlive) > 50;
            }, "the collection of objects that were never started");
        }

        [Test]
        public void AStartedObjectLivesOn()
        {
            var listener = new RecordingListener();
            IntPtr handle = Started(listener);
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            Assert.AreEqual(0, Hooks.Raise(handle, InviteTrying, 1));
            listener.WaitFor("onInviteTrying");
            Wait.For(Hooks.LastEnd, "the object's last event");
        }

        [Test]
        public void CallsRaceTheEnd()
        {
            for (int round = 0; round < 20; round++)
            {
                var phone = new Phone("race");
                var stop = false;
                var results = new HashSet<int>();
                Thread[] threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
                {
                    while (!Volatile.Read(ref stop))
                    {
                        int result = phone.Sdk.getMicVolume();
                        phone.Sdk.call("sip:nobody@127.0.0.1:9", true, false);
                        lock (results)
                            results.Add(result);
                    }
                })).ToArray();
                foreach (Thread thread in threads)
                    thread.Start();
                Wait.Until(() => { lock (results) return results.Contains(255); }, "a call of each");
                phone.Dispose();
                Volatile.Write(ref stop, true);
                foreach (Thread thread in threads)
                    Wait.For(thread, "a thread");
                results.ExceptWith(new[] { 255, PortSIP_Errors.ECoreSDKObjectNull, PortSIP_Errors.ECoreNotInitialized });
                Assert.AreEqual(0, results.Count, string.Join(" ", results));
            }
        }

        static WeakReference Forgotten()
        {
            var sdk = new PortSIPLib(new RecordingListener());
            Assert.IsTrue(sdk.createCallbackHandlers(), "createCallbackHandlers");
            return new WeakReference(sdk);
        }

        // Starts an object that nothing of ours refers to but the handle.
        static IntPtr Started(RecordingListener listener)
        {
            var sdk = new PortSIPLib(listener);
            Assert.AreEqual(0, Phone.Initialize(sdk));
            listener.Reaction = EndOf(new WeakReference(sdk));
            return sdk.Handle;
        }

        // Made apart, for a lambda keeps all that the method around it has in any lambda.
        static Action<Told> EndOf(WeakReference sdk)
        {
            return told => Hooks.End((PortSIPLib)sdk.Target);
        }

        static void CallEverything(PortSIPLib sdk)
        {
            foreach (MethodInfo method in Forwarding())
            {
                object[] arguments = method.GetParameters().Select(one => Sample(one.ParameterType, false)).ToArray();
                object result = method.Invoke(sdk, arguments);
                if (method.ReturnType == typeof(int))
                    Assert.AreEqual(PortSIP_Errors.ECoreSDKObjectNull, result, method.Name);
            }
        }

        // The methods that forward to a function of an object.
        static IEnumerable<MethodInfo> Forwarding()
        {
            string[] others = { "initialize", "unInitialize", "createCallbackHandlers", "releaseCallbackHandlers",
                "Dispose", "getVersion", "getNICNums", "getLocalIpAddress" };
            return typeof(PortSIPLib).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName && !others.Contains(method.Name));
        }

        static object Sample(Type type, bool empty)
        {
            if (type == typeof(string))
                return empty ? null : "1";
            if (type == typeof(StringBuilder))
                return empty ? null : new StringBuilder(200);
            if (type == typeof(byte[]))
                return empty ? null : new byte[2];
            return type == typeof(int) ? (empty ? -1 : 1) : Activator.CreateInstance(type);
        }
    }

    // For objects that only their handle is known of.
    static class Hooks
    {
        internal static readonly ManualResetEvent LastEnd = new ManualResetEvent(false);

        internal static void End(PortSIPLib sdk)
        {
            sdk.Dispose();
            LastEnd.Set();
        }

        [System.Runtime.InteropServices.DllImport("portsip_sdk", EntryPoint = "PortSIPXTest_raise",
            CallingConvention = System.Runtime.InteropServices.CallingConvention.Cdecl)]
        internal static extern int Raise(IntPtr libSDK, int number, int times);
    }
}
