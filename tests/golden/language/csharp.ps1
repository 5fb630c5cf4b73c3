# Add-Type takes enumerations and plain classes of C#.
Add-Type -TypeDefinition @"
using System;
using System.Collections.Generic;
namespace My.Space
{
    [Flags]
    public enum Kinds { None = 0, A = 1 << 0, B = 1 << 1, All = A | B }
    public enum Colour { Red = 5, Green }

    public class Person
    {
        private static int count = 0;
        public string Name { get; set; }
        public int Age;
        public List<string> Tags = new List<string>();
        public const double Pi = 3.14;

        public Person(string name, int age) { this.Name = name; Age = age; count++; }
        public static int Count() { return count; }
        public override string ToString() { return string.Format("{0} ({1})", Name, Age); }

        public string Describe(int n)
        {
            var text = new System.Text.StringBuilder();
            for (int i = 0; i < n; i++)
            {
                if (i % 2 == 0) text.Append(i); else { text.Append(','); }
            }
            foreach (char c in "xyz") text.Append(c);
            int half = n / 2;
            switch (half) { case 0: case 1: text.Append("small"); break; default: text.Append("big"); break; }
            try { throw new InvalidOperationException("bad"); }
            catch (InvalidOperationException e) { text.Append(e.Message); }
            finally { text.Append("!"); }
            var lists = new Dictionary<string, List<int>>();
            lists["a"] = new List<int> { 1, 2, 3 };
            string nothing = null;
            text.Append(nothing ?? "none").Append(lists["a"].Count > 2 ? "many" : "few").Append($"[{Name}:{half:D3}]");
            while (true) { if (n-- < 0) break; }
            return text.ToString();
        }
    }

    public class Boss : Person
    {
        public Boss(string name) : base(name, 50) { }
        public string Greeting() { return "hi " + Name + 1 + 2; }
    }
}
"@
[My.Space.Colour]::Green, [My.Space.Kinds]::All, [My.Space.Kinds]3
$ann = [My.Space.Person]::new('Ann', 3)
"$ann"
$ann.Describe(5)
[My.Space.Person]::Count(), [My.Space.Person]::Pi
[My.Space.Boss]::new('Bo').Greeting()
[My.Space.Boss].FullName, [My.Space.Boss].BaseType.FullName
$ann | Format-List

# Members around which the type is made, and an interface of .NET that is only a promise.
Add-Type -Name N -Namespace Q -MemberDefinition 'public static int Twice(int x) { return 2 * x; }' -PassThru | ForEach-Object FullName
[Q.N]::Twice(4)
Add-Type 'using System.Net; public class TrustAll : ICertificatePolicy { public bool Check(ServicePoint p, int problem) { return true; } }'
[TrustAll]::new().Check($null, 1)

# `as` converts nothing, and looks at its value once.
Add-Type @'
public class Cast
{
    static int calls = 0;
    public static object Next() { calls++; return calls; }
    public static bool IsText(object x) { var text = x as string; return text != null; }
    public static string Twice(object x) { string text = x as string; if (text != null) { return text + text; } return "no text"; }
    public static int Calls() { object text = Next() as string; return text == null ? calls : -1; }
}
'@
[Cast]::IsText('a'), [Cast]::IsText(1), [Cast]::Twice('a'), [Cast]::Twice(100), [Cast]::Calls()

# The same source again is no error, another one of that name is.
Add-Type 'public class Once { }'
Add-Type 'public class Once { }'
try { Add-Type 'public class Once { int x; }' } catch { $_.Exception.Message }

# What is not understood is named with its line.
try { Add-Type "public class W {`n[DllImport(`"user32.dll`")] public static extern bool Show(IntPtr h); }" } catch { $_.Exception.Message }
