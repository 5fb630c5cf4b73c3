# What a certificate says, read from PEM, from a file and from bytes.
$pem = @'
-----BEGIN CERTIFICATE-----
MIICLjCCAdOgAwIBAgIUbuZOy7dr3lQTrjpcMGp/9BkqdcAwCgYIKoZIzj0EAwIw
PjELMAkGA1UEBhMCVVMxFTATBgNVBAoMDENvbnRvc28sIEx0ZDEYMBYGA1UEAwwP
d3d3LmNvbnRvc28uY29tMB4XDTI2MTEyODAzMDIzOFoXDTM2MTEyNTAzMDIzOFow
PjELMAkGA1UEBhMCVVMxFTATBgNVBAoMDENvbnRvc28sIEx0ZDEYMBYGA1UEAwwP
d3d3LmNvbnRvc28uY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/ji4MEZ7
r2dZMD/+wGJqIrcI5TVjNqem48C6UeydvckCT9H7WsKyA8/pEdQPzYq0bDl1f4qb
MOkilJoO4S3ShaOBrjCBqzAdBgNVHQ4EFgQUupPKmrTCD93yI32xy5MhQBB0WTQw
HwYDVR0jBBgwFoAUupPKmrTCD93yI32xy5MhQBB0WTQwDwYDVR0TAQH/BAUwAwEB
/zApBgNVHREEIjAggg93d3cuY29udG9zby5jb22CDSouY29udG9zby5uZXQwHQYD
VR0lBBYwFAYIKwYBBQUHAwEGCCsGAQUFBwMCMA4GA1UdDwEB/wQEAwIChDAKBggq
hkjOPQQDAgNJADBGAiEAiUotT75qHwE+MMS+ctl3pAkOKOg9ND8JhvZeWPNjXIcC
IQCTqfe3sKpG09Vtwf0Ber4GLSel3kY0zv2FoGduakYkNA==
-----END CERTIFICATE-----
'@
Set-Content c.pem $pem
$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new("$PWD/c.pem")
$certificate.Subject
$certificate.Issuer -eq $certificate.Subject
$certificate.SubjectName.Name
$certificate.Thumbprint
$certificate.SerialNumber
$certificate.NotBefore.ToUniversalTime().ToString('u')
$certificate.NotAfter.ToUniversalTime().ToString('u')
$certificate.NotAfter -lt (Get-Date '2030-01-01')
$certificate.Version
$certificate.HasPrivateKey
$certificate.SignatureAlgorithm.FriendlyName
$certificate.DnsNameList | ForEach-Object Unicode
$certificate.EnhancedKeyUsageList | ForEach-Object ObjectId
$certificate.Extensions | ForEach-Object { "$($_.Oid.Value) $($_.Critical)" }
($certificate.Extensions | Where-Object { $_.Oid.Value -eq '2.5.29.15' }).KeyUsages
$certificate.GetNameInfo('SimpleName', $false)
$certificate.GetNameInfo('DnsName', $false)
$certificate.MatchesHostname('www.contoso.com'), $certificate.MatchesHostname('a.contoso.net'), $certificate.MatchesHostname('a.b.contoso.net') -join ' '
$certificate.GetCertHashString() -eq $certificate.Thumbprint
$certificate.GetKeyAlgorithm()
$again = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.RawData)
$again.Equals($certificate)
[System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($pem).Thumbprint -eq $certificate.Thumbprint
$certificate.ExportCertificatePem() -eq $pem.Trim()
Set-Content bad.pem 'no certificate'
try { [System.Security.Cryptography.X509Certificates.X509Certificate2]::new("$PWD/bad.pem") } catch { $_.Exception.InnerException.GetType().Name }
