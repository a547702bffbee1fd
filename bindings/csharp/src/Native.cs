// The native functions that begin and end objects; the others are generated.
using System;
using System.Runtime.InteropServices;

namespace PortSIP
{
    static partial class Native
    {
#if UNITY_IOS && !UNITY_EDITOR
        // Linked into the program.
        internal const string Library = "__Internal";
#else
        // Found as portsip_sdk.dll, libportsip_sdk.so or libportsip_sdk.dylib.
        internal const string Library = "portsip_sdk";
#endif

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr PSCallback_createCallbackDispatcher();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PSCallback_releaseCallbackDispatcher(IntPtr callbackDispatcher);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setHandlers(IntPtr callbackDispatcher, ref PortSIPX_Handlers handlers);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr PortSIP_initialize(IntPtr callbackDispatcher, int transportType, byte[] localIp,
            int localSIPPort, int logLevel, byte[] logFilePath, int maxCallSessions, byte[] sipAgentString,
            int audioDeviceLayer, int videoDeviceLayer, byte[] TLSCertificatesRootPath, byte[] TLSCipherList,
            [MarshalAs(UnmanagedType.I1)] bool verifyTLSCertificate, out int errorCode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_unInitialize(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr PortSIP_getVersion();
    }

    // Ahead-of-time compilers (Unity, iOS) look for an attribute of this name on what native code calls.
    [AttributeUsage(AttributeTargets.Method)]
    sealed class MonoPInvokeCallbackAttribute : Attribute
    {
        internal MonoPInvokeCallbackAttribute(Type type)
        {
        }
    }
}
