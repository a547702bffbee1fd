// An SDK object on 127.0.0.1 with a virtual sound device, and what it was told.
using PortSIP.Testing;
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace PortSIP.Tests
{
    // One event: the handler's name and the arguments.
    sealed class Told
    {
        internal string Name;
        internal object[] Values;

        public override string ToString()
        {
            return Name + "(" + string.Join(", ", Values.Select(value => value ?? "null")) + ")";
        }
    }

    partial class RecordingListener
    {
        readonly List<Told> told = new List<Told>();

        // Runs in each handler, after it was noted.
        internal Action<Told> Reaction;

        internal List<Told> All
        {
            get
            {
                lock (told)
                    return told.ToList();
            }
        }

        internal int Count(string name)
        {
            lock (told)
                return told.Count(one => one.Name == name);
        }

        internal Told WaitFor(string name, int place = 0)
        {
            Wait.Until(() => Count(name) > place, name);
            lock (told)
                return told.Where(one => one.Name == name).ElementAt(place);
        }

        int Note(string name, params object[] values)
        {
            var one = new Told { Name = name, Values = values };
            lock (told)
                told.Add(one);
            Action<Told> reaction = Reaction;
            if (reaction != null)
                reaction(one);
            return 0;
        }

        static string Hex(byte[] bytes, int length)
        {
            return BitConverter.ToString(bytes, 0, length).Replace('-', ' ');
        }
    }

    sealed class Phone : IDisposable
    {
        internal readonly RecordingListener Listener = new RecordingListener();
        internal readonly PortSIPLib Sdk;

        // What handlers threw; a test that wants some takes them out.
        internal readonly ConcurrentQueue<HandlerExceptionEventArgs> Thrown = new ConcurrentQueue<HandlerExceptionEventArgs>();

        internal Phone(string user = null)
        {
            Sdk = new PortSIPLib(Listener);
            Sdk.HandlerException += (sender, thrown) => Thrown.Enqueue(thrown);
            Assert.IsTrue(Sdk.createCallbackHandlers(), "createCallbackHandlers");
            Start();
            if (user == null)
                return;
            Assert.AreEqual(0, Sdk.setUser(user, "", "", "aaa", "", "", 0, "", 0, "", 0), "setUser");
            foreach (var codec in new[] { AUDIOCODEC_TYPE.AUDIOCODEC_PCMU, AUDIOCODEC_TYPE.AUDIOCODEC_DTMF })
                Assert.AreEqual(0, Sdk.addAudioCodec(codec), "addAudioCodec");
        }

        internal void Start()
        {
            Assert.AreEqual(0, Initialize(Sdk), "initialize");
        }

        internal static int Initialize(PortSIPLib sdk)
        {
            return sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, "",
                8, "", 1, 1, "", "", false);
        }

        internal string Address(string user)
        {
            return "sip:" + user + "@127.0.0.1:" + Sdk.getLocalSIPPort();
        }

        // Has the library raise an event by its number, with sample values.
        internal int Raise(int number, int times = 1)
        {
            return PortSIPXTest_raise(Sdk.Handle, number, times);
        }

        public void Dispose()
        {
            Sdk.Dispose();
            HandlerExceptionEventArgs thrown;
            if (Thrown.TryDequeue(out thrown))
                Assert.Fail(thrown.EventName + " threw " + thrown.Exception);
        }

        [DllImport("portsip_sdk", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        static extern int PortSIPXTest_raise(IntPtr libSDK, int number, int times);
    }

    // What the generated tests of events stand on.
    abstract class EventTestsBase
    {
        protected static void Expect(int number, string name, params object[] values)
        {
            using (var phone = new Phone())
            {
                Assert.AreEqual(0, phone.Raise(number), "raise");
                Told told = phone.Listener.WaitFor(name);
                var expected = new Told { Name = name, Values = values };
                Assert.AreEqual(expected.ToString(), told.ToString(), name);
                for (int i = 0; i < values.Length; i++)
                    Assert.AreEqual(values[i], told.Values[i], name + ", parameter " + i);
                Assert.AreEqual(1, phone.Listener.All.Count, "no other event");
            }
        }
    }
}
