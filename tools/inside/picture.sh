# SPDX-License-Identifier: GPL-3.0-or-later
# Waiting for a window and taking its picture, under display.sh.

# window_of PID: waits until that program shows a window; fails when it ends first or takes too long.
window_of ()
{
  tries=0
  while [ $tries -lt 600 ]; do
    kill -0 "$1" 2>/dev/null || return 1
    xdotool search --onlyvisible --pid "$1" 2>/dev/null | head -n 1 | grep . && return 0
    sleep 0.05
    tries=$((tries + 1))
  done
  return 1
}

# picture_when_still FILE: the screen, once something is drawn and it has not changed for a second; a window that
# is still empty, as while a salon is being opened, is given five times as long.
picture_when_still ()
{
  # The pointer would lie in the middle of the window and bring up tooltips.
  xdotool mousemove 0 0
  tries=0
  before=
  same=0
  while [ $tries -lt 120 ]; do
    sleep 0.2
    # Making a picture and counting its colours takes a second; a sum of the screen's points does not.
    now=$(import -silent -window root -depth 8 rgb:- | cksum)
    if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
    before=$now
    tries=$((tries + 1))
    [ $same -ge 5 ] || continue
    import -silent -window root -depth 8 -define png:exclude-chunks=date,time "$1"
    # An empty window has the colours of its corners, its shadow and its sidebar, less than four hundred of them.
    [ "$(identify -format '%k' "$1")" -le 400 ] && [ $same -lt 25 ] || return 0
  done
  import -silent -window root -depth 8 -define png:exclude-chunks=date,time "$1"
  echo "the window does not come to rest" >&2
}

# installed_program: PROGRAM where it is given, installed on its system; else that of the "run" build, with its
# schemas, icons and words.
installed_program ()
{
  program=${PROGRAM:-}
  [ -z "$program" ] || return 0
  export XDG_DATA_DIRS="$SALON_BUILD/run/install/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
  program=$SALON_BUILD/run/install/bin/serenaia
}
