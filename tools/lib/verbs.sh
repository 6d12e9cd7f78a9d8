# SPDX-License-Identifier: GPL-3.0-or-later
# What each word of tools/dev does. The scripts in tools/inside run where the work happens.

# at_work VERB: chooses and prepares the place. SOURCE and BUILT are the tree and the build folder as
# they are called there; TREE and BUILD are the same two as people know them.
at_work ()
{
  choose_place "$1"
  [ "$1" != test ] || have_web_checks
  prepare_place
  SOURCE=/src BUILT=/build
  [ "$PLACE" != host ] || SOURCE=$TREE BUILT=$BUILD
  INSIDE=$SOURCE/tools/inside
}

build ()
{
  local started=$SECONDS
  say "Building …"
  enter "$INSIDE/build" "$1" || return
  [ $((SECONDS - started)) -lt 2 ] || say "Built in $((SECONDS - started)) s."
}

do_run ()
{
  local arguments=(--sample)
  while [ $# -gt 0 ]; do
    case $1 in
    --own) arguments=() ;;
    --) shift; [ $# -eq 0 ] || arguments=("$@"); break ;;
    *) die "run does not know “$1”" "Arguments for the program come after --" ;;
    esac
    shift
  done
  at_work run
  build run
  if has_display; then
    say "The desk is open."
    enter_desktop "$INSIDE/run" "${arguments[@]}"
    return
  fi
  say "There is no screen here, so the desk opens on one that nobody sees."
  enter env LANG="$(desk_language)" "$SOURCE/tests/e2e/display.sh" \
    "$INSIDE/run-unseen" "$BUILT/run.png" "${arguments[@]}" >"$BUILD/run-unseen.log" 2>&1 \
    || { cat "$BUILD/run-unseen.log" >&2; die "the window did not open"; }
  say "The window opened. Its picture:"
  echo "$BUILD/run.png"
}

# The network of this computer, so that other programs reach it; its port is $PORT, or 8000.
do_serve ()
{
  [ "${1:-}" != -- ] || shift
  at_work test
  build run
  say "Making the sample salon …"
  if [ "$PLACE" = host ]; then
    enter env PORT="${PORT:-8000}" "$INSIDE/serve" "$BUILT/run" "$@"
  else
    need_bubblewrap
    bwrap "${SANDBOX[@]}" --setenv PORT "${PORT:-8000}" "$INSIDE/serve" "$BUILT/run" "$@"
  fi
}

desk_language ()
{
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in fr*) echo fr_FR.UTF-8 ;; *) echo C.UTF-8 ;; esac
}

do_test ()
{
  at_work test
  if ! build test; then
    say "The tests could not be built."
    echo "0 passed, 1 failed"
    return 1
  fi
  enter python3 "$INSIDE/test.py" "$@"
}

# Only the programs of these tests are built: all of them would take long.
do_tsan ()
{
  at_work test
  enter "$INSIDE/tsan" "$@"
}

do_bench ()
{
  [ "${1:-}" != -- ] || shift
  at_work test
  build bench
  enter "$INSIDE/bench" "$@"
}

# The fuzz targets, one a line.
fuzz_targets () { (cd "$TREE/tests/fuzz/corpus" && printf '%s\n' *); }

# What is found, and what the fuzzer learnt, stays in the cache: it outlives the build folder.
do_fuzz ()
{
  local target=${1:-} seconds=${2:-60} kept status=0 found
  [ -n "$target" ] || die "fuzz needs a target" "$(fuzz_targets | paste -sd' ')"
  fuzz_targets | grep -qxF -- "$target" \
    || die "there is no fuzz target “$target”" "$(fuzz_targets | paste -sd' ')"
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "the time is a number of seconds, not “$seconds”"
  at_work test
  kept=${XDG_CACHE_HOME:-$HOME/.cache}/serenaia/fuzz/$target
  mkdir -p "$kept/learnt" "$kept/finds" || die "cannot write to $kept"
  say "Building …"
  if [ "$PLACE" = host ]; then
    enter "$INSIDE/fuzz" "$target" "$seconds" "$kept" || status=$?
  else
    SANDBOX+=(--bind "$kept" /run/fuzz)
    enter "$INSIDE/fuzz" "$target" "$seconds" /run/fuzz || status=$?
  fi
  found=$(find "$kept/finds" -type f | sort)
  if [ -n "$found" ]; then
    say "Inputs that $target does not bear, of this run or an earlier one:"
    echo "$found"
    return 1
  fi
  [ $status -eq 0 ] || return $status
  say "Nothing was found in $seconds s."
}

do_shot ()
{
  local view='' style=light size=1024x600 text=1 language=en scale=1 out=
  while [ $# -gt 0 ]; do
    case $1 in
    --style | --size | --text | --lang | --scale | --out)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $1 in
      --style) style=$2 ;;
      --size) size=$2 ;;
      --text) text=$2 ;;
      --lang) language=$2 ;;
      --scale) scale=$2 ;;
      --out) out=$2 ;;
      esac
      shift
      ;;
    -*) die "shot does not know “$1”" ;;
    *) view=$1 ;;
    esac
    shift
  done
  [ -n "$view" ] || die "shot needs a view" "$(views | paste -sd' ')"
  case $style in light | dark | high-contrast) ;; *) die "there is no style “$style”" "light, dark, high-contrast" ;; esac
  [[ $size =~ ^[0-9]+x[0-9]+$ ]] || die "a size is written 1024x600, not “$size”"
  [[ $text =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "a text size is written 1.5, not “$text”"
  case $language in en | fr) ;; *) die "the desk speaks en and fr, not “$language”" ;; esac
  case $scale in 1 | 2) ;; *) die "a scale is 1 or 2, not “$scale”" ;; esac
  at_work shot
  build run
  take_shot shot.png "$view" "$style" "$size" "$text" "$language" "$scale"
  if [ -n "$out" ]; then cp "$BUILD/shot.png" "$out" && echo "$out"; else echo "$BUILD/shot.png"; fi
}

# take_shot FILE VIEW STYLE SIZE TEXT LANGUAGE [SCALE]: FILE is a name in the build folder.
take_shot ()
{
  local file=$1
  shift
  rm -f "$BUILD/$file"
  enter "$INSIDE/shot" "$BUILT/$file" "$@" >"$BUILD/shot.log" 2>&1 && [ -s "$BUILD/$file" ] \
    || { cat "$BUILD/shot.log" >&2; die "no picture of “$1”"; }
}

# The views that --page knows, one a line.
views () { sed -e '/^#/d' -e '/^$/d' "$TREE/tools/views"; }

# Every view in every dress the design promises, as VIEW-DRESS.png.
do_pictures ()
{
  local view name dress total=0 chosen
  if [ $# -gt 0 ]; then chosen=$(printf '%s\n' "$@"); else chosen=$(views); fi
  at_work pictures
  build run
  mkdir -p "$TREE/docs/pictures"
  for view in $chosen; do
    name=${view//\//-}
    while read -r dress style size text language; do
      say "$name, $dress"
      take_shot picture.png "$view" "$style" "$size" "$text" "$language"
      mv "$BUILD/picture.png" "$TREE/docs/pictures/$name-$dress.png"
      total=$((total + 1))
    done <<'DRESSES'
light light 1024x600 1 en
dark dark 1024x600 1 en
high-contrast high-contrast 1024x600 1 en
phone light 360x600 1 en
wide light 1920x1080 1 en
large-text light 1024x600 1.5 en
french light 1024x600 1 fr
DRESSES
  done
  say "$total pictures, $(du -sh "$TREE/docs/pictures" | cut -f1), in $TREE/docs/pictures"
}

# The paper of gift cards, as LOOK-PAPER-SAMPLE.png.
do_vouchers ()
{
  [ $# -eq 0 ] || die "vouchers takes nothing"
  at_work vouchers
  say "Building …"
  enter "$INSIDE/build" run tests/print/draw-vouchers
  rm -rf "$BUILD/vouchers"
  enter "$INSIDE/vouchers" "$BUILT/vouchers"
  mkdir -p "$TREE/docs/pictures/vouchers"
  cp "$BUILD"/vouchers/*.png "$TREE/docs/pictures/vouchers"
  say "$(ls "$TREE/docs/pictures/vouchers" | wc -l) pictures, in $TREE/docs/pictures/vouchers"
}

# The public site, as PAGE-LANGUAGE-SIZE-LIGHT.png.
do_pages ()
{
  at_work pages
  build run
  rm -rf "$BUILD/pages"
  enter "$INSIDE/pages" "$BUILT/pages" "$@"
  mkdir -p "$TREE/docs/pictures/site"
  cp "$BUILD"/pages/*.png "$TREE/docs/pictures/site"
  say "$(ls "$TREE/docs/pictures/site" | wc -l) pictures, in $TREE/docs/pictures/site"
}

# In a root of its own: packages are made of Debian 13's, whatever this machine has.
do_deb ()
{
  local try=
  case ${1:-} in
  '') ;;
  --try) try=1 ;;
  *) die "deb does not know “$1”" ;;
  esac
  PLACE=trixie
  prepare_place package
  say "Building the packages …"
  rm -rf "$BUILD/deb"
  mkdir -p "$BUILD/deb/serenaia"
  (cd "$TREE" && git ls-files -z | tar -c --null -T - -f -) | tar -x -C "$BUILD/deb/serenaia"
  enter /src/tools/inside/deb /build/deb || die "the packages could not be built"
  ls "$BUILD"/deb/*.deb
  [ -z "$try" ] || try_packages
}

# A Debian with nothing of ours but the packages, as somebody has it who installs them.
try_packages ()
{
  local root=$BUILD/clean
  need_mmdebstrap
  say "Making a clean Debian 13 and installing the packages in it …"
  remove_root "$root"
  mmdebstrap --variant=apt --aptopt='Acquire::Languages "none"' \
    --include=ca-certificates,dbus-daemon,imagemagick,openbox,x11-utils,x11-xserver-utils,xcompmgr,xdotool,xvfb,xauth \
    --customize-hook='mkdir -p "$1/src" "$1/build" "$1/home/dev"' \
    --customize-hook="cp '$BUILD'/deb/*.deb \"\$1/root\"" \
    --customize-hook='chroot "$1" sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /root/*.deb"' \
    trixie "$root" "$MIRROR" >"$BUILD/clean.log" 2>&1 </dev/null \
    || { tail -n 15 "$BUILD/clean.log" >&2; die "the packages could not be installed" "The whole story: $BUILD/clean.log"; }
  ROOT=$root
  SANDBOX[1]=$root
  enter serenaia-server --help >/dev/null || die "the server does not start"
  enter env PROGRAM=/usr/bin/serenaia /src/tests/e2e/display.sh /src/tools/inside/run-unseen /build/clean.png --sample \
    >"$BUILD/clean.log" 2>&1 || { cat "$BUILD/clean.log" >&2; die "the window did not open"; }
  say "The desk opened there. Its picture:"
  echo "$BUILD/clean.png"
}

# Debian 13 whatever this machine has, as the image is.
do_image ()
{
  [ $# -eq 0 ] || die "image takes nothing"
  PLACE=trixie
  prepare_place
  build_image
  say "Starting it …"
  try_image || die "the image does not work"
}

do_flatpak ()
{
  local try=
  case ${1:-} in
  '') ;;
  --try) try=1 ;;
  *) die "flatpak does not know “$1”" ;;
  esac
  have_flatpak_runtime
  build_flatpak
  [ -z "$try" ] || try_flatpak
}

do_format ()
{
  at_work test
  enter sh -c 'find src tests -name "*.[ch]" -exec clang-format -i {} +
    find src -name "*.blp" -exec blueprint-compiler format -f {} + >/dev/null'
}

do_shell ()
{
  at_work test
  if [ $# -gt 0 ]; then enter "$@"; else enter bash; fi
}
