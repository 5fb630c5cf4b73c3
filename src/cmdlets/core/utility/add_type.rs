//! `Add-Type`.

use crate::cmdlet;
use crate::engine::class::models;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::assembly;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Makes the types of an assembly known, or those of C# source. The types of .NET that fedsh has are always there. Of C#, enumerations and plain classes are understood.
    ///
    /// # Examples
    /// ```powershell
    /// Add-Type -AssemblyName System.Web
    /// [System.Web.HttpUtility]::UrlEncode('a b')
    ///
    /// Add-Type 'public class Sum { public static int Of(int a, int b) { return a + b; } }'
    /// [Sum]::Of(2, 3)
    /// Add-Type -TypeDefinition 'public class Product { public static int Of(int a, int b) { return a * b; } }' -Language CSharp -PassThru -IgnoreWarnings | Out-Null
    /// Add-Type -Name Tools -Namespace My -MemberDefinition 'public static int One() { return 1; }' -UsingNamespace System.Text
    /// Set-Content ./Half.cs 'public class Half { public static int Of(int a) { return a / 2; } }'
    /// Add-Type -Path ./Half.cs -ReferencedAssemblies System.Xml
    /// Set-Content ./Twice.cs 'public class Twice { public static int Of(int a) { return a * 2; } }'
    /// Add-Type -LiteralPath ./Twice.cs -CompilerOptions '-optimize'
    /// # Source is read and run, but nothing is compiled to a file of .NET.
    /// try { Add-Type -TypeDefinition 'public class Third { }' -OutputAssembly ./Third.dll -OutputType Library } catch { $_.Exception.Message }
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

impl Cmdlet for AddType {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for name in &self.assembly_name {
            if !assembly::is_known(name) {
                return Err(context.terminate(
                    "System.IO.FileNotFoundException",
                    format!("Cannot add type. The assembly '{name}' could not be found."),
                    "ASSEMBLY_NOT_FOUND",
                    Category::ObjectNotFound,
                    Value::text(name.as_str()),
                ));
            }
        }
        if self.output_assembly.is_some() {
            return Err(Fault::not_supported("assemblies that Add-Type writes"));
        }
        let mut found = Vec::new();
        for source in self.sources(context)? {
            found.extend(match source {
                Origin::Text(text) => context.engine.add_source(&text)?,
                Origin::Model(assembly) => context.engine.add_model(&assembly)?,
            });
        }
        for of in found.into_iter().filter(|_| self.pass_thru) {
            context.output(Value::Type(of))?;
        }
        Ok(())
    }
}

/// Where types come from.
enum Origin {
    /// C# source.
    Text(String),
    /// An assembly that fedsh has types of its own for.
    Model(String),
}

impl AddType {
    /// C# source as it was given, around members, or in files; assemblies that are modelled.
    fn sources(&self, context: &mut Context<'_>) -> Outcome<Vec<Origin>> {
        let mut sources: Vec<Origin> = self.type_definition.iter().cloned().map(Origin::Text).collect();
        if let Some(name) = &self.name {
            let using: String = self.using_namespace.iter().map(|name| format!("using {name};\n")).collect();
            let own = "Microsoft.PowerShell.Commands.AddType.AutoGeneratedTypes";
            let namespace = self.namespace.as_deref().unwrap_or(own);
            let class = format!("public class {name} {{ {} }}", self.member_definition.join("\n"));
            let whole = match namespace.is_empty() {
                true => format!("using System;\n{using}{class}"),
                false => format!("using System;\n{using}namespace {namespace} {{ {class} }}"),
            };
            sources.push(Origin::Text(whole));
        }
        for path in self.path.iter().chain(&self.literal_path) {
            let found = context.engine.resolve_file(path)?;
            let assembly =
                found.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_source = path.to_ascii_lowercase().ends_with(".cs");
            if !is_source && !models::is_modelled(&assembly) {
                let what = format!("assemblies of .NET, as '{path}', in Add-Type: it runs no code of .NET");
                return Err(Fault::not_supported(what));
            }
            if !is_source && found.is_file() {
                sources.push(Origin::Model(assembly));
                continue;
            }
            let text = std::fs::read_to_string(&found).map_err(|_| missing(context, path))?;
            sources.push(Origin::Text(text.trim_start_matches('\u{feff}').to_string()));
        }
        Ok(sources)
    }
}

fn missing(context: &mut Context<'_>, path: &str) -> Box<Fault> {
    context.terminate(
        "System.Management.Automation.ItemNotFoundException",
        format!("Cannot find path '{path}' because it does not exist."),
        "FileNotFound",
        Category::ObjectNotFound,
        Value::text(path),
    )
}
