<#
.SYNOPSIS
Builds the Debian package of fedsh with dpkg-deb, from what Cargo.toml says for cargo-deb.
.PARAMETER Program
The program that goes into the package.
.PARAMETER Destination
The folder of the package.
.PARAMETER Compression
How dpkg-deb packs: none, gzip, xz or zstd.
.EXAMPLE
cargo build --release; target/release/fedsh scripts/New-DebianPackage.ps1
#>
param(
    [string]$Program = 'target/release/fedsh',
    [string]$Destination = 'target/debian',
    [ValidateSet('none', 'gzip', 'xz', 'zstd')][string]$Compression = 'xz'
)
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$manifest = Join-Path $root 'Cargo.toml'
$package = (cargo metadata --quiet --no-deps --offline --format-version 1 --manifest-path $manifest | ConvertFrom-Json).packages[0]
$debian = $package.metadata.deb
$architecture = dpkg --print-architecture
$name = "$($debian.name)_$($package.version)-1_$architecture"
$staging = Join-Path ([System.IO.Path]::GetTempPath()) "$name-$PID"
try {
    foreach ($asset in $debian.assets) {
        $source, $target, $mode = $asset
        $from = if ($source -eq 'target/release/fedsh') { (Resolve-Path $Program).Path } else { Join-Path $root $source }
        if ($target.EndsWith('/')) { $target += Split-Path -Leaf $source }
        $file = Join-Path $staging $target
        New-Item -ItemType Directory -Force (Split-Path -Parent $file) | Out-Null
        Copy-Item $from $file
        chmod $mode $file
    }
    # Debian wants manual pages packed.
    gzip --no-name --best (Join-Path $staging 'usr/share/man/man1/fedsh.1')
    $control = New-Item -ItemType Directory -Force (Join-Path $staging 'DEBIAN')
    @(
        "Package: $($debian.name)"
        "Version: $($package.version)-1"
        "Architecture: $architecture"
        "Maintainer: $($debian.maintainer)"
        "Section: $($debian.section)"
        "Priority: $($debian.priority)"
        "Depends: $($debian.depends)"
        "Description: $($package.description)"
        " $($debian.'extended-description')"
    ) | Set-Content (Join-Path $control.FullName 'control')
    $debian.'conf-files' | Set-Content (Join-Path $control.FullName 'conffiles')
    foreach ($script in Get-ChildItem (Join-Path $root $debian.'maintainer-scripts')) {
        Copy-Item $script.FullName $control.FullName
        chmod 755 (Join-Path $control.FullName $script.Name)
    }
    New-Item -ItemType Directory -Force $Destination | Out-Null
    $made = Join-Path (Resolve-Path $Destination).Path "$name.deb"
    dpkg-deb --root-owner-group "-Z$Compression" --build $staging $made | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "dpkg-deb failed for $made" }
    Get-Item $made
}
finally {
    if (Test-Path $staging) { Remove-Item -Recurse -Force $staging }
}
