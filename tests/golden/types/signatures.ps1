# Signatures and encryption with RSA and ECDSA. Keys and signatures were made by openssl, for this test only.
$rsaPem = @'
-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC28Y5xxxgFyglu
IK60DxvBPIQpOeMfTZSaObzSzb/F4oQGYgBbKdWrnhH3TE89ip8YVYoao+WPkEBl
PUs3rPBHkmKg5bSvxhcm409B/GswxcHYQjpSBWFkVI4BnHD3yZOJ+pp0FHUROuc1
U46hV5L1k18DKxVSCB8Aw/kcjm1rf+3NtVuA5+hJzeu9aGTrhVlEWSrALJJFvxtv
rnV6OJAHrUuEqTrMI44ruk+QBiRS87WN0Sm8YNSJL4g5sA+xaqoZhlQRrWSexVAj
rAMgt2kcOWvSspPN8PlhKA1M9w87Tsbd6bVz+TlNQgMrR4wOgCjo2kY2sd8GKwc+
bB9VnUYzAgMBAAECggEAPQRbOLqpWgD1XTxcWKTzYmOPRvrONHoZNslMH9lM/bDb
zQ8xxDYzVH6vylYy1ble7+xT2CfTIKuBtuKXLFYrfAuohramqbu9rBRDsqQAkm9b
BIiuT/4IakDDbmkhypt6cJpbmpzaIOmPBRu95jVByFOjbHiZr1cTFBvJAgvFFgWv
9n8Bzfn72/HR0lA9evcBeObgGhRIBy9jwOOR8ZX9AlrNjH79FT6nXL8dtLR9Fmus
s+TviwJRX9m7WOC5MRbsJIuczB/vxQZIWx5Vqqi03NBYWxNveGw0jkjMn++4gCiE
SQaFD6SOot4smCOu1IwMCOfB0p3a7+9o4OB82FitoQKBgQDnqoTgZLphV+DQq4FE
xDff0hovxzAs0o7z2j9pRMMD8YZmF0ypEvdJkkzLuLSKJ9kgvnVAIQhLerLK1BrC
JGJC7hp/GdCubzT/84ZhW7kJP6jytCJ2vLBndC4Zrq8TQe+9tGXiH6Uzpo8V7L1R
M6B8W8zUNiJDox3lZNiR0po0IQKBgQDKKOSw5u1g1gVgBt0kz/f90xj+UprrKygE
BhWx/2kXOSePHUhQHJi3i326+1j1p8KPhXfl+hJWPNLFh3/bpqsa3kp3lo8F/V3m
0zNmyhz3E6vY4wXtQA5SPlVVSoDf4pGAi3fL7Puc9JP6ogiL9KuP2J/ouB9AD8Vw
+IIuhqpv0wKBgQDfylS0I/n8ARVW3uZwVJCZMXBEiUnbcsfPfxxUh61PyOiJBKb0
iTLDKoXvIo2dDGNugy3m9kH6EBxZXU5ADz+w4ixMbdauOxVaz5gXwrBb49hEJIlK
ZHqQZaYG/z12//IlMvhc2S8QVyzQBDLaF2JH37JdqbGt3wwJRkMDkwuNoQKBgDjJ
HdwXMey2kZH0u5/Aj0+MQYQG3h9a4wWmU+fI79MnKdaIiix+q+M62plwSv/OHNfF
zPUbtpTkxuvXcPHZMkz8zfwjnY84KW1SPCkOcu5wZyAoPRz0llFB0yR/Jg49jVOH
WaI9sjvXc82+QBpYIuzoE5sCRTzwcSyXkbHSAAQjAoGAbDtjuQ/qfdYfz5Gw8Gz2
ex+EIk4upinpSSnjQMGlwUf3hlPybZdQNClLYvjjCBO/rVUu/fx3YcKmYMQnxs4u
otDnNRos/8drXvY3MDyLlqmYMndWJJU0ljBUsBMHgFHxJOMEWc2ZZR5rqKnS4YCK
3Z+KkQb5zfKWigRlHrtqxDQ=
-----END PRIVATE KEY-----
'@
$rsaOldPem = @'
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAtvGOcccYBcoJbiCutA8bwTyEKTnjH02Umjm80s2/xeKEBmIA
WynVq54R90xPPYqfGFWKGqPlj5BAZT1LN6zwR5JioOW0r8YXJuNPQfxrMMXB2EI6
UgVhZFSOAZxw98mTifqadBR1ETrnNVOOoVeS9ZNfAysVUggfAMP5HI5ta3/tzbVb
gOfoSc3rvWhk64VZRFkqwCySRb8bb651ejiQB61LhKk6zCOOK7pPkAYkUvO1jdEp
vGDUiS+IObAPsWqqGYZUEa1knsVQI6wDILdpHDlr0rKTzfD5YSgNTPcPO07G3em1
c/k5TUIDK0eMDoAo6NpGNrHfBisHPmwfVZ1GMwIDAQABAoIBAD0EWzi6qVoA9V08
XFik82Jjj0b6zjR6GTbJTB/ZTP2w280PMcQ2M1R+r8pWMtW5Xu/sU9gn0yCrgbbi
lyxWK3wLqIa2pqm7vawUQ7KkAJJvWwSIrk/+CGpAw25pIcqbenCaW5qc2iDpjwUb
veY1QchTo2x4ma9XExQbyQILxRYFr/Z/Ac35+9vx0dJQPXr3AXjm4BoUSAcvY8Dj
kfGV/QJazYx+/RU+p1y/HbS0fRZrrLPk74sCUV/Zu1jguTEW7CSLnMwf78UGSFse
VaqotNzQWFsTb3hsNI5IzJ/vuIAohEkGhQ+kjqLeLJgjrtSMDAjnwdKd2u/vaODg
fNhYraECgYEA56qE4GS6YVfg0KuBRMQ339IaL8cwLNKO89o/aUTDA/GGZhdMqRL3
SZJMy7i0iifZIL51QCEIS3qyytQawiRiQu4afxnQrm80//OGYVu5CT+o8rQidryw
Z3QuGa6vE0HvvbRl4h+lM6aPFey9UTOgfFvM1DYiQ6Md5WTYkdKaNCECgYEAyijk
sObtYNYFYAbdJM/3/dMY/lKa6ysoBAYVsf9pFzknjx1IUByYt4t9uvtY9afCj4V3
5foSVjzSxYd/26arGt5Kd5aPBf1d5tMzZsoc9xOr2OMF7UAOUj5VVUqA3+KRgIt3
y+z7nPST+qIIi/Srj9if6LgfQA/FcPiCLoaqb9MCgYEA38pUtCP5/AEVVt7mcFSQ
mTFwRIlJ23LHz38cVIetT8joiQSm9IkywyqF7yKNnQxjboMt5vZB+hAcWV1OQA8/
sOIsTG3WrjsVWs+YF8KwW+PYRCSJSmR6kGWmBv89dv/yJTL4XNkvEFcs0AQy2hdi
R9+yXamxrd8MCUZDA5MLjaECgYA4yR3cFzHstpGR9LufwI9PjEGEBt4fWuMFplPn
yO/TJynWiIosfqvjOtqZcEr/zhzXxcz1G7aU5Mbr13Dx2TJM/M38I52POCltUjwp
DnLucGcgKD0c9JZRQdMkfyYOPY1Th1miPbI713PNvkAaWCLs6BObAkU88HEsl5Gx
0gAEIwKBgGw7Y7kP6n3WH8+RsPBs9nsfhCJOLqYp6Ukp40DBpcFH94ZT8m2XUDQp
S2L44wgTv61VLv38d2HCpmDEJ8bOLqLQ5zUaLP/Ha172NzA8i5apmDJ3ViSVNJYw
VLATB4BR8STjBFnNmWUea6ip0uGAit2fipEG+c3ylooEZR67asQ0
-----END RSA PRIVATE KEY-----
'@
$rsaPublicPem = @'
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtvGOcccYBcoJbiCutA8b
wTyEKTnjH02Umjm80s2/xeKEBmIAWynVq54R90xPPYqfGFWKGqPlj5BAZT1LN6zw
R5JioOW0r8YXJuNPQfxrMMXB2EI6UgVhZFSOAZxw98mTifqadBR1ETrnNVOOoVeS
9ZNfAysVUggfAMP5HI5ta3/tzbVbgOfoSc3rvWhk64VZRFkqwCySRb8bb651ejiQ
B61LhKk6zCOOK7pPkAYkUvO1jdEpvGDUiS+IObAPsWqqGYZUEa1knsVQI6wDILdp
HDlr0rKTzfD5YSgNTPcPO07G3em1c/k5TUIDK0eMDoAo6NpGNrHfBisHPmwfVZ1G
MwIDAQAB
-----END PUBLIC KEY-----
'@
$ecPem = @'
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIBRCW6eGTCst4eeK+ESZTdZEW7avlyx65T6GBYQGiRYVoAoGCCqGSM49
AwEHoUQDQgAEXAlqldS2+/dJa+sxtSgCnDvwdTFYryerl3LFiMex90AKYxGDG0jh
/vrjGQEz1EFjQ0OX/udgbXpH9rdb4coW6Q==
-----END EC PRIVATE KEY-----
'@
$ecNewPem = @'
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFEJbp4ZMKy3h54r4
RJlN1kRbtq+XLHrlPoYFhAaJFhWhRANCAARcCWqV1Lb790lr6zG1KAKcO/B1MViv
J6uXcsWIx7H3QApjEYMbSOH++uMZATPUQWNDQ5f+52Btekf2t1vhyhbp
-----END PRIVATE KEY-----
'@
$ecPublicPem = @'
-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXAlqldS2+/dJa+sxtSgCnDvwdTFY
ryerl3LFiMex90AKYxGDG0jh/vrjGQEz1EFjQ0OX/udgbXpH9rdb4coW6Q==
-----END PUBLIC KEY-----
'@
$signature = 'R0B0hfrw8Ivq4aK+H1NLtMV0tX47t7QqqqR/Q6T8Y4OjhV6yiSOWU/ncParsXiTjpdyBB7OoHuo6SP4WePcKyrWes67CvXQgJAiw5RHX8CKf6CxgUKWTk1Kzyg+OHj7RBfW+Nn5/wFG/ukfK9vq7ZKmmphdhhIF4CeT5pfdyq3DXs6638bvN64CXh9XyEHkeqfoIdT4opEHfcvtzRBtUsAQMlDvbIZfnZoIesEIDu7ddl4wil50+aPKIHD4ZtatC8kG1CcbtOmoqAXTljZTMRyg9TZq4DskZtODOIWu+0CWXd1CrEtXYPhrj2NMi98qzriCkzISaqvvwFYnmsBuj/Q=='
$ecSignature = 'MEUCIG8yJ35lW+3ClcIyYURS++YssG/B0jj9jfiLc12JSbdwAiEAvLjmi/TpIryQXvs1vLzpwK089tcMevEEe1IGp7DuzPc='
$data = [Text.Encoding]::ASCII.GetBytes('hello')
$sha256 = [Security.Cryptography.HashAlgorithmName]::SHA256
$pkcs1 = [Security.Cryptography.RSASignaturePadding]::Pkcs1
'-- names'
"$sha256 $($sha256.Name) $pkcs1 $([Security.Cryptography.RSAEncryptionPadding]::OaepSHA256)"
$sha256 -eq [Security.Cryptography.HashAlgorithmName]::new('SHA256')
'-- RSA'
$rsa = [Security.Cryptography.RSA]::Create()
$rsa.ImportFromPem($rsaPem)
$rsa.KeySize
[Convert]::ToBase64String($rsa.SignData($data, $sha256, $pkcs1)) -eq $signature
$rsa.VerifyData($data, [Convert]::FromBase64String($signature), $sha256, $pkcs1)
$rsa.VerifyData([byte[]](1, 2), [Convert]::FromBase64String($signature), $sha256, $pkcs1)
$rsa.ExportPkcs8PrivateKeyPem() -eq $rsaPem.Replace("`r", '')
$rsa.ExportRSAPrivateKeyPem() -eq $rsaOldPem.Replace("`r", '')
$rsa.ExportSubjectPublicKeyInfoPem() -eq $rsaPublicPem.Replace("`r", '')
$pss = $rsa.SignData($data, $sha256, [Security.Cryptography.RSASignaturePadding]::Pss)
$rsa.VerifyData($data, $pss, $sha256, [Security.Cryptography.RSASignaturePadding]::Pss)
$public = [Security.Cryptography.RSA]::Create()
$public.ImportFromPem($rsaPublicPem)
foreach ($padding in 'Pkcs1', 'OaepSHA1', 'OaepSHA256') {
    $kind = [Security.Cryptography.RSAEncryptionPadding]::$padding
    [Text.Encoding]::ASCII.GetString($rsa.Decrypt($public.Encrypt($data, $kind), $kind))
}
try { $public.SignData($data, $sha256, $pkcs1) } catch { $_.Exception.InnerException.GetType().Name }
$numbers = $rsa.ExportParameters($true)
"$($numbers.Modulus.Length) $($numbers.Exponent -join ',') $($numbers.P.Length) $($numbers.D.Length)"
$copy = [Security.Cryptography.RSA]::Create($numbers)
$copy.ExportRSAPrivateKeyPem() -eq $rsa.ExportRSAPrivateKeyPem()
$old = [Security.Cryptography.RSACryptoServiceProvider]::new()
$old.FromXmlString($rsa.ToXmlString($true))
[Convert]::ToBase64String($old.SignData($data, 'SHA256')) -eq $signature
[Text.Encoding]::ASCII.GetString($old.Decrypt($old.Encrypt($data, $true), $true))
$read = 0
$der = [Security.Cryptography.RSA]::Create()
$der.ImportPkcs8PrivateKey($rsa.ExportPkcs8PrivateKey(), [ref]$read)
"$($read -gt 1000) $($der.KeySize)"
try { $rsa.ImportFromPem('nothing') } catch { $_.Exception.InnerException.Message }
'-- ECDSA'
$ec = [Security.Cryptography.ECDsa]::Create()
$ec.ImportFromPem($ecPem)
$ec.KeySize
$ec.ExportSubjectPublicKeyInfoPem() -eq $ecPublicPem.Replace("`r", '')
$fixed = $ec.SignData($data, $sha256)
"$($fixed.Length) $($ec.VerifyData($data, $fixed, $sha256)) $($ec.VerifyData([byte[]](1), $fixed, $sha256))"
$other = [Security.Cryptography.ECDsa]::Create()
$other.ImportFromPem($ecPublicPem)
$other.VerifyData($data, [Convert]::FromBase64String($ecSignature), $sha256, [Security.Cryptography.DSASignatureFormat]::Rfc3279DerSequence)
$other.ImportFromPem($ecNewPem)
$other.VerifyData($data, $fixed, $sha256)
$made = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP384)
$sha384 = [Security.Cryptography.HashAlgorithmName]::SHA384
$made.VerifyData($data, $made.SignData($data, $sha384), $sha384)
'-- keyed hashes at once'
[Convert]::ToHexString([Security.Cryptography.HMACSHA256]::HashData([byte[]](1, 2, 3), $data)) -eq [Convert]::ToHexString([Security.Cryptography.HMACSHA256]::new([byte[]](1, 2, 3)).ComputeHash($data))
