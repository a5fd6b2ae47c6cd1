#!/bin/sh
# Keeps one screen of the hall in front of people: Chromium in kiosk mode, started again whenever it
# ends. Runs in the session of a user that signs in by itself and may do nothing else.
#
#   screen.sh kiosk|board|pad|sign ADDRESS
#
# ADDRESS is that of the page, with its settings and, the first time, its pairing code:
#   https://hall.example/kiosk/?diagonal=21.5&pairingCode=…
# The pairing stays in the profile; afterwards the code may be left out.
set -eu

kind=${1:?kiosk, board, pad or sign}
address=${2:?the address of the page}
profile=${XDG_CONFIG_HOME:-$HOME/.config}/yihaotong-$kind

browser=
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    browser=$name
    break
  fi
done
if [ -z "$browser" ]; then
  echo "Install Chromium: apt-get install chromium" >&2
  exit 1
fi

# What the system would put over the page.
if [ -n "${DISPLAY:-}" ]; then
  xset s off -dpms s noblank 2>/dev/null || true
  if command -v unclutter >/dev/null 2>&1; then
    pgrep -u "$(id -u)" -x unclutter >/dev/null 2>&1 || unclutter -idle 1 -root &
  fi
fi

set -- --kiosk --start-fullscreen --no-first-run --no-default-browser-check \
  --user-data-dir="$profile" \
  --password-store=basic \
  --disable-session-crashed-bubble --hide-crash-restore-bubble --noerrdialogs \
  --disable-infobars --disable-translate --disable-pinch \
  --overscroll-history-navigation=0 \
  --disable-features=Translate,TranslateUI,MediaRouter,AutofillServerCommunication \
  --disable-component-update --simulate-outdated-no-au='Tue, 31 Dec 2099 23:59:59 GMT' \
  --disable-background-networking --check-for-update-interval=31536000 \
  --autoplay-policy=no-user-gesture-required
case $kind in
kiosk) set -- "$@" --kiosk-printing ;;
board | sign | pad) ;;
*)
  echo "kiosk, board, pad or sign" >&2
  exit 2
  ;;
esac
case $(printf '%s' "$address" | cut -d: -f1) in
http)
  # Counters and kiosks on plain http: what a browser gives only to https.
  origin=$(printf '%s' "$address" | cut -d/ -f1-3)
  set -- "$@" "--unsafely-treat-insecure-origin-as-secure=$origin"
  ;;
esac

# A browser that was cut off says so at its next start, over the page.
calm() {
  preferences=$profile/Default/Preferences
  if [ -f "$preferences" ]; then
    sed -i 's/"exited_cleanly":false/"exited_cleanly":true/; s/"exit_type":"[^"]*"/"exit_type":"Normal"/' \
      "$preferences" || true
  fi
}

trap 'kill "$child" 2>/dev/null || true; exit 0' TERM INT
while :; do
  calm
  "$browser" "$@" "$address" &
  child=$!
  wait "$child" || true
  # One that cannot start does not keep the machine busy.
  sleep 2 &
  wait $!
done
