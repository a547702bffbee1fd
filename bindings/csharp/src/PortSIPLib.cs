// The life of an SDK object; the methods that forward to the library are generated.
using System;
using System.Threading;

namespace PortSIP
{
    /// <summary>A SIP client: it registers, calls and is called.</summary>
    /// <remarks>
    /// <para>Any number of them may live in a process. Every method may be called from any thread, also in an event,
    /// and returns 0, an id greater than 0, or a code of <see cref="PortSIP_Errors"/>, which is negative. Before
    /// <see cref="initialize"/> and after <see cref="unInitialize"/> methods return
    /// <see cref="PortSIP_Errors.ECoreSDKObjectNull"/>, or do nothing.</para>
    /// <para>An initialized object lives, and tells its events, until <see cref="unInitialize"/> or
    /// <see cref="Dispose()"/>, even where nothing refers to it any more. Those that are left at the end of the
    /// process, or of their application domain, are ended then.</para>
    /// </remarks>
    public partial class PortSIPLib : IDisposable
    {
        static string version;

        readonly SIPCallbackEvents listener;
        readonly object gate = new object();
        // Guarded by gate, but for reads of handle. A handle that has been freed is refused by the library, so a
        // method that races the end of the object needs no lock.
        IntPtr dispatcher;
        // What the library hands to handlers: those of the dispatcher, and those of the object that runs.
        IntPtr prepared, context;
        volatile IntPtr handle;
        bool disposed;

        /// <summary>Makes an object that is to be initialized.</summary>
        /// <param name="callbackEvents">Who is told what happens.</param>
        public PortSIPLib(SIPCallbackEvents callbackEvents)
        {
            if (callbackEvents == null)
                throw new ArgumentNullException("callbackEvents");
            listener = callbackEvents;
        }

        /// <summary>Gives back the dispatcher of an object that was forgotten before it was initialized.</summary>
        ~PortSIPLib()
        {
            if (dispatcher != IntPtr.Zero)
                Native.PSCallback_releaseCallbackDispatcher(dispatcher);
        }

        /// <summary>Where events are told: posted to this context, or, with null, on the thread of the object.</summary>
        /// <remarks>A window's context makes events arrive on its thread, so that they may touch controls. Raw audio
        /// never takes this way.</remarks>
        public SynchronizationContext EventContext { get; set; }

        /// <summary>Raised where a handler threw, on the thread of the handler.</summary>
        /// <remarks>Later events come all the same. With nobody attached, the exception is written to the standard
        /// error stream.</remarks>
        public event EventHandler<HandlerExceptionEventArgs> HandlerException;

        /// <summary>The library's handle of this object, for functions that this class does not have; zero while it
        /// is not initialized.</summary>
        public IntPtr Handle
        {
            get { return handle; }
        }

        /// <summary>Prepares the object for events. <see cref="initialize"/> does it where it was not done.</summary>
        /// <returns>Whether it is prepared; false after <see cref="Dispose()"/>.</returns>
        public bool createCallbackHandlers()
        {
            lock (gate)
            {
                if (disposed)
                    return false;
                if (dispatcher != IntPtr.Zero)
                    return true;
                prepared = Objects.NextContext();
                dispatcher = Native.PSCallback_createCallbackDispatcher();
                PortSIPX_Handlers table = Handlers.Table(prepared);
                return Native.PortSIPX_setHandlers(dispatcher, ref table) == 0;
            }
        }

        /// <summary>Takes back what <see cref="createCallbackHandlers"/> prepared. Events of an initialized object
        /// go on.</summary>
        public void releaseCallbackHandlers()
        {
            lock (gate)
            {
                if (dispatcher != IntPtr.Zero)
                    Native.PSCallback_releaseCallbackDispatcher(dispatcher);
                dispatcher = IntPtr.Zero;
            }
        }

        /// <summary>Starts the object. When it returns, the local port is open.</summary>
        /// <param name="transportType">How SIP messages travel; not <c>TRANSPORT_PERS</c>.</param>
        /// <param name="localIp">The local address to use, IPv4 or IPv6; "0.0.0.0" and "::" pick the interface for
        /// each destination.</param>
        /// <param name="localSIPPort">1…65535, or 0 for any free port; see <see cref="getLocalSIPPort"/>.</param>
        /// <param name="logLevel">How much is logged.</param>
        /// <param name="logFilePath">An existing folder for the log file; not looked at without logging.</param>
        /// <param name="maxCallSessions">How many calls may be up at a time, at least 1.</param>
        /// <param name="sipAgentString">The User-Agent header; null or empty for the library's own.</param>
        /// <param name="audioDeviceLayer">0 the system's devices, 1 a virtual device driven by a clock.</param>
        /// <param name="videoDeviceLayer">0 or 1, in the same way.</param>
        /// <param name="TLSCertificatesRootPath">A folder of certificates, PEM or DER: ours, with its private key, and
        /// those to trust beside the system's; null or empty for none. It and the next two are for the secure
        /// connections of every object: one for another transport opens such where a <c>sips:</c> URI or
        /// <c>transport=tls</c> asks for it.</param>
        /// <param name="TLSCipherList">Cipher suites by their names in OpenSSL or at IANA, parted by <c>:</c>; null or
        /// empty for all.</param>
        /// <param name="verifyTLSCertificate">Whether a server must show a certificate of its name from somebody
        /// trusted.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreAlreadyInitialized"/>: it runs already.</item>
        /// <item><see cref="PortSIP_Errors.ECoreSDKObjectNull"/>: it was disposed.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUnsupportTransport"/>: another transport.</item>
        /// <item><see cref="PortSIP_Errors.ECorePortOutOfRange"/>: the port is outside 0…65535.</item>
        /// <item><see cref="PortSIP_Errors.ECoreSessionNumsOutOfRange"/>: fewer than 1 call.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNetworkInterfaceUnavailable"/>: the address is none of this
        /// machine's.</item>
        /// <item><see cref="PortSIP_Errors.ECoreAddUdpTransportFailure"/>,
        /// <see cref="PortSIP_Errors.ECoreAddTcpTransportFailure"/>,
        /// <see cref="PortSIP_Errors.ECoreAddTlsTransportFailure"/>: the port cannot be bound; WS counts as TCP, WSS as
        /// TLS.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="localIp"/> is null, or
        /// <paramref name="logFilePath"/> while logging.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a log level, layer or log folder that does not
        /// exist, a control character in <paramref name="sipAgentString"/>; for TLS and WSS also a folder of
        /// certificates or a cipher suite that does not exist.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInitializeStackFailure"/>: the system refused threads or
        /// randomness.</item>
        /// <item><see cref="PortSIP_Errors.ECoreStackException"/>: the library failed inside.</item>
        /// </list>
        /// </returns>
        public int initialize(TRANSPORT_TYPE transportType, string localIp, int localSIPPort,
            PORTSIP_LOG_LEVEL logLevel, string logFilePath, int maxCallSessions, string sipAgentString,
            int audioDeviceLayer, int videoDeviceLayer, string TLSCertificatesRootPath, string TLSCipherList,
            bool verifyTLSCertificate)
        {
            // Events that come before the handle is known wait for the gate.
            lock (gate)
            {
                if (handle != IntPtr.Zero)
                    return PortSIP_Errors.ECoreAlreadyInitialized;
                if (!createCallbackHandlers())
                    return PortSIP_Errors.ECoreSDKObjectNull;
                context = prepared;
                Objects.Add(context, this);
                int errorCode;
                handle = Native.PortSIP_initialize(dispatcher, (int)transportType, Utf8.Bytes(localIp), localSIPPort,
                    (int)logLevel, Utf8.Bytes(logFilePath), maxCallSessions, Utf8.Bytes(sipAgentString),
                    audioDeviceLayer, videoDeviceLayer, Utf8.Bytes(TLSCertificatesRootPath),
                    Utf8.Bytes(TLSCipherList), verifyTLSCertificate, out errorCode);
                if (handle == IntPtr.Zero)
                    Objects.Remove(context);
                return errorCode;
            }
        }

        /// <summary>Ends the object: its calls, its registration and its threads. It may be initialized again.</summary>
        /// <remarks>The answers of the other sides are awaited for at most 2 s in all. When it returns, no event is
        /// told any more. Called in an event on the object's own thread, it returns at once, and that event is the
        /// last. A handler that does not return, because it waits for the calling thread, is left alone after those
        /// 2 s.</remarks>
        public void unInitialize()
        {
            IntPtr ending, events;
            lock (gate)
            {
                if (handle == IntPtr.Zero)
                    return;
                ending = handle;
                events = context;
                handle = IntPtr.Zero;
                releaseCallbackHandlers();
            }
            // Not with the gate held: this waits for the event that is running.
            Native.PortSIP_unInitialize(ending);
            Objects.Remove(events);
        }

        /// <summary>Ends the object for good; see <see cref="unInitialize"/>.</summary>
        public void Dispose()
        {
            lock (gate)
                disposed = true;
            unInitialize();
            releaseCallbackHandlers();
            GC.SuppressFinalize(this);
        }

        /// <summary>The version of the library.</summary>
        /// <returns><c>MAJOR.MINOR.PATCH</c>.</returns>
        public string getVersion()
        {
            // The text belongs to the C runtime of the library, which is another on each platform: asked for once,
            // and kept.
            return version ?? (version = Utf8.Text(Native.PortSIP_getVersion()));
        }
    }
}
