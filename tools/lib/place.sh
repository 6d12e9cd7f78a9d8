# SPDX-License-Identifier: GPL-3.0-or-later
# Where the work happens: on this machine when its GTK and libadwaita are new enough, otherwise in a
# Debian root. Sets PLACE to "host" or to a Debian suite.

MINIMUM_GTK=4.18
MINIMUM_ADWAITA=1.7

# What each verb needs to find on the host, as commands and as pkg-config modules.
BUILD_COMMANDS="gcc pkg-config meson ninja msgfmt blueprint-compiler glib-compile-resources
  glib-compile-schemas update-desktop-database itstool python3"
TEST_COMMANDS="Xvfb xdpyinfo xprop openbox xcompmgr xdotool xmodmap import convert dbus-run-session
  clang-format appstreamcli desktop-file-validate"
BUILD_MODULES="gtk4>=$MINIMUM_GTK libadwaita-1>=$MINIMUM_ADWAITA glib-2.0>=2.84 json-glib-1.0
  libpq>=17 libsecret-1 libical-glib libarchive sqlite3>=3.45 uuid libsoup-3.0
  poppler-glib libqrencode libmicrohttpd>=1.0 hiredis yyjson libcrypt gmime-3.0 libcurl"

choose_place ()
{
  local verb=$1
  [ -z "${PLACE:-}" ] || {
    [ "$PLACE" != host ] || host_is_ready "$verb" || host_can_be_made_ready "$verb" \
      || die "this machine cannot do it alone: $HOST_LACKS" \
             "Without --host, tools/dev works in a Debian 13 root instead."
    return 0
  }
  if host_is_ready "$verb" || host_can_be_made_ready "$verb"; then
    PLACE=host
  else
    PLACE=trixie
  fi
}

# Is everything there? HOST_LACKS names the first thing that is not.
host_is_ready ()
{
  local verb=$1 command module commands=$BUILD_COMMANDS
  case $verb in test | shot | pictures | vouchers | pages) commands="$commands $TEST_COMMANDS" ;; esac
  for command in $commands; do
    have "$command" || { HOST_LACKS=$command; return 1; }
  done
  for module in $BUILD_MODULES; do
    pkg-config --exists "${module/>=/ >= }" 2>/dev/null || { HOST_LACKS=${module/>=/ }; return 1; }
  done
  case $verb in
  test)
    python3 -c 'import gi; gi.require_version ("Atspi", "2.0")' 2>/dev/null \
      || { HOST_LACKS="python3-gi with gir1.2-atspi-2.0"; return 1; }
    ;;
  esac
}

# Can apt give a GTK that is new enough, and may we ask it to?
host_can_be_made_ready ()
{
  local verb=$1 part=build candidate
  have apt-cache && have apt-get && have dpkg || return 1
  candidate=$(LC_ALL=C apt-cache policy libgtk-4-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
  if [ -z "$candidate" ] && [ -z "$(ls /var/lib/apt/lists 2>/dev/null)" ]; then
    as_root apt-get update -qq >/dev/null 2>&1 </dev/null || return 1
    candidate=$(LC_ALL=C apt-cache policy libgtk-4-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
  fi
  [ -n "$candidate" ] && dpkg --compare-versions "$candidate" ge "$MINIMUM_GTK" || return 1
  case $verb in test | shot | pictures | vouchers | pages | run) part=test ;; esac
  # shellcheck disable=SC2046
  set -- $(packages $part)
  say "This machine's GTK is new enough, but it lacks $HOST_LACKS. Installing with apt …"
  if apt_install "$@" && host_is_ready "$verb"; then
    # The tests speak French too; without the right to add it, those in French are skipped.
    as_root localedef -i fr_FR -f UTF-8 fr_FR.UTF-8 2>/dev/null || :
    return 0
  fi
  say "Could not install. By hand: sudo apt install $*"
  return 1
}
