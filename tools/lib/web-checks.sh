# SPDX-License-Identifier: GPL-3.0-or-later
# What looks the web pages over: axe for their accessibility, the Nu checker for their HTML. Both come
# from npm, by the machine's own client, and are kept under their versions beside the roots.

WEB_CHECKS="axe-core@4.14.1 vnu-jar@26.9.27"

# have_web_checks: afterwards WEB_CHECKS_HOME names their folder. Without npm or a network it is empty, and
# the tests that need them are skipped and say so.
have_web_checks ()
{
  local home
  home=${XDG_CACHE_HOME:-$HOME/.cache}/serenaia/web-checks-$(printf '%s' "$WEB_CHECKS" | tr -c 'a-z0-9.\n' -)
  WEB_CHECKS_HOME=
  if [ ! -d "$home" ]; then
    have npm || apt_install npm || { say "npm is missing: the web pages are not looked over."; return 0; }
    say "Fetching what looks the web pages over …"
    rm -rf "$home.new"
    # shellcheck disable=SC2086
    if ! npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$home.new" $WEB_CHECKS >&2 </dev/null
    then
      rm -rf "$home.new"
      say "It cannot be fetched: the web pages are not looked over."
      return 0
    fi
    mv "$home.new" "$home"
  fi
  WEB_CHECKS_HOME=$home
}
