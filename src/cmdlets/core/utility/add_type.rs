//! `Add-Type`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Makes the types of an assembly known. Those of .NET that fedsh has are always there; source code in C# is not compiled.
    ///
    /// # Examples
    /// ```powershell
    /// Add-Type -AssemblyName System.Web
    /// [System.Web.HttpUtility]::UrlEncode('a b')
    /// ```
    "Add-Type" as AddType {
        class: "Microsoft.PowerShell.Commands.AddTypeCommand",
        default_set: "FromSource",
        output_types: &["System.Type"],
    }
    parameters {
        /// Source code of types.
        "TypeDefinition" type_definition: Option<String> { sets: &[Membership { set: "FromSource", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Name of a type that is made of members.
        "Name" name: Option<String> { sets: &[Membership { set: "FromMember", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Source code of its members.
        "MemberDefinition" member_definition: Vec<String> { sets: &[Membership { set: "FromMember", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// Its namespace.
        "Namespace" namespace: Option<String> { aliases: &["NS"], sets: &[Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Namespaces that the source uses.
        "UsingNamespace" using_namespace: Vec<String> { aliases: &["Using"], sets: &[Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Files of source code or assemblies.
        "Path" path: Vec<String> { sets: &[Membership { set: "FromPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The same, without wildcards.
        "LiteralPath" literal_path: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "FromLiteralPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Assemblies by name.
        "AssemblyName" assembly_name: Vec<String> { aliases: &["AN"], sets: &[Membership { set: "FromAssemblyName", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The language of the source.
        "Language" language: Option<String> { type_name: "Microsoft.PowerShell.Commands.Language", sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }], values: &["CSharp"] },
        /// Assemblies that the source needs.
        "ReferencedAssemblies" referenced_assemblies: Vec<String> { aliases: &["RA"], sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromPath", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromLiteralPath", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The file that the types are written to.
        "OutputAssembly" output_assembly: Option<String> { aliases: &["OA"], sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromPath", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromLiteralPath", position: None, mandatory: false, pipe: Pipe::No }] },
        /// What kind of file that is.
        "OutputType" output_type: Option<String> { type_name: "Microsoft.PowerShell.Commands.OutputAssemblyType", aliases: &["OT"], sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromPath", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromLiteralPath", position: None, mandatory: false, pipe: Pipe::No }], values: &["Library", "ConsoleApplication", "WindowsApplication"] },
        /// Sends the types on.
        "PassThru" pass_thru: bool,
        /// Takes source that the compiler warns of.
        "IgnoreWarnings" ignore_warnings: bool { sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromPath", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromLiteralPath", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Options for the compiler.
        "CompilerOptions" compiler_options: Vec<String> { sets: &[Membership { set: "FromSource", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromMember", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromPath", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FromLiteralPath", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

/// Assemblies of .NET without a name in front of the last part that Linux lacks.
const ABSENT: &[&str] = &[
    "Microsoft.VisualBasic.Forms",
    "PresentationCore",
    "PresentationFramework",
    "System.Design",
    "System.Windows.Forms",
    "WindowsBase",
    "WindowsFormsIntegration",
];

impl Cmdlet for AddType {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.assembly_name.is_empty() {
            return Err(Fault::not_supported(
                "source code and assemblies of Add-Type: it has no compiler for C#",
            ));
        }
        for name in &self.assembly_name {
            if !is_known(name) {
                return Err(context.terminate(
                    "System.IO.FileNotFoundException",
                    format!("Cannot add type. The assembly '{name}' could not be found."),
                    "ASSEMBLY_NOT_FOUND",
                    Category::ObjectNotFound,
                    Value::text(name.as_str()),
                ));
            }
        }
        Ok(())
    }
}

/// Whether .NET on Linux has an assembly; a full name counts by its first part.
fn is_known(name: &str) -> bool {
    let short = name.split(',').next().unwrap_or(name).trim();
    let short = short.strip_suffix(".dll").unwrap_or(short);
    let listed = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(short));
    let starts =
        |prefix: &str| short.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    !listed(ABSENT)
        && (listed(&["System", "mscorlib", "netstandard", "Microsoft.CSharp", "Microsoft.VisualBasic"])
            || starts("System.")
            || starts("Microsoft.PowerShell.")
            || starts("Newtonsoft.Json"))
}
