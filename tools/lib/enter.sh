# SPDX-License-Identifier: GPL-3.0-or-later
# Running a command where the work happens. In a root it goes through bubblewrap: the system read
# only, the tree at /src, the build folder at /build, an unprivileged user, nothing of the caller's
# environment, and no process that outlives the command. On the host it is run as it is.

# enter COMMAND…: without a network and without a display.
enter ()
{
  if [ "$PLACE" = host ]; then
    env "${INSIDE_ENVIRONMENT[@]}" SALON_SOURCE="$TREE" SALON_BUILD="$BUILD" "$@"
    return
  fi
  need_bubblewrap
  bwrap "${SANDBOX[@]}" --unshare-net --unshare-ipc --unshare-uts --hostname serenaia "$@"
}

# enter_desktop COMMAND…: sees the caller's screen, session bus, fonts and data folder.
enter_desktop ()
{
  if [ "$PLACE" = host ]; then
    enter "$@"
    return
  fi
  need_bubblewrap
  desktop_options
  bwrap "${SANDBOX[@]}" "${DESKTOP[@]}" "$@"
}

# prepare_place [PART]: with the packages up to that part.
prepare_place ()
{
  BUILD=$TREE/_build/$PLACE${1:+-$1}
  mkdir -p "$BUILD" || die "cannot write to $BUILD"
  INSIDE_ENVIRONMENT=(SALON_PLACE="$PLACE" SALON_OUTSIDE="$BUILD" SALON_JOBS="${SERENAIA_JOBS:-}"
    SALON_WEB_CHECKS="${WEB_CHECKS_HOME:-}")
  [ "$PLACE" = host ] && return 0
  have_root "$PLACE" "${1:-test}"
  # A build folder belongs to one root: libraries of another are another machine to it.
  if [ "$(cat "$BUILD/root" 2>/dev/null)" != "${ROOT##*/}" ]; then
    find "$BUILD" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
    echo "${ROOT##*/}" >"$BUILD/root"
  fi
  SANDBOX_USER=$(id -u)
  [ "$SANDBOX_USER" != 0 ] || SANDBOX_USER=1000
  printf 'root:x:0:0:root:/root:/bin/bash\ndev:x:%s:%s::/home/dev:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n' \
    "$SANDBOX_USER" "$SANDBOX_USER" >"$BUILD/passwd"
  SANDBOX=(
    --ro-bind "$ROOT" / --dev /dev --proc /proc --tmpfs /run --tmpfs /tmp --tmpfs /home/dev
    --dir /run/user --perms 0700 --dir "/run/user/$SANDBOX_USER"
    --bind "$TREE" /src --bind "$BUILD" /build --ro-bind "$BUILD/passwd" /etc/passwd --chdir /src
    --unshare-user --uid "$SANDBOX_USER" --gid "$SANDBOX_USER" --unshare-pid --die-with-parent
    --clearenv --setenv PATH /usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin --setenv HOME /home/dev
    --setenv USER dev --setenv LANG C.UTF-8 --setenv XDG_RUNTIME_DIR "/run/user/$SANDBOX_USER"
    --setenv SALON_SOURCE /src --setenv SALON_BUILD /build --setenv TERM "${TERM:-dumb}"
  )
  local pair
  for pair in "${INSIDE_ENVIRONMENT[@]}"; do SANDBOX+=(--setenv "${pair%%=*}" "${pair#*=}"); done
  [ -z "${WEB_CHECKS_HOME:-}" ] \
    || SANDBOX+=(--ro-bind "$WEB_CHECKS_HOME" /run/web-checks --setenv SALON_WEB_CHECKS /run/web-checks)
  # Reference files beside the tree, for tests that compare with them; nothing needs them.
  [ ! -d "$TREE/../shared" ] \
    || SANDBOX+=(--ro-bind "$TREE/../shared" /run/shared --setenv SALON_SHARED /run/shared)
  [ -t 0 ] || SANDBOX+=(--new-session)
}

need_bubblewrap ()
{
  if ! have bwrap; then
    say "Installing bubblewrap …"
    apt_install bubblewrap && have bwrap \
      || die "bubblewrap is missing, and it cannot be installed from here" \
             "As an administrator: apt install bubblewrap (or dnf install bubblewrap)"
  fi
  [ -z "${BUBBLEWRAP_TRIED:-}" ] || return 0
  local words
  words=$(bwrap --ro-bind / / --dev /dev --proc /proc --unshare-user --unshare-pid true 2>&1) \
    || no_user_namespaces "$words"
  BUBBLEWRAP_TRIED=1
}

has_display () { [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; }

# Fills DESKTOP with what lets a program inside draw on the caller's screen and keep the caller's data.
desktop_options ()
{
  local runtime=${XDG_RUNTIME_DIR:-} inside=/run/user/$SANDBOX_USER socket number name value bus
  local data=${XDG_DATA_HOME:-$HOME/.local/share}/serenaia config=${XDG_CONFIG_HOME:-$HOME/.config}/serenaia
  mkdir -p "$data" "$config"
  DESKTOP=(
    --bind "$data" /home/dev/.local/share/serenaia --bind "$config" /home/dev/.config
    --tmpfs /host --ro-bind-try /usr/share/fonts /host/fonts --dev-bind-try /dev/dri /dev/dri
    --setenv GSETTINGS_BACKEND keyfile
  )
  value=$(readlink -f /etc/localtime 2>/dev/null) || value=
  case $value in */zoneinfo/*) DESKTOP+=(--setenv TZ "${value##*/zoneinfo/}") ;; esac
  if [ -n "${WAYLAND_DISPLAY:-}" ]; then
    case $WAYLAND_DISPLAY in /*) socket=$WAYLAND_DISPLAY ;; *) socket=$runtime/$WAYLAND_DISPLAY ;; esac
    [ ! -S "$socket" ] \
      || DESKTOP+=(--bind "$socket" "$inside/wayland-0" --setenv WAYLAND_DISPLAY wayland-0)
  fi
  if [ -n "${DISPLAY:-}" ]; then
    number=${DISPLAY##*:}
    number=${number%%.*}
    DESKTOP+=(--ro-bind-try "/tmp/.X11-unix/X$number" "/tmp/.X11-unix/X$number" --setenv DISPLAY ":$number")
    value=${XAUTHORITY:-$HOME/.Xauthority}
    [ ! -f "$value" ] || DESKTOP+=(--ro-bind "$value" "$inside/Xauthority" --setenv XAUTHORITY "$inside/Xauthority")
  fi
  # The session bus believes only its own user, and root is somebody else inside.
  bus=${DBUS_SESSION_BUS_ADDRESS:-unix:path=$runtime/bus}
  bus=${bus#unix:path=}
  bus=${bus%%,*}
  if [ "$(id -u)" != 0 ] && [ -S "$bus" ]; then
    DESKTOP+=(--bind "$bus" "$inside/bus" --setenv DBUS_SESSION_BUS_ADDRESS "unix:path=$inside/bus"
      --bind-try "$runtime/at-spi" "$inside/at-spi")
  fi
  for name in GTK_THEME GDK_SCALE XDG_CURRENT_DESKTOP; do
    [ -z "${!name:-}" ] || DESKTOP+=(--setenv "$name" "${!name}")
  done
  # The root knows C.UTF-8 and French; any other language falls back to English, as the program does.
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in fr*) DESKTOP+=(--setenv LANG fr_FR.UTF-8) ;; esac
}
