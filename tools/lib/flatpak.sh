# SPDX-License-Identifier: GPL-3.0-or-later
# The Flatpak, built, installed and tried without a store: against a stand-in for GNOME's runtime that is
# made of Debian's packages of the same versions. It shows that the manifest is sound and that the
# permissions suffice, not that GNOME's own runtime builds it.

FLATPAK_ID=fr.serenaia_beaute.Salon
FLATPAK_MANIFEST=$TREE/flatpak/$FLATPAK_ID.yml
# The suite whose GTK, libadwaita and GLib are those of that runtime.
FLATPAK_SUITE=forky
FLATPAK_ARCH=$(uname -m)

FLATPAK_PLATFORM="adwaita-icon-theme at-spi2-core ca-certificates dbus-bin fonts-adwaita
  fonts-cantarell fonts-dejavu-core fonts-inter glib-networking gsettings-desktop-schemas libadwaita-1-0
  libarchive13t64 libcups2t64 libcurl4t64 libgl1-mesa-dri libglib2.0-bin libgtk-4-1 libgtk-4-bin
  libicu78 libjpeg62-turbo
  libjson-glib-1.0-0 libkrb5-3 libldap2 librsvg2-common libsecret-1-0 libsoup-3.0-0 libsqlite3-0
  libuuid1 libxml2-16 openssl tzdata"
FLATPAK_SDK="appstream appstream-compose autoconf automake bison bzip2 cmake desktop-file-utils file flex
  g++ gcc gettext git gobject-introspection itstool libadwaita-1-dev libarchive-dev
  libcurl4-openssl-dev libgtk-4-dev libjpeg62-turbo-dev libjson-glib-dev libpng-dev libsecret-1-dev libsoup-3.0-dev
  libsqlite3-dev libssl-dev libtool libxml2-dev libxml2-utils make meson ninja-build patch perl pkgconf
  python3-gi uuid-dev xz-utils zlib1g-dev"

# Afterwards FLATPAK_HOME names a folder with the runtime, what was built, and an installation of its own.
have_flatpak_runtime ()
{
  local hash
  FLATPAK_BRANCH=$(sed -n "s/^runtime-version: *'\(.*\)'/\1/p" "$FLATPAK_MANIFEST")
  have flatpak && have flatpak-builder && have ostree && have eu-strip \
    || { say "Installing flatpak and flatpak-builder …"; apt_install flatpak flatpak-builder ostree elfutils; } \
    || die "flatpak and flatpak-builder are missing, and they cannot be installed from here" \
           "As an administrator: apt install flatpak flatpak-builder ostree elfutils (or dnf install …)"
  need_mmdebstrap
  hash=$(printf '%s\n' "$FLATPAK_SUITE" "$FLATPAK_BRANCH" $FLATPAK_PLATFORM $FLATPAK_SDK \
           "$(declare -f make_runtime add_compose write_runtime)" | sha256sum | cut -c1-12)
  FLATPAK_HOME=${XDG_CACHE_HOME:-$HOME/.cache}/serenaia/flatpak/$hash
  export FLATPAK_USER_DIR=$FLATPAK_HOME/installation
  mkdir -p "$FLATPAK_HOME"
  [ ! -e "$FLATPAK_HOME/made" ] || return 0
  say "Making a stand-in for GNOME's runtime of Debian's packages ($FLATPAK_SUITE). This happens once and takes minutes …"
  NEEDED_KILOBYTES=9000000 need_disk "$FLATPAK_HOME"
  make_runtime Platform $FLATPAK_PLATFORM
  make_runtime Sdk $FLATPAK_PLATFORM $FLATPAK_SDK
  flatpak build-update-repo "$FLATPAK_HOME/repo"
  touch "$FLATPAK_HOME/made"
}

# make_runtime Platform|Sdk PACKAGE…
make_runtime ()
{
  local kind=$1 root=$FLATPAK_HOME/root-$1 include
  shift
  include=$(printf '%s\n' "$@" | paste -sd,)
  if [ ! -d "$root" ]; then
    remove_root "$root.new"
    mmdebstrap --variant=essential --include="$include" \
      --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' \
      --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
      "$FLATPAK_SUITE" "$root.new" "$MIRROR" >"$FLATPAK_HOME/$kind.log" 2>&1 </dev/null \
      || explain_failure "$FLATPAK_SUITE" "$FLATPAK_HOME/$kind.log"
    [ "$kind" != Sdk ] || add_compose "$root.new/usr/bin/appstream-compose"
    mv "$root.new" "$root"
  fi
  write_runtime "$kind" "$root"
}

# flatpak-builder before 1.4 calls the compose of appstream by a name and with arguments that are gone.
add_compose ()
{
  cat >"$1" <<'SCRIPT'
#!/bin/sh
origin=flatpak
for word; do
  case $word in
  --prefix=*) prefix=${word#*=} ;;
  --origin=*) origin=${word#*=} ;;
  -*) ;;
  *) id=$word ;;
  esac
done
mkdir -p "$prefix/share/metainfo"
for old in "$prefix"/share/appdata/*.appdata.xml; do
  [ ! -e "$old" ] || cp -n "$old" "$prefix/share/metainfo/$(basename "$old" .appdata.xml).metainfo.xml"
done
exec appstreamcli compose --no-net --prefix=/ --origin="$origin" --result-root="$prefix" \
  --data-dir="$prefix/share/app-info/xmls" --icons-dir="$prefix/share/app-info/icons/flatpak" \
  --components="$id" "$prefix"
SCRIPT
  chmod 755 "$1"
}

# A runtime is a /usr, with its /etc inside.
write_runtime ()
{
  local kind=$1 root=$2 tree metadata
  tree=$(mktemp -d -p "$FLATPAK_HOME")
  cp -al "$root/usr" "$tree/files"
  cp -a "$root/etc" "$tree/files/etc"
  (
    cd "$tree/files"
    rm -rf local lib/systemd etc/passwd- etc/shadow* etc/gshadow* etc/machine-id etc/resolv.conf etc/hostname \
      etc/mtab etc/ld.so.cache
    mkdir -p etc/gtk-4.0 cache/fontconfig
    printf '[Settings]\ngtk-font-name=Adwaita Sans 11\n' >etc/gtk-4.0/settings.ini
    echo "Debian $FLATPAK_SUITE, a stand-in for org.gnome.$kind//$FLATPAK_BRANCH" >share/STAND-IN
    find . \( -type b -o -type c -o -type p -o -type s \) -delete
  )
  chmod -R u+rw,a+rX "$tree/files"
  metadata="[Runtime]
name=org.gnome.$kind
runtime=org.gnome.Platform/$FLATPAK_ARCH/$FLATPAK_BRANCH
sdk=org.gnome.Sdk/$FLATPAK_ARCH/$FLATPAK_BRANCH

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
GI_TYPELIB_PATH=/app/lib/girepository-1.0
PKG_CONFIG_PATH=/app/lib/pkgconfig:/app/share/pkgconfig:/usr/lib/$FLATPAK_ARCH-linux-gnu/pkgconfig:/usr/share/pkgconfig
LD_LIBRARY_PATH=/app/lib
"
  printf '%s' "$metadata" >"$tree/metadata"
  [ -d "$FLATPAK_HOME/repo/objects" ] || ostree init --mode=bare-user-only --repo="$FLATPAK_HOME/repo"
  ostree commit --repo="$FLATPAK_HOME/repo" --branch="runtime/org.gnome.$kind/$FLATPAK_ARCH/$FLATPAK_BRANCH" \
    --tree=dir="$tree" --owner-uid=0 --owner-gid=0 --no-xattrs --canonical-permissions \
    --subject "A stand-in made of Debian $FLATPAK_SUITE" --add-metadata-string=xa.metadata="$metadata" >/dev/null
  rm -rf "$tree"
}

flatpak_steps ()
{
  flatpak --user remote-add --no-gpg-verify --if-not-exists stand-in "$FLATPAK_HOME/repo" \
    && flatpak --user install -y --noninteractive --or-update stand-in \
         "org.gnome.Platform//$FLATPAK_BRANCH" "org.gnome.Sdk//$FLATPAK_BRANCH" \
    && (cd "${FLATPAK_MANIFEST%/*}" \
          && flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir="$FLATPAK_HOME/state" \
               --repo="$FLATPAK_HOME/program" "$FLATPAK_HOME/build" "$FLATPAK_MANIFEST") \
    && flatpak --user remote-add --no-gpg-verify --if-not-exists program "$FLATPAK_HOME/program" \
    && flatpak --user install -y --noninteractive --or-update program "$FLATPAK_ID" \
    && flatpak build-bundle "$FLATPAK_HOME/program" "$bundle" "$FLATPAK_ID" master
}

# Builds the program and what the runtime lacks, installs it and makes a bundle of it.
build_flatpak ()
{
  local bundle=$TREE/_build/flatpak/$FLATPAK_ID.flatpak log=$FLATPAK_HOME/build.log
  # An ordinary user's installing asks the system bus whether a parent minds; where there is none, the
  # session's will do.
  [ "$(id -u)" = 0 ] || [ -S /run/dbus/system_bus_socket ] \
    || export DBUS_SYSTEM_BUS_ADDRESS=${DBUS_SESSION_BUS_ADDRESS:-}
  mkdir -p "${bundle%/*}"
  say "Building the Flatpak against it …"
  flatpak_steps >"$log" 2>&1 </dev/null \
    || { tail -n 30 "$log" >&2; die "the Flatpak could not be built" "The whole story: $log"; }
  say "Built against a stand-in for org.gnome.Platform//$FLATPAK_BRANCH, made of Debian $FLATPAK_SUITE."
  echo "$bundle"
}

# What a machine without a desktop lacks to try it: a display, the portals, and what drives a window.
FLATPAK_TRY_PACKAGES="at-spi2-core dbus dbus-x11 gir1.2-atspi-2.0 imagemagick openbox poppler-utils python3-gi x11-utils
  xcompmgr xdg-desktop-portal xdg-desktop-portal-gtk xdotool xvfb"

can_try_flatpak ()
{
  have Xvfb && have dbus-run-session && have openbox && have xcompmgr && have xdotool && have import && have pdftotext \
    && [ -e /usr/libexec/xdg-desktop-portal ] && [ -e /usr/libexec/xdg-desktop-portal-gtk ] \
    && /usr/bin/python3 -c 'import gi; gi.require_version ("Atspi", "2.0")' 2>/dev/null
}

# The same files without Flatpak: no proxies, no portals, no rules for system calls.
bare_command ()
{
  local runtime program
  runtime=$(flatpak --user info --show-location "org.gnome.Platform//$FLATPAK_BRANCH")/files
  program=$(flatpak --user info --show-location "$FLATPAK_ID")/files
  echo bwrap --ro-bind "$runtime" /usr --ro-bind "$program" /app --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
    --symlink usr/bin /bin --ro-bind "$runtime/etc" /etc --proc /proc --dev /dev --bind /tmp /tmp \
    --setenv GSK_RENDERER cairo --setenv LD_LIBRARY_PATH /app/lib --setenv PATH /app/bin:/usr/bin \
    --setenv XDG_DATA_DIRS /app/share:/usr/share \
    --setenv XDG_DATA_HOME "$1/home/.var/app/$FLATPAK_ID/data" \
    --setenv XDG_CONFIG_HOME "$1/home/.var/app/$FLATPAK_ID/config" --setenv GSETTINGS_BACKEND keyfile serenaia
}

# The installed program under a display and a session of its own, with the portals of this machine, and
# beside it a script that uses it: the script sees display and buses, the program what Flatpak shows it.
try_flatpak ()
{
  local own
  # shellcheck disable=SC2086
  can_try_flatpak || { say "Installing a display and the portals …"; apt_install $FLATPAK_TRY_PACKAGES && can_try_flatpak; } \
    || die "a display and the portals are missing, and they cannot be installed from here" \
           "As an administrator: apt install ${FLATPAK_TRY_PACKAGES//$'\n'/}"
  own=$(mktemp -d /tmp/serenaia-flatpak.XXXXXX)
  mkdir -p "$own/home"
  echo "flatpak --user run --env=GSK_RENDERER=cairo $FLATPAK_ID" >"$own/command"
  bare_command "$own" >"$own/bare"
  # The document portal is where a session has its runtime folder, and nowhere else: it gets one of its own there.
  # What is installed is known to the session as the desktop makes it known.
  export XDG_DATA_DIRS=$FLATPAK_USER_DIR/exports/share:/usr/local/share:/usr/share
  HOME=$own/home XDG_RUNTIME_DIR=/run/user/$(id -u) XDG_CURRENT_DESKTOP=GNOME TRY=$own TREE=$TREE \
    bwrap --dev-bind / / --tmpfs /run/user --perms 0700 --dir "/run/user/$(id -u)" --cap-add ALL \
    "$TREE/tools/inside/try-flatpak" \
    || die "the Flatpak does not do what it should" "Pictures and words: $own"
  rm -rf "$own"
}
