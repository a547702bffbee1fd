// Numbers and files against their sources.
using PortSIP.Testing;
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace PortSIP.Tests
{
    [TestFixture]
    class TableTests
    {
        static readonly string Root = Environment.GetEnvironmentVariable("PORTSIP_ROOT");

        [Test]
        public void ErrorsAreThoseOfTheHeader()
        {
            var header = Numbers(@"^#define (\w+) (-?\d+)$");
            var ours = typeof(PortSIP_Errors).GetFields().ToDictionary(field => field.Name, field => (int)field.GetValue(null));
            Same(header, ours);
        }

        [Test]
        public void EnumsAreThoseOfTheHeader()
        {
            var header = Numbers(@"^    ([A-Z]\w+) = (-?\d+),$");
            var enums = typeof(PortSIPLib).Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic);
            var ours = enums.SelectMany(type => Enum.GetValues(type).Cast<object>().Select(value => new
            {
                Name = type.Name + "." + Enum.GetName(type, value),
                Value = (int)value
            }));
            Same(header, ours.ToDictionary(one => one.Name.Split('.')[1], one => one.Value));
            var names = Regex.Matches(Header(), @"^typedef enum (\w+)", RegexOptions.Multiline).Cast<Match>();
            Assert.AreEqual(string.Join(" ", names.Select(name => name.Groups[1].Value).OrderBy(name => name)),
                string.Join(" ", enums.Select(type => type.Name).OrderBy(name => name)));
        }

        [Test]
        public void TheProjectFileTakesWhatIsCompiledHere()
        {
            string folder = Path.Combine(Root, "bindings/csharp");
            string project = File.ReadAllText(Path.Combine(folder, "PortSIP.csproj"));
            var included = Regex.Matches(project, @"<Compile Include=""([^""]+)""").Cast<Match>().SelectMany(
                match => Files(folder, match.Groups[1].Value));
            string[] compiled = Environment.GetEnvironmentVariable("PORTSIP_SOURCES").Split(new[] { ' ' });
            Assert.AreEqual(string.Join(" ", compiled.OrderBy(name => name, StringComparer.Ordinal)),
                string.Join(" ", included.OrderBy(name => name, StringComparer.Ordinal)));
        }

        [Test]
        public void TheVersionIsThatOfTheLibrary()
        {
            Version version = typeof(PortSIPLib).Assembly.GetName().Version;
            string project = File.ReadAllText(Path.Combine(Root, "bindings/csharp/PortSIP.csproj"));
            using (var sdk = new PortSIPLib(new RecordingListener()))
                Assert.AreEqual(sdk.getVersion(), version.ToString(3));
            Assert.IsTrue(project.Contains("<Version>" + version.ToString(3) + "</Version>"), "of the project file");
        }

        // The files of a pattern such as src\**\*.cs.
        static IEnumerable<string> Files(string folder, string pattern)
        {
            string[] parts = pattern.Replace('\\', '/').Split(new[] { "/**/" }, StringSplitOptions.None);
            Assert.AreEqual(2, parts.Length, pattern);
            return Directory.GetFiles(Path.Combine(folder, parts[0]), parts[1], SearchOption.AllDirectories)
                .Select(file => file.Substring(folder.Length + 1));
        }

        static Dictionary<string, int> Numbers(string pattern)
        {
            return Regex.Matches(Header(), pattern, RegexOptions.Multiline).Cast<Match>()
                .ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value));
        }

        static string Header()
        {
            return File.ReadAllText(Path.Combine(Root, "include/portsip_sdk.h"));
        }

        static void Same(Dictionary<string, int> header, Dictionary<string, int> ours)
        {
            Assert.IsTrue(header.Count > 20, "the header was read");
            foreach (string name in header.Keys.Union(ours.Keys))
                Assert.IsTrue(header.ContainsKey(name) && ours.ContainsKey(name) && header[name] == ours[name], name);
        }
    }
}
