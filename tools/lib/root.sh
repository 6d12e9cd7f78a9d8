# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian root that has everything, for machines that do not. Made once by mmdebstrap, as root or as
# an ordinary user, and kept outside the tree under the hash of what it is made of, so that a changed
# package list makes a new one. It is made under a temporary name and renamed when whole; a lock makes
# a second run wait for the first.

NEEDED_KILOBYTES=3600000
MIRROR=${SERENAIA_MIRROR:-http://deb.debian.org/debian}

# What makes the root ours: an unprivileged user, places to mount the tree, French, and the font
# GNOME has now (Adwaita Sans is Inter, and Debian 13 has it only under that name).
RECIPE='echo "dev:x:1000:1000::/home/dev:/bin/bash" >>"$1/etc/passwd"
  echo "dev:x:1000:" >>"$1/etc/group"
  mkdir -p "$1/src" "$1/build" "$1/host" "$1/home/dev" "$1/etc/gtk-4.0"
  printf "[Settings]\ngtk-font-name=Inter 11\n" >"$1/etc/gtk-4.0/settings.ini"
  echo "<fontconfig><dir>/host/fonts</dir></fontconfig>" >"$1/etc/fonts/local.conf"
  chroot "$1" localedef -i fr_FR -f UTF-8 fr_FR.UTF-8
  rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*_Packages'
OPTIONS=(
  --variant=apt --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"'
  --aptopt='Acquire::Retries "2"' --aptopt='Acquire::http::Timeout "20"'
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*'
  --dpkgopt='path-exclude=/usr/share/help/*'
  --essential-hook='mkdir -p "$1/usr/share/man/man1"' # Java wants to link there
  --customize-hook="$RECIPE"
)

# have_root SUITE [PART]: afterwards ROOT names a usable root, with the packages up to that part.
have_root ()
{
  local suite=$1 part=${2:-test} hash
  hash=$({ packages "$part"; printf '%s\n' "$suite" "${OPTIONS[@]}"; } | sha256sum | cut -c1-12)
  CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/serenaia/roots
  ROOT=$CACHE/$suite-$hash
  [ ! -d "$ROOT" ] || return 0

  need_mmdebstrap
  mkdir -p "$CACHE" || die "cannot write to $CACHE" "Set XDG_CACHE_HOME to a folder that can be written."
  exec 8>"$ROOT.lock"
  flock -n 8 || { say "Another run is making the Debian root; waiting for it …"; flock 8; }
  if [ ! -d "$ROOT" ]; then
    need_disk "$CACHE"
    make_root "$suite" "$part"
  fi
  exec 8>&-
}

need_mmdebstrap ()
{
  have mmdebstrap && { [ "$(id -u)" = 0 ] || have newuidmap; } && return 0
  say "Installing mmdebstrap and bubblewrap …"
  apt_install mmdebstrap bubblewrap uidmap debian-archive-keyring && have mmdebstrap && return 0
  die "mmdebstrap is missing, and it cannot be installed from here" \
      "This machine lacks ${HOST_LACKS:-something}, so a Debian 13 root is needed, once." \
      "As an administrator: apt install mmdebstrap bubblewrap uidmap debian-archive-keyring" \
      "(Fedora: dnf install mmdebstrap bubblewrap debian-keyring.) Then the same command again."
}

need_disk ()
{
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$NEEDED_KILOBYTES" ] || die "not enough room on the disk of $1" \
    "The Debian root needs 3.5 GB; $((free / 1024)) MB are free." \
    "Make room, or set XDG_CACHE_HOME to a folder on another disk."
}

make_root ()
{
  local suite=$1 part=$2 new=$ROOT.new log=$ROOT.log include started=$SECONDS made=0
  include=$(packages "$part" | paste -sd,)
  say "Making a Debian root ($suite) in $CACHE. This happens once and takes two minutes or so …"
  remove_root "$new"
  set -- "${OPTIONS[@]}" --include="$include,ca-certificates" "$suite"
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "$@" "$new" "$MIRROR" >"$log" 2>&1 </dev/null || made=$?
  else
    # Through a pipe, so that every file belongs to this user and can be removed by this user.
    mkdir "$new"
    mmdebstrap --mode=unshare --format=tar "$@" - "$MIRROR" 2>"$log" </dev/null \
      | tar -x --no-same-owner --no-same-permissions --exclude='./dev/*' -C "$new" 2>>"$log" || made=$?
    chmod -R u+rwX "$new"
  fi
  if [ "$made" != 0 ]; then
    remove_root "$new"
    explain_failure "$suite" "$log"
  fi
  mv "$new" "$ROOT"
  rm -f "$log"
  say "Made in $((SECONDS - started)) s."
}

remove_root ()
{
  [ ! -d "$1" ] || { chmod -R u+rwX "$1" 2>/dev/null || :; rm -rf --one-file-system "$1"; }
}

# The usual reasons, in words; otherwise the end of mmdebstrap's own.
explain_failure ()
{
  local suite=$1 log=$2
  if grep -qE 'No space left on device' "$log"; then
    die "the disk became full while the Debian root was made" \
        "It needs 3.5 GB in $CACHE (or set XDG_CACHE_HOME) and some in ${TMPDIR:-/tmp}."
  elif grep -qE 'Could not resolve|Could not connect|Unable to connect|Temporary failure|Network is unreachable|Connection (failed|timed out|refused)' "$log"; then
    die "no network: $MIRROR cannot be reached" \
        "The Debian root is made from there, once; afterwards no network is needed." \
        "Set SERENAIA_MIRROR to use another mirror, or http_proxy for a proxy."
  elif grep -qE 'unshare|newuidmap|user namespace|subuid|subgid' "$log"; then
    no_user_namespaces "$(grep -E 'unshare|newuidmap|user namespace|subuid|subgid' "$log" | head -n 1)"
  else
    say "$(tail -n 15 "$log")"
    die "the Debian root ($suite) could not be made" "The whole story: $log"
  fi
}

no_user_namespaces ()
{
  die "this system lets no ordinary user make user namespaces" \
      "(${1:-bubblewrap was refused})" \
      "They are what the Debian root is entered with. An administrator can allow them:" \
      "  sysctl kernel.unprivileged_userns_clone=1                (Debian)" \
      "  sysctl kernel.apparmor_restrict_unprivileged_userns=0    (Ubuntu)" \
      "and give you subordinate ids: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)" \
      "In a container, start it with --security-opt seccomp=unconfined, or use one of Debian 13."
}
