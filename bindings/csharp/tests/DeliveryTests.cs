// How events reach the listener: order, threads, exceptions, and the end of the object.
using PortSIP.Testing;
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Threading;

namespace PortSIP.Tests
{
    [TestFixture]
    class DeliveryTests
    {
        // Numbers of events in the library's table, for Phone.Raise.
        const int InviteTrying = 3;
        const int InviteConnected = 9;
        const int InviteClosed = 11;

        [Test]
        public void AThousandEventsComeInOrderOnOneThread()
        {
            using (var phone = new Phone())
            {
                var threads = new HashSet<int>();
                phone.Listener.Reaction = told => threads.Add(Thread.CurrentThread.ManagedThreadId);
                for (int i = 0; i < 500; i++)
                {
                    Assert.AreEqual(0, phone.Raise(InviteTrying));
                    Assert.AreEqual(0, phone.Raise(InviteConnected));
                }
                phone.Listener.WaitFor("onInviteConnected", 499);
                Assert.AreEqual(1000, phone.Listener.All.Count);
                Assert.AreEqual(1, threads.Count, "threads");
                Assert.IsTrue(!threads.Contains(Thread.CurrentThread.ManagedThreadId), "a thread of the object's");
                for (int i = 0; i < 1000; i++)
                    Assert.AreEqual(i % 2 == 0 ? "onInviteTrying" : "onInviteConnected", phone.Listener.All[i].Name);
            }
        }

        [Test]
        public void AHandlerMayCallTheObject()
        {
            using (var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
            using (var phone = new Phone("handler"))
            {
                string nobody = "sip:nobody@" + silent.Client.LocalEndPoint;
                int volume = 0, call = 0, unregister = 0;
                phone.Listener.Reaction = told =>
                {
                    if (told.Name != "onInviteTrying" || call != 0)
                        return;
                    Assert.AreEqual(0, phone.Sdk.setMicVolume(7));
                    volume = phone.Sdk.getMicVolume();
                    unregister = phone.Sdk.unRegisterServer(1000);
                    Assert.AreEqual(0, phone.Raise(InviteClosed));
                    call = phone.Sdk.call(nobody, true, false);
                    Assert.AreEqual(0, phone.Sdk.hangUp(call));
                };
                Assert.AreEqual(0, phone.Raise(InviteTrying));
                phone.Listener.WaitFor("onInviteClosed");
                Assert.AreEqual(7, volume);
                Assert.AreEqual(PortSIP_Errors.ECoreNotRegistered, unregister);
                Assert.IsTrue(call > 0, "call " + call);
            }
        }

        [Test]
        public void AHandlerMayDisposeOfTheObject()
        {
            for (int round = 0; round < 10; round++)
            {
                var phone = new Phone();
                int after = 0;
                var done = new ManualResetEvent(false);
                phone.Listener.Reaction = told =>
                {
                    phone.Dispose();
                    after = phone.Sdk.getMicVolume();
                    done.Set();
                };
                phone.Raise(InviteTrying, 100);
                Wait.For(done, "the first event");
                phone.Dispose();
                Assert.AreEqual(PortSIP_Errors.ECoreSDKObjectNull, after);
                Assert.AreEqual(1, phone.Listener.All.Count, "events");
            }
        }

        [Test]
        public void AHandlerThatWaitsForTheEndIsLeftAlone()
        {
            var phone = new Phone();
            var begun = new ManualResetEvent(false);
            var ended = new ManualResetEvent(false);
            var over = new ManualResetEvent(false);
            phone.Listener.Reaction = told =>
            {
                begun.Set();
                Wait.For(ended, "the end, which waits for this handler");
                over.Set();
            };
            phone.Raise(InviteTrying, 10);
            Wait.For(begun, "the first event");
            phone.Dispose();
            ended.Set();
            Wait.For(over, "the handler");
            Assert.AreEqual(1, phone.Listener.All.Count, "events");
        }

        [Test]
        public void NoEventFollowsDispose()
        {
            for (int round = 0; round < 20; round++)
            {
                var phone = new Phone();
                bool over = false;
                int late = 0;
                phone.Listener.Reaction = told => late += Volatile.Read(ref over) ? 1 : 0;
                var raising = new Thread(() =>
                {
                    while (phone.Raise(InviteTrying, 50) == 0)
                    {
                    }
                });
                raising.Start();
                phone.Listener.WaitFor("onInviteTrying", 10 * round);
                phone.Dispose();
                Volatile.Write(ref over, true);
                Wait.For(raising, "the thread that raises");
                Assert.AreEqual(0, late, "events after Dispose");
            }
        }

        [Test]
        public void AHandlerThatThrowsIsReported()
        {
            using (var phone = new Phone())
            {
                phone.Sdk.HandlerException += (sender, report) =>
                {
                    throw new InvalidOperationException("the report, too");
                };
                phone.Listener.Reaction = told =>
                {
                    if (told.Name == "onInviteTrying")
                        throw new InvalidOperationException("thrown on purpose");
                };
                phone.Raise(InviteTrying, 3);
                phone.Raise(InviteClosed);
                phone.Listener.WaitFor("onInviteClosed");
                Assert.AreEqual(3, phone.Thrown.Count);
                foreach (HandlerExceptionEventArgs report in Taken(phone))
                {
                    Assert.AreEqual("onInviteTrying", report.EventName);
                    Assert.AreEqual("thrown on purpose", report.Exception.Message);
                }
            }
        }

        [Test]
        public void WithNobodyToReportToItIsWritten()
        {
            TextWriter errors = Console.Error;
            var written = new StringWriter();
            Console.SetError(TextWriter.Synchronized(written));
            try
            {
                var listener = new RecordingListener();
                using (var sdk = new PortSIPLib(listener))
                {
                    Assert.AreEqual(0, Phone.Initialize(sdk));
                    listener.Reaction = told => { throw new InvalidOperationException("thrown on purpose"); };
                    Assert.AreEqual(0, Hooks.Raise(sdk.Handle, InviteTrying, 1));
                    listener.WaitFor("onInviteTrying");
                }
            }
            finally
            {
                Console.SetError(errors);
            }
            Assert.IsTrue(written.ToString().Contains("onInviteTrying threw"), written.ToString());
            Assert.IsTrue(written.ToString().Contains("thrown on purpose"), written.ToString());
        }

        [Test]
        public void AMessageThatIsNotUtf8StillComes()
        {
            using (var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
            using (var phone = new Phone("bytes"))
            {
                string text = "OPTIONS sip:bytes@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + peer.Client.LocalEndPoint
                    + ";branch=z9hG4bK1\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:bytes@127.0.0.1>\r\nCall-ID: 1\r\n"
                    + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nX-Byte: <\u00FF>\r\nContent-Length: 0\r\n\r\n";
                byte[] message = Encoding.GetEncoding("ISO-8859-1").GetBytes(text);
                peer.Send(message, message.Length, "127.0.0.1", phone.Sdk.getLocalSIPPort());
                string told = (string)phone.Listener.WaitFor("onRecvOptions").Values[0];
                Assert.IsTrue(told.Contains("X-Byte: <\uFFFD>"), told);
            }
        }

        [Test]
        public void AHandlerThatIsGivenNothingTellsNothing()
        {
            const BindingFlags Hidden = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic;
            using (var phone = new Phone())
            {
                object context = typeof(PortSIPLib).GetField("context", Hidden).GetValue(phone.Sdk);
                var handlers = typeof(PortSIPLib).Assembly.GetType("PortSIP.Handlers").GetFields(Hidden)
                    .Select(field => (Delegate)field.GetValue(null)).ToList();
                foreach (Delegate handler in handlers)
                {
                    object[] zeros = handler.Method.GetParameters().Select(one => Activator.CreateInstance(one.ParameterType))
                        .ToArray();
                    handler.DynamicInvoke(zeros);
                    zeros[0] = context;
                    handler.DynamicInvoke(zeros);
                }
                Assert.IsTrue(handlers.Count > 40, "handlers");
                Assert.AreEqual(handlers.Count, phone.Listener.All.Count, "events");
            }
        }

        [Test]
        public void ObjectsDoNotShareEvents()
        {
            using (var one = new Phone())
            using (var other = new Phone())
            {
                one.Raise(InviteTrying, 10);
                other.Raise(InviteClosed, 20);
                one.Listener.WaitFor("onInviteTrying", 9);
                other.Listener.WaitFor("onInviteClosed", 19);
                Assert.AreEqual(10, one.Listener.All.Count);
                Assert.AreEqual(20, other.Listener.All.Count);
                one.Dispose();
                other.Raise(InviteConnected);
                other.Listener.WaitFor("onInviteConnected");
            }
        }

        [Test]
        public void ManyThreadsUseOneObject()
        {
            using (var phone = new Phone())
            {
                int wrong = 0;
                Thread[] threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
                {
                    for (int i = 0; i < 500; i++)
                    {
                        bool right = phone.Sdk.setMicVolume(100 + number) == 0 && phone.Sdk.getMicVolume() >= 100
                            && phone.Raise(InviteTrying) == 0;
                        if (!right)
                            Interlocked.Increment(ref wrong);
                    }
                })).ToArray();
                foreach (Thread thread in threads)
                    thread.Start();
                foreach (Thread thread in threads)
                    Wait.For(thread, "a thread");
                phone.Listener.WaitFor("onInviteTrying", 3999);
                Assert.AreEqual(0, wrong);
            }
        }

        // What handlers threw, which is right so.
        internal static List<HandlerExceptionEventArgs> Taken(Phone phone)
        {
            var taken = new List<HandlerExceptionEventArgs>();
            HandlerExceptionEventArgs thrown;
            while (phone.Thrown.TryDequeue(out thrown))
                taken.Add(thrown);
            return taken;
        }
    }

    [TestFixture]
    class EventContextTests
    {
        const int InviteTrying = 3;

        readonly Queueing context = new Queueing();
        readonly Phone phone = new Phone();

        [TearDown]
        public void End()
        {
            phone.Dispose();
        }

        [Test]
        public void EventsArePosted()
        {
            phone.Sdk.EventContext = context;
            var threads = new HashSet<int>();
            phone.Listener.Reaction = told => threads.Add(Thread.CurrentThread.ManagedThreadId);
            phone.Raise(InviteTrying, 100);
            Wait.Until(() => context.Count == 100, "what is posted");
            Assert.AreEqual(0, phone.Listener.All.Count, "told before its turn");
            context.RunAll();
            Assert.AreEqual(100, phone.Listener.All.Count);
            Assert.AreEqual(Thread.CurrentThread.ManagedThreadId, threads.Single());
            phone.Sdk.EventContext = null;
            phone.Raise(InviteTrying);
            phone.Listener.WaitFor("onInviteTrying", 100);
            Assert.AreEqual(2, threads.Count);
        }

        [Test]
        public void WhatIsPostedIsDroppedAtTheEnd()
        {
            phone.Sdk.EventContext = context;
            phone.Raise(InviteTrying, 100);
            Wait.Until(() => context.Count == 100, "what is posted");
            phone.Sdk.releaseCallbackHandlers();
            Assert.IsTrue(phone.Sdk.createCallbackHandlers(), "createCallbackHandlers");
            phone.Listener.Reaction = told => phone.Dispose();
            context.RunAll();
            Assert.AreEqual(1, phone.Listener.All.Count);
        }

        [Test]
        public void ExceptionsThereAreReported()
        {
            phone.Listener.Reaction = told => { throw new InvalidOperationException("thrown on purpose"); };
            phone.Sdk.EventContext = context;
            phone.Raise(InviteTrying, 2);
            Wait.Until(() => context.Count == 2, "what is posted");
            context.RunAll();
            Assert.AreEqual(2, DeliveryTests.Taken(phone).Count);
        }

        [Test]
        public void AContextThatRefusesIsReported()
        {
            phone.Sdk.EventContext = new Refusing();
            phone.Raise(InviteTrying, 2);
            Wait.Until(() => phone.Thrown.Count == 2, "reports");
            Assert.AreEqual("the window is gone", DeliveryTests.Taken(phone)[0].Exception.Message);
        }

        [Test]
        public void SettingsMayChangeWhileEventsFly()
        {
            // The thread pool's.
            var pool = new SynchronizationContext();
            EventHandler<HandlerExceptionEventArgs> nothing = (sender, thrown) => { };
            for (int i = 0; i < 400; i++)
            {
                Assert.AreEqual(0, phone.Raise(InviteTrying, 5));
                phone.Sdk.EventContext = i % 2 == 0 ? pool : null;
                phone.Sdk.HandlerException += nothing;
                Assert.IsTrue(phone.Sdk.createCallbackHandlers(), "createCallbackHandlers");
                if (i % 3 == 0)
                    phone.Sdk.releaseCallbackHandlers();
                phone.Sdk.HandlerException -= nothing;
                // The queue of events has an end.
                if (i % 20 == 0)
                    phone.Listener.WaitFor("onInviteTrying", i * 5);
            }
            phone.Listener.WaitFor("onInviteTrying", 1999);
            Assert.AreEqual(2000, phone.Listener.All.Count);
        }

        // Runs what was posted when it is told to.
        sealed class Queueing : SynchronizationContext
        {
            readonly Queue<Action> posted = new Queue<Action>();

            internal int Count
            {
                get
                {
                    lock (posted)
                        return posted.Count;
                }
            }

            public override void Post(SendOrPostCallback callback, object state)
            {
                lock (posted)
                    posted.Enqueue(() => callback(state));
            }

            internal void RunAll()
            {
                while (Count > 0)
                {
                    Action next;
                    lock (posted)
                        next = posted.Dequeue();
                    next();
                }
            }
        }

        sealed class Refusing : SynchronizationContext
        {
            public override void Post(SendOrPostCallback callback, object state)
            {
                throw new InvalidOperationException("the window is gone");
            }
        }
    }
}
