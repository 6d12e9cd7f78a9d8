# SPDX-License-Identifier: GPL-3.0-or-later
# Words for the person at the terminal. Everything that is not a result goes to standard error.

say () { printf '%s\n' "$*" >&2; }

# die TITLE LINE…: says what is missing, then what to do about it, and ends.
die ()
{
  printf 'tools/dev: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

have () { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: as root, or by sudo when it asks nothing, or when somebody is there to answer it.
as_root ()
{
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  elif have sudo && [ -t 0 ] && [ -t 2 ]; then sudo "$@"
  else return 1
  fi
}

# apt_install PACKAGE…: quiet, never asks. Its words are kept for when it fails.
apt_install ()
{
  have apt-get || return 1
  local log
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" \
       >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  # A fresh machine or container often has no package lists yet, or old ones.
  if as_root apt-get update -qq >>"$log" 2>&1 </dev/null \
     && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
          "$@" >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  say "$(tail -n 5 "$log")"
  rm -f "$log"
  return 1
}

# packages [build|test|package]: the names of tools/packages, up to the end of that part.
packages ()
{
  case ${1:-test} in
  build) sed -e '/^# test/,$d' "$TREE/tools/packages" ;;
  test) sed -e '/^# package/,$d' "$TREE/tools/packages" ;;
  package) cat "$TREE/tools/packages" ;;
  esac | sed -e '/^#/d' -e '/^$/d'
}
