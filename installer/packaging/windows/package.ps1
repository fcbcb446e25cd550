# Makes an .msi and an .exe installer on Windows, with a trimmed runtime. Run in a checkout on Windows:
#   powershell -ExecutionPolicy Bypass -File installer\packaging\windows\package.ps1 [-Type msi|exe|app-image]
# Needs JDK 25 (JAVA_HOME), Maven, Node.js with npm, and for msi and exe the WiX Toolset (3.14 or newer) on the PATH.
param([ValidateSet('msi', 'exe', 'app-image')][string]$Type = 'msi')
$ErrorActionPreference = 'Stop'

$checkout = (Resolve-Path "$PSScriptRoot\..\..\..").Path
if (-not $env:JAVA_HOME) { throw 'JAVA_HOME is not set (expected: the folder of a JDK 25)' }
$bin = Join-Path $env:JAVA_HOME 'bin'
$dist = Join-Path $checkout 'installer\target\dist'

function Invoke-Tool {
  param([string]$Program, [string[]]$Arguments)
  & $Program @Arguments
  if ($LASTEXITCODE -ne 0) { throw "$Program failed with code $LASTEXITCODE" }
}

Push-Location $checkout
try {
  Invoke-Tool 'mvn.cmd' @('-B', '-ntp', '-pl', 'studio-app,companion-server,installer', '-am', '-DskipTests', 'package')
} finally {
  Pop-Location
}

if (Test-Path $dist) { Remove-Item -Recurse -Force $dist }
foreach ($part in @(@('studio', 'studio-app'), @('server', 'companion-server'))) {
  $folder = New-Item -ItemType Directory -Force (Join-Path $dist "input\$($part[0])")
  Copy-Item "$checkout\$($part[1])\target\$($part[1]).jar" $folder
  Copy-Item -Recurse "$checkout\$($part[1])\target\lib" $folder
}
if (Test-Path "$checkout\companion-server\target\ffmpeg") {
  Copy-Item -Recurse "$checkout\companion-server\target\ffmpeg" "$dist\input\server\ffmpeg"
}
Invoke-Tool "$bin\java" @('-Djava.awt.headless=true', '-cp', "$checkout\installer\target\installer.jar",
  'io.rostrum.installer.icon.IconFiles', "$dist\icons")

$modules = (Select-String -Path "$checkout\installer\packaging\linux\app-image.sh" -Pattern '^modules=(.*)$').Matches[0].Groups[1].Value
Invoke-Tool "$bin\jlink" @('--add-modules', $modules, '--output', "$dist\runtime", '--strip-java-debug-attributes',
  '--no-header-files', '--no-man-pages', '--compress', 'zip-6')

[xml]$pom = Get-Content "$checkout\pom.xml"
$version = $pom.project.version -replace '-SNAPSHOT$', ''
$arguments = @('--type', $Type, '--name', 'Rostrum', '--app-version', $version, '--vendor', 'The Rostrum project',
  '--icon', "$dist\icons\rostrum.ico", '--dest', $dist, '--input', "$dist\input",
  '--main-jar', 'studio\studio-app.jar', '--main-class', 'io.rostrum.studio.Main', '--arguments', 'studio',
  '--runtime-image', "$dist\runtime",
  '--java-options', '--enable-native-access=ALL-UNNAMED', '--java-options', '-Dorg.bytedeco.javacpp.nopointergc=true',
  '--java-options', '-XX:+UseSerialGC', '--java-options', '-Xmx512m', '--java-options', '-Drostrum.home=$APPDIR',
  '--add-launcher', "rostrum-cli=$PSScriptRoot\rostrum-cli.properties",
  '--add-launcher', "rostrum-server=$PSScriptRoot\rostrum-server.properties")
if ($Type -ne 'app-image') {
  # The upgrade code is what makes a newer installer replace an older one; it never changes. Data and configuration lie in the user's
  # profile, where no installer touches them.
  $arguments += @('--win-per-user-install', '--win-dir-chooser', '--win-menu', '--win-menu-group', 'Rostrum', '--win-shortcut-prompt',
    '--win-upgrade-uuid', 'b7a1f8a2-6a0e-4c39-9d65-2f3f3c1c7d54', '--license-file', "$checkout\LICENSE")
}
Invoke-Tool "$bin\jpackage" $arguments
Get-ChildItem $dist -File | ForEach-Object { $_.FullName }
