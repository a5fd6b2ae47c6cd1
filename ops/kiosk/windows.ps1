# A screen of the hall on Windows 10 or 11: Chrome or Edge in kiosk mode, started again whenever it ends.
#
#   powershell -ExecutionPolicy Bypass -File windows.ps1 -Kind kiosk -Address "https://hall.example/kiosk/?diagonal=21.5"
#   powershell -ExecutionPolicy Bypass -File windows.ps1 -Kind kiosk -Address "…" -Install
#
# -Install lets it start when the user signs in; let that user sign in by itself (netplwiz), without rights.
param(
  [Parameter(Mandatory = $true)][ValidateSet('kiosk', 'board', 'pad', 'sign')][string]$Kind,
  [Parameter(Mandatory = $true)][string]$Address,
  [switch]$Install
)
$ErrorActionPreference = 'Stop'

if ($Install) {
  $run = "-WindowStyle Hidden -ExecutionPolicy Bypass -File `"$PSCommandPath`" -Kind $Kind -Address `"$Address`""
  $action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument $run
  $trigger = New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME
  $settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
  Register-ScheduledTask -TaskName "Yihaotong $Kind" -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null
  # The machine neither sleeps nor turns its screen off by itself.
  powercfg /change standby-timeout-ac 0
  powercfg /change monitor-timeout-ac 0
  Write-Host "Yihaotong $Kind starts when $env:USERNAME signs in."
  return
}

$places = @(
  "$env:ProgramFiles\Google\Chrome\Application\chrome.exe",
  "${env:ProgramFiles(x86)}\Google\Chrome\Application\chrome.exe",
  "${env:ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe",
  "$env:ProgramFiles\Microsoft\Edge\Application\msedge.exe"
)
$browser = $places | Where-Object { Test-Path $_ } | Select-Object -First 1
if (-not $browser) { throw 'Install Chrome or Edge.' }

$arguments = @(
  '--kiosk', '--no-first-run', '--no-default-browser-check', '--noerrdialogs',
  '--disable-session-crashed-bubble', '--hide-crash-restore-bubble', '--disable-translate',
  '--disable-pinch', '--overscroll-history-navigation=0',
  '--disable-features=Translate,TranslateUI,MediaRouter',
  '--autoplay-policy=no-user-gesture-required',
  "--user-data-dir=`"$env:LOCALAPPDATA\yihaotong-$Kind`""
)
if ($browser -like '*msedge.exe') { $arguments += '--edge-kiosk-type=fullscreen' }
if ($Kind -eq 'kiosk') { $arguments += '--kiosk-printing' }
if ($Address -like 'http:*') {
  $origin = ([Uri]$Address).GetLeftPart('Authority')
  $arguments += "--unsafely-treat-insecure-origin-as-secure=$origin"
}
$arguments += "`"$Address`""

while ($true) {
  Start-Process -FilePath $browser -ArgumentList $arguments -Wait
  Start-Sleep -Seconds 2
}
