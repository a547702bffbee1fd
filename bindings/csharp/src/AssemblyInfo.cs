using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("PortSIP")]
[assembly: AssemblyDescription("A SIP client: the library portsip_sdk for .NET.")]
[assembly: ComVisible(false)]
[assembly: AssemblyVersion("0.1.0")]
