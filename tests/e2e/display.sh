#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# display.sh COMMAND… : runs COMMAND with an X server, a window manager, a session bus and folders of
# its own, and takes them all away afterwards. SCREEN is the size of the screen (1280x800),
# TEXT_DPI the size of text (96).
#
# Nothing here talks to the person's own desktop, so window tests run beside each other and beside work.
# The accessibility bus starts by itself when something asks the session bus for it.
set -eu

own=$(mktemp -d)
mkdir -p "$own/home/.local/share" "$own/home/.config/gtk-4.0" "$own/home/.cache" "$own/run"
chmod 700 "$own/run"
export HOME="$own/home" XDG_RUNTIME_DIR="$own/run"
export XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS XAUTHORITY || :
# Drawing by the processor gives the same picture every time. No setting survives the command.
export GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}" GTK_A11Y="${GTK_A11Y:-atspi}"
export GSETTINGS_BACKEND="${GSETTINGS_BACKEND:-memory}" PYTHONDONTWRITEBYTECODE=1
cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<INI
[Settings]
gtk-font-name=Inter 11
gtk-enable-animations=0
gtk-cursor-blink=0
INI

mkfifo "$own/number"
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1280x800}x24" -nolisten tcp -noreset \
  >"$own/x.log" 2>&1 3>"$own/number" &
server=$!
trap 'kill $server 2>/dev/null || :; wait $server 2>/dev/null || :; rm -rf "$own"' EXIT
trap 'exit 143' INT TERM
read -r number <"$own/number" || { cat "$own/x.log" >&2; exit 99; }
export DISPLAY=":$number"

# The size of text, for GTK: on X11 this resource counts, and a settings file does not.
echo "Xft.dpi: ${TEXT_DPI:-96}" | xrdb -nocpp -merge

# xcompmgr gives rounded corners and shadows, openbox gives focus and sizes; both end with the X server.
if [ "${WINDOW_MANAGER:-1}" = 1 ]; then
  xcompmgr >/dev/null 2>&1 &
  openbox >/dev/null 2>&1 &
  tries=0
  while [ $tries -lt 100 ] && ! xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 0x; do
    sleep 0.05
    tries=$((tries + 1))
  done
fi

# Accented letters get key codes of their own. Otherwise xdotool remaps one key for each letter it
# types, and the program, told too late, loses some of them.
xmodmap -pke | sed -n 's/^\(keycode *[0-9]*\) =[[:space:]]*$/\1/p' >"$own/free"
{
  exec 4<"$own/free"
  for key in eacute egrave ecircumflex agrave ugrave ccedilla icircumflex idiaeresis ocircumflex \
             ucircumflex acircumflex oe EuroSign Eacute Egrave Agrave Ccedilla rightsinglequotemark; do
    read -r code <&4 && echo "$code = $key $key"
  done
  exec 4<&-
} >"$own/keys"
xmodmap "$own/keys" 2>/dev/null || :

status=0
dbus-run-session -- "$@" || status=$?
exit $status
