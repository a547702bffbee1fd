// A C# compiler on the command line: Roslyn, given the arguments of csc.
//
// It names Roslyn's types by reflection, so that mcs, which does not read the
// assemblies of .NET 8, can compile it. They lie beside it.
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

static class Csc
{
    static readonly Assembly Common = Load("Microsoft.CodeAnalysis");
    static readonly Assembly CSharp = Load("Microsoft.CodeAnalysis.CSharp");

    static int Main(string[] arguments)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        Type parsing = CSharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpCommandLineParser");
        dynamic parser = parsing.GetProperty("Default").GetValue(null);
        dynamic options = Call(parser, "Parse", arguments, Directory.GetCurrentDirectory(), framework);
        if (Report(options.Errors))
            return 1;
        string output = Path.Combine(options.OutputDirectory, options.OutputFileName);
        object compilation = Call(CSharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpCompilation"), "Create",
            Path.GetFileNameWithoutExtension(output), Sources(options), References(options, framework),
            options.CompilationOptions);
        using (Stream assembly = File.Create(output))
        using (Stream documentation = options.DocumentationPath == null ? null : File.Create(options.DocumentationPath))
        {
            dynamic result = Call(compilation, "Emit", assembly, null, documentation);
            return Report(result.Diagnostics) ? 1 : 0;
        }
    }

    static Array Sources(dynamic options)
    {
        Type tree = CSharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree");
        var trees = new List<object>();
        foreach (dynamic file in options.SourceFiles)
        {
            string text = File.ReadAllText(file.Path);
            trees.Add(Call(tree, "ParseText", text, options.ParseOptions, (string)file.Path));
        }
        return Typed(trees, "Microsoft.CodeAnalysis.SyntaxTree");
    }

    // Those named, and all of the framework this runs on.
    static Array References(dynamic options, string framework)
    {
        var paths = new List<string>();
        foreach (dynamic reference in options.MetadataReferences)
            if (File.Exists(reference.Reference))
                paths.Add(reference.Reference);
        paths.AddRange(Directory.GetFiles(framework, "*.dll").Where(IsManaged));
        Type type = Common.GetType("Microsoft.CodeAnalysis.MetadataReference");
        return Typed(paths.Select(path => Call(type, "CreateFromFile", path)).ToList(), type.FullName);
    }

    // Prints warnings and errors; true where there are errors.
    static bool Report(IEnumerable diagnostics)
    {
        bool failed = false;
        foreach (dynamic diagnostic in diagnostics)
        {
            string severity = diagnostic.Severity.ToString();
            failed |= severity == "Error";
            if ((severity == "Error" || severity == "Warning") && !diagnostic.IsSuppressed)
                Console.Error.WriteLine(diagnostic.ToString());
        }
        return failed;
    }

    // The method that takes these arguments first and has defaults for the rest.
    static object Call(object target, string name, params object[] arguments)
    {
        Type type = target as Type ?? target.GetType();
        MethodInfo method = type.GetMethods().Where(one => one.Name == name && Takes(one.GetParameters(), arguments))
            .OrderByDescending(one => one.GetParameters().Length).First();
        var rest = method.GetParameters().Skip(arguments.Length).Select(one => Type.Missing);
        return method.Invoke(target is Type ? null : target, arguments.Concat(rest).ToArray());
    }

    static bool Takes(ParameterInfo[] parameters, object[] arguments)
    {
        return parameters.Length >= arguments.Length
            && arguments.Zip(parameters, (one, parameter) => one == null || parameter.ParameterType.IsInstanceOfType(one)).All(fits => fits)
            && parameters.Skip(arguments.Length).All(parameter => parameter.IsOptional);
    }

    static Array Typed(List<object> values, string type)
    {
        Array array = Array.CreateInstance(Common.GetType(type), values.Count);
        for (int i = 0; i < values.Count; i++)
            array.SetValue(values[i], i);
        return array;
    }

    static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    static Assembly Load(string name)
    {
        string folder = Path.GetDirectoryName(typeof(Csc).Assembly.Location);
        return Assembly.LoadFrom(Path.Combine(folder, name + ".dll"));
    }
}
