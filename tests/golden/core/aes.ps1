# The figures are those of openssl enc -aes-256-cbc and -aes-256-ecb with the same key.
$aes = [System.Security.Cryptography.Aes]::Create()
"$($aes.Mode) $($aes.Padding) $($aes.KeySize) $($aes.IV.Length)"
$aes.Key = [byte[]](1..32)
$aes.IV = [byte[]](1..16)
$plain = [Text.Encoding]::UTF8.GetBytes('attack at dawn, bring tea')
$secret = $aes.CreateEncryptor().TransformFinalBlock($plain, 0, $plain.Length)
[convert]::ToHexString($secret)
$memory = [IO.MemoryStream]::new()
$stream = [System.Security.Cryptography.CryptoStream]::new($memory, $aes.CreateEncryptor(), 'Write')
$stream.Write($plain, 0, 10)
$stream.Write($plain, 10, $plain.Length - 10)
$stream.FlushFinalBlock()
[convert]::ToHexString($memory.ToArray()) -eq [convert]::ToHexString($secret)
$stream.Dispose()
$source = [System.Security.Cryptography.CryptoStream]::new([IO.MemoryStream]::new($secret), $aes.CreateDecryptor(), 'Read')
[IO.StreamReader]::new($source).ReadToEnd()
[convert]::ToHexString($aes.EncryptEcb([byte[]](1..16), 'None'))
[Text.Encoding]::UTF8.GetString($aes.DecryptCbc($secret, $aes.IV))
try { $aes.Key = [byte[]](1..5) } catch { $_.Exception.InnerException.Message }
$secret[-1] = $secret[-1] -bxor 1
try { $null = $aes.CreateDecryptor().TransformFinalBlock($secret, 0, $secret.Length) } catch { $_.Exception.InnerException.Message }
