// `tests [name …]`
namespace PortSIP.Tests
{
    static class Program
    {
        static int Main(string[] arguments)
        {
            return PortSIP.Testing.Runner.Run(arguments);
        }
    }
}
