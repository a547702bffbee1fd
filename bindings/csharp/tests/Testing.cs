// A runner of tests over attributes with NUnit's names: the same assembly runs on mono and on .NET.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace PortSIP.Testing
{
    [AttributeUsage(AttributeTargets.Class)]
    sealed class TestFixtureAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class TestAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class TearDownAttribute : Attribute
    {
    }

    static class Assert
    {
        internal static void AreEqual(object expected, object actual, string what = "")
        {
            if (!Equals(expected, actual))
                Fail(string.Format("{0}: expected <{1}>, got <{2}>", what, expected, actual));
        }

        internal static void IsTrue(bool condition, string what)
        {
            if (!condition)
                Fail(what);
        }

        internal static void Succeeds(int result, string what)
        {
            if (result < 0)
                Fail(string.Format("{0}: error {1}", what, result));
        }

        internal static void Fail(string message)
        {
            throw new Exception(message);
        }
    }

    static class Wait
    {
        const int LimitMs = 20000;

        // Waits for a condition that becomes true while others work.
        internal static void Until(Func<bool> condition, string what)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (!condition())
            {
                if (watch.ElapsedMilliseconds > LimitMs)
                    Assert.Fail("waited in vain for " + what);
                Thread.Sleep(1);
            }
        }

        internal static void For(EventWaitHandle signal, string what)
        {
            if (!signal.WaitOne(LimitMs))
                Assert.Fail("waited in vain for " + what);
        }

        internal static void For(Thread thread, string what)
        {
            if (!thread.Join(LimitMs))
                Assert.Fail("waited in vain for " + what);
        }
    }

    static class Runner
    {
        // Runs all tests, or those whose name contains one of the arguments.
        internal static int Run(string[] filters)
        {
            int passed = 0, failed = 0;
            var fixtures = typeof(Runner).Assembly.GetTypes().Where(type => Has<TestFixtureAttribute>(type));
            foreach (Type fixture in fixtures.OrderBy(type => type.Name))
                foreach (MethodInfo test in fixture.GetMethods().Where(method => Has<TestAttribute>(method)))
                {
                    string name = fixture.Name + "." + test.Name;
                    if (filters.Length > 0 && !filters.Any(name.Contains))
                        continue;
                    Exception failure = Failure(fixture, test);
                    if (failure == null)
                        passed++;
                    else
                        failed++;
                    if (failure != null)
                        Console.WriteLine("FAILED {0}: {1}", name, failure);
                }
            Console.WriteLine("{0} passed, {1} failed", passed, failed);
            return failed == 0 && passed > 0 ? 0 : 1;
        }

        static Exception Failure(Type fixture, MethodInfo test)
        {
            Exception failure = null;
            object instance = Activator.CreateInstance(fixture);
            var tearDowns = fixture.GetMethods().Where(method => Has<TearDownAttribute>(method));
            foreach (MethodInfo step in new[] { test }.Concat(tearDowns))
                try
                {
                    step.Invoke(instance, null);
                }
                catch (TargetInvocationException thrown)
                {
                    failure = failure ?? thrown.InnerException;
                }
            return failure;
        }

        static bool Has<T>(MemberInfo member)
        {
            return member.GetCustomAttributes(typeof(T), true).Length > 0;
        }
    }
}
