//! `Request-CsCertificate`.

use super::online::{Ordering, note_origin, still_good};
use super::proof::Proof;
use super::{USAGES, authority, files, folder, keep, own_computer, pending, shown, write_private, wrong};
use crate::cmdlet;
use crate::cmdlets::cs::dns::zones::Zones;
use crate::cmdlets::cs::object::{self, Truth};
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::federation::acme::{AcmeAuthority, ExternalAccount, LETS_ENCRYPT, LETS_ENCRYPT_STAGING};
use crate::federation::certificates::{CertificateRequest, IssuedCertificate, describe, signing_request};
use std::path::{Path, PathBuf};
use std::time::Duration;

const NEW: &[Membership] = &[Membership { set: "ByNew", position: None, mandatory: false, pipe: Pipe::No }];
const NEEDED: &[Membership] = &[Membership { set: "ByNew", position: None, mandatory: true, pipe: Pipe::No }];
const OLD: &[Membership] = &[
    Membership { set: "ByClear", position: None, mandatory: false, pipe: Pipe::No },
    Membership { set: "ByList", position: None, mandatory: false, pipe: Pipe::No },
    Membership { set: "ByRetrieve", position: None, mandatory: false, pipe: Pipe::No },
];

const fn only(set: &'static str) -> Membership {
    Membership { set, position: None, mandatory: false, pipe: Pipe::No }
}

cmdlet! {
    /// Requests a certificate: from the local authority, from one that speaks ACME as Let's Encrypt does, or as a
    /// signing request in a file.
    ///
    /// An ACME authority wants to see that the names are yours. By HTTP it reads a page at port 80 of each name, which
    /// fedsh shows itself at -ChallengeAddress, or a web server that is there shows from its -WebRoot. By DNS it reads
    /// a TXT record, which is written to the name server that -Server names, or into the zone of this store. With
    /// -RenewWithin the same line can run every day: it gives the certificate that is there until it is due.
    ///
    /// Signing requests that are under way are listed by -List and forgotten by -Clear. Import-CsCertificate takes
    /// the answer and finds its key by itself.
    ///
    /// # Examples
    /// ```powershell
    /// Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -DomainName contoso.com
    /// Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -Output ./pool02.csr
    /// Request-CsCertificate -List
    /// # Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -DomainName contoso.com -CA LetsEncrypt -CaAccount admin@contoso.com
    /// # Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -CA LetsEncrypt -Challenge Dns -Server 192.0.2.53 -ZoneName contoso.com -KeyFile ./fedsh.key
    /// # $found = Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -CA LetsEncrypt -RenewWithin 30
    /// # Set-CsCertificate -Type XMPPServer -ComputerFqdn edge02.contoso.com -Thumbprint $found.Thumbprint
    /// Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -AllSipDomain -FriendlyName 'Pool 2' -Organization Contoso -OU Operations -City Redmond -State Washington -Country US -ValidDays 400 -Force
    /// Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -KeyAlg ECDH_P256 -KeySize 2048 -ClientEKU $true -PrivateKeyExportable $true -Report ./requested.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// $found = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -RenewWithin 30
    /// Request-CsCertificate -List -RequestId 1
    /// Request-CsCertificate -Clear -RequestId 1
    /// try { Request-CsCertificate -Retrieve -RequestId 1 -ErrorAction Stop } catch { $_.Exception.Message }
    /// # An authority in the network: nobody answers at these addresses, which it says.
    /// Set-Content ./roots.pem (Get-Content "$HOME/.local/share/fedsh/certificates/ca.pem")
    /// try { Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -DomainName contoso.com -CA https://127.0.0.1:9/directory -CaAccount admin@contoso.com, account7 -CaPassword c2VjcmV0 -CaRootFile ./roots.pem -Challenge Http -ChallengeAddress 127.0.0.1:8402 -Template WebServer -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -CA https://127.0.0.1:9/directory -CaRootFile ./roots.pem -Challenge Http -WebRoot . -ErrorAction Stop } catch { $_.Exception.Message }
    /// Set-Content ./fedsh.key 'key "fedsh" {', '  algorithm hmac-sha256;', '  secret "c2VjcmV0IG9mIHlvdXIgb3duLCAzMiBieXRlcyBsb25n";', '};'
    /// try { Request-CsCertificate -New -Type XMPPServer -ComputerFqdn edge02.contoso.com -CA https://127.0.0.1:9/directory -CaRootFile ./roots.pem -Challenge Dns -Server 127.0.0.1:9 -ZoneName contoso.com -KeyFile ./fedsh.key -PropagationSeconds 5 -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Request-CsCertificate" as RequestCsCertificate { module: "fedsh.Cs", default_set: "ByNew", should_process: Some(Impact::Medium) }
    parameters {
        /// A new request.
        "New" new: bool { sets: NEW },
        /// What the certificate is for.
        "Type" usage: Vec<String> { sets: NEEDED, values: USAGES },
        /// The computer that uses it; this one when absent.
        "ComputerFqdn" computer: Option<String> { sets: NEW },
        /// Further names, the XMPP domains among them.
        "DomainName" names: Vec<String> { sets: NEW },
        /// Adds the SIP domains of the deployment, and `sip.` below each.
        "AllSipDomain" all_domains: bool { sets: NEW },
        /// Days of validity.
        "ValidDays" days: Option<i32> { sets: NEW, validate: &[Validation::Range(1.0, 36_500.0)] },
        /// Writes a signing request to this file; its key stays beside it, with the ending `.key`.
        "Output" output: Option<String> { sets: NEW },
        /// Organisation in the subject.
        "Organization" organization: Option<String> { sets: NEW },
        /// Organisational unit in the subject.
        "OU" unit: Option<String> { sets: NEW },
        /// City in the subject.
        "City" city: Option<String> { sets: NEW },
        /// State in the subject.
        "State" state: Option<String> { sets: NEW },
        /// Country in the subject, by two letters.
        "Country" country: Option<String> { sets: NEW, validate: &[Validation::Length(2, 2)] },
        /// Name of the certificate for people; it is kept with a signing request.
        "FriendlyName" friendly: Option<String> { sets: NEW },
        /// An authority that speaks ACME: LetsEncrypt, LetsEncryptStaging, or the URL of its directory.
        "CA" authority: Option<String> { sets: NEW },
        /// Mail addresses for the authority's notes; with -CaPassword the account by which it knows you.
        "CaAccount" account: Vec<String> { sets: NEW },
        /// The key of that account, as the authority handed it out.
        "CaPassword" password: Option<String> { sets: NEW },
        /// A file with roots that the authority's own certificate leads to; those of the system when absent.
        "CaRootFile" roots: Option<String> { sets: NEW },
        /// How the authority sees that the names are yours.
        "Challenge" challenge: Option<String> { sets: NEW, values: &["Http", "Dns"] },
        /// Where fedsh shows the pages of an HTTP proof.
        "ChallengeAddress" address: Option<String> { sets: NEW },
        /// The folder of a web server at port 80 that shows them instead.
        "WebRoot" web_root: Option<String> { sets: NEW },
        /// The primary name server that takes the records of a DNS proof; the zone of this store when absent.
        "Server" server: Option<String> { sets: NEW },
        /// The zones that may be changed there.
        "ZoneName" zones: Vec<String> { sets: NEW },
        /// A file with the key that signs the change, as tsig-keygen writes it.
        "KeyFile" key_file: Option<String> { sets: NEW },
        /// Seconds until other name servers have a DNS proof; only then the authority looks.
        "PropagationSeconds" propagation: Option<u32> { sets: NEW },
        /// Days: a certificate that is there and good for longer is given instead of a new one.
        "RenewWithin" renew: Option<u32> { sets: NEW, validate: &[Validation::Range(0.0, 36_500.0)] },
        /// Accepted: certificates of the local authority can be shown to servers and by them.
        "ClientEKU" client: Option<Truth> { sets: NEW },
        /// Accepted: keys are on the curve P-256.
        "KeyAlg" algorithm: Option<String> { sets: NEW, values: &["RSA", "ECDH_P256", "ECDH_P384", "ECDH_P521"] },
        /// Accepted: keys are on the curve P-256.
        "KeySize" size: Option<i32> { sets: NEW },
        /// Accepted: keys stay in files that their owner can copy.
        "PrivateKeyExportable" exportable: Option<Truth> { sets: NEW },
        /// Accepted: templates belong to online authorities.
        "Template" template: Option<String> { sets: NEW },
        /// Accepted: the deployment is in this store.
        "GlobalCatalog" catalog: Option<String> { sets: NEW },
        /// Accepted: the deployment is in this store.
        "GlobalSettingsDomainController" controller: Option<String> { sets: NEW },
        /// Forgets requests that are under way.
        "Clear" clear: bool { sets: &[only("ByClear")] },
        /// Lists requests that are under way.
        "List" list: bool { sets: &[only("ByList")] },
        /// Accepted nowhere: an online authority answers at once.
        "Retrieve" retrieve: bool { sets: &[only("ByRetrieve")], validate: &[Validation::NotYet] },
        /// Number of a request; all of them when absent.
        "RequestId" request: Option<i32> { sets: OLD },
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

/// Requests that are under way: number, and the file of the key.
fn under_way(folder: &Path) -> Vec<(i32, PathBuf)> {
    let files = std::fs::read_dir(pending(folder)).into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<(i32, PathBuf)> = files
        .filter(|path| path.extension().is_some_and(|end| end == "key"))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.parse().ok()?, path)))
        .collect();
    found.sort();
    found
}

/// The directory of an authority that `-CA` names.
fn directory(authority: &str) -> Result<&str, Refusal> {
    match authority.to_ascii_lowercase().as_str() {
        "letsencrypt" => Ok(LETS_ENCRYPT),
        "letsencryptstaging" => Ok(LETS_ENCRYPT_STAGING),
        text if text.starts_with("https://") => Ok(authority),
        _ => Err(wrong(format!(
            "'{authority}' is no authority that is asked online: LetsEncrypt, or the URL of an ACME directory, \
             which begins with https://. Others, a Windows authority too, take the signing request that \
             -Output writes."
        ))),
    }
}

/// Name of the file of an account: for people, and one of its own for each directory and external account.
fn account_file(directory: &str, known_as: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let name: String = directory.trim_start_matches("https://").chars().take(60).map(plain).collect();
    let digest = ring::digest::digest(&ring::digest::SHA256, format!("{directory}\n{known_as}").as_bytes());
    let short: String = digest.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{name}-{short}.json")
}

impl RequestCsCertificate {
    fn request(&self, context: &mut Context<'_>, computer: &str) -> Outcome<CertificateRequest> {
        let mut names: Vec<String> = self
            .names
            .iter()
            .flat_map(|names| names.split(','))
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        if self.all_domains {
            let topology = published(&*session(context)?).unwrap_or_default();
            let domains = topology.domains.iter().map(|domain| domain.name.as_str());
            names.extend(domains.flat_map(|domain| [format!("sip.{domain}"), domain.to_owned()]));
        }
        names.sort();
        names.dedup();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut request = CertificateRequest::for_host(computer, &names);
        request.valid_days = self.days.and_then(|days| u32::try_from(days).ok()).unwrap_or(0);
        request.organization.clone_from(&self.organization);
        request.organizational_unit.clone_from(&self.unit);
        request.city.clone_from(&self.city);
        request.state.clone_from(&self.state);
        request.country.clone_from(&self.country);
        Ok(request)
    }

    /// Writes a signing request and keeps its key until the answer is imported.
    fn write(
        &self,
        context: &Context<'_>,
        output: &str,
        request: &CertificateRequest,
    ) -> Result<i32, Refusal> {
        let path = context.engine.resolve_path(output);
        let (text, key) = signing_request(request).map_err(wrong)?;
        key.write(&path.with_extension("key")).map_err(wrong)?;
        std::fs::write(&path, text)
            .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", path.display())))?;
        let folder = folder(context.engine);
        let number = under_way(&folder).last().map_or(1, |(number, _)| number.saturating_add(1));
        let kept = pending(&folder);
        std::fs::create_dir_all(&kept)
            .map_err(|error| wrong(format!("'{}' cannot be made: {error}.", kept.display())))?;
        write_private(&kept.join(format!("{number}.key")), key.expose_pem())?;
        let about = format!("{}\n{}\n", request.common_name, self.friendly.as_deref().unwrap_or_default());
        let note = kept.join(format!("{number}.txt"));
        std::fs::write(&note, about)
            .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", note.display())))?;
        Ok(number)
    }

    fn list_or_clear(&self, context: &mut Context<'_>) -> Outcome {
        let found = under_way(&folder(context.engine));
        let chosen: Vec<_> = found
            .into_iter()
            .filter(|(number, _)| self.request.is_none_or(|wanted| wanted == *number))
            .collect();
        if let Some(wanted) = self.request.filter(|_| chosen.is_empty()) {
            return Refusal::NotFound(format!("There is no request {wanted} under way.")).report(context);
        }
        let mut lines = Vec::new();
        for (number, path) in chosen {
            let about = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
            let mut about = about.lines().map(str::to_owned);
            let (subject, friendly) = (about.next().unwrap_or_default(), about.next().unwrap_or_default());
            lines.push(format!("Request {number}: {subject}"));
            if self.clear {
                if context.should_process(&format!("request {number}"), "Request-CsCertificate -Clear")? {
                    let _ = std::fs::remove_file(path.with_extension("txt"));
                    if let Err(error) = std::fs::remove_file(&path) {
                        wrong(format!("'{}' cannot be removed: {error}.", path.display())).report(context)?;
                    }
                }
                continue;
            }
            context.output(object::with_type(
                "CsCertificateRequest",
                vec![
                    ("RequestId", Value::Int(number)),
                    ("Subject", Value::text(subject)),
                    ("FriendlyName", Value::text(friendly)),
                ],
            ))?;
        }
        report::write(context, self.report.as_ref(), &lines)
    }
}

impl RequestCsCertificate {
    fn written(
        &self,
        context: &mut Context<'_>,
        computer: &str,
        output: &str,
        request: &CertificateRequest,
    ) -> Outcome {
        if self.authority.is_some() {
            return wrong("-Output is for authorities that are not asked online: leave out -CA.")
                .report(context);
        }
        match self.write(context, output, request) {
            Ok(number) => {
                let line = format!("Request {number} for {computer} is in {output}.");
                context.verbose(&line)?;
                report::write(context, self.report.as_ref(), &[line])
            }
            Err(refusal) => refusal.report(context),
        }
    }

    fn issued(
        &self,
        context: &Context<'_>,
        request: &CertificateRequest,
    ) -> Result<IssuedCertificate, Refusal> {
        authority(context.engine).and_then(|authority| authority.issue(request)).map_err(wrong)
    }

    fn ordered(
        &self,
        context: &mut Context<'_>,
        directory: &str,
        request: &CertificateRequest,
    ) -> Outcome<Result<(IssuedCertificate, Vec<String>), Refusal>> {
        let asked =
            self.acme(context.engine, directory).and_then(|acme| Ok((acme, self.proof(context.engine)?)));
        let (acme, proof) = match asked {
            Ok(asked) => asked,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let said = self.propagation.map(|seconds| Duration::from_secs(u64::from(seconds)));
        let pause = said.unwrap_or_else(|| proof.pause());
        Ordering { authority: &acme, proof: &proof, pause, request }.place(context)
    }

    /// The authority of a directory, with an account of its own for each.
    fn acme(&self, engine: &Engine, directory: &str) -> Result<AcmeAuthority, Refusal> {
        let read = |file: &String| -> Result<String, Refusal> {
            let roots = files::text(&engine.resolve_path(file))?;
            describe(&roots).map_err(|error| wrong(format!("'{file}' has no roots: {error}.")))?;
            Ok(roots)
        };
        let external = match (self.account.first(), &self.password) {
            (Some(key_id), Some(key)) => Some(ExternalAccount { key_id: key_id.clone(), key: key.clone() }),
            (None, Some(_)) => {
                return Err(wrong("-CaPassword is the key of an account: name it by -CaAccount."));
            }
            _ => None,
        };
        let contacts = if external.is_some() { Vec::new() } else { self.account.clone() };
        let file = account_file(directory, external.as_ref().map_or("", |account| account.key_id.as_str()));
        Ok(AcmeAuthority {
            directory: directory.to_owned(),
            roots: self.roots.as_ref().map(read).transpose()?,
            contacts,
            external,
            account_file: folder(engine).join("acme").join(file),
        })
    }

    /// How the names are proved.
    fn proof(&self, engine: &Engine) -> Result<Proof, Refusal> {
        let by_dns =
            self.challenge.as_deref().map_or(self.server.is_some(), |way| way.eq_ignore_ascii_case("Dns"));
        match (by_dns, &self.server, &self.web_root) {
            (true, Some(server), _) => {
                Zones::read(engine, server, &self.zones, self.key_file.as_deref()).map(Proof::Update)
            }
            (true, None, _) => Ok(Proof::Stored),
            (false, _, Some(folder)) => Ok(Proof::Folder(engine.resolve_path(folder))),
            (false, _, None) => {
                let address = self.address.as_deref().unwrap_or("0.0.0.0:80");
                let parsed = address.parse().map_err(|_| {
                    wrong(format!("'{address}' is no address with a port, as in 0.0.0.0:80 or [::]:80."))
                });
                parsed.map(Proof::Listen)
            }
        }
    }
}

impl Cmdlet for RequestCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.list || self.clear {
            return self.list_or_clear(context);
        }
        let computer = match &self.computer {
            Some(computer) => computer.clone(),
            None => own_computer(context)?,
        };
        let request = self.request(context, &computer)?;
        if !context.should_process(&computer, "Request-CsCertificate")? {
            return Ok(());
        }
        if let Some(output) = &self.output {
            return self.written(context, &computer, output, &request);
        }
        let from = match self.authority.as_deref().map(directory).transpose() {
            Ok(from) => from,
            Err(refusal) => return refusal.report(context),
        };
        if let Some(days) = self.renew
            && let Some(found) = still_good(&folder(context.engine), &request, days, from)
        {
            return context.output(shown(&found));
        }
        let (by, issued) = match from {
            Some(directory) => (directory, self.ordered(context, directory, &request)?),
            None => {
                ("The local authority", self.issued(context, &request).map(|issued| (issued, Vec::new())))
            }
        };
        let kept = issued.and_then(|(issued, notes)| {
            let folder = folder(context.engine);
            let found = keep(&folder, &issued.chain_pem, issued.key.expose_pem())?;
            note_origin(&folder, &found, from)?;
            Ok((found, notes))
        });
        match kept {
            Ok((found, notes)) => {
                notes.iter().try_for_each(|note| context.warning(note))?;
                let line = format!("{by} issued {} for {computer}.", found.thumbprint);
                report::write(context, self.report.as_ref(), &[line])?;
                context.output(shown(&found))
            }
            Err(refusal) => refusal.report(context),
        }
    }
}
