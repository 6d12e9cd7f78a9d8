# SPDX-License-Identifier: GPL-3.0-or-later
# The image of the server without an engine: the steps of data/server/Dockerfile, each done in a fresh root of
# the Debian that it names, and its last stage started as an engine would. What engines add (layers,
# a registry) is not shown.

IMAGE_FILE=$TREE/data/server/Dockerfile

# Its instructions, one a line.
image_steps ()
{
  sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' "$IMAGE_FILE" \
    | sed -e ':more' -e '/\\$/{' -e 'N' -e 's/[[:space:]]*\\\n[[:space:]]*/ /' -e 'b more' -e '}'
}

# Makes every stage in $BUILD/image/NAME; the last is IMAGE.
build_image ()
{
  local word rest work=$BUILD/image
  need_mmdebstrap
  remove_root "$work"
  mkdir -p "$work" || die "cannot write to $work"
  (cd "$TREE" && git ls-files -z | tar -c --null -T - -f "$work/tree.tar")
  IMAGE=
  while read -r word rest; do
    case $word in
    FROM) end_stage; begin_stage $rest ;;
    WORKDIR) STAGE_PLACE=$rest; STAGE_HOOKS+=("--customize-hook=mkdir -p \"\$1$rest\"") ;;
    RUN) add_run "$rest" ;;
    COPY) add_copy $rest ;;
    # Said to who starts it, and read by tools/inside/try-image.
    USER | ENV | EXPOSE | STOPSIGNAL | ENTRYPOINT | CMD) ;;
    *) die "tools/dev image does not know “$word”" "It is in $IMAGE_FILE." ;;
    esac
  done < <(image_steps)
  end_stage
  # What it was compiled in is large.
  for word in "$work"/*/; do [ "$word" = "$IMAGE/" ] || remove_root "${word%/}"; done
}

# begin_stage debian:13-slim [AS NAME]
begin_stage ()
{
  [ "$1" = debian:13-slim ] || die "tools/dev image knows no “$1”" "Only debian:13-slim, of which it makes the like."
  STAGE=${3:-image} STAGE_PLACE=/ STAGE_HOOKS=() STAGE_RUNS=0
}

# As an engine does: by a shell, with nothing of the caller's environment.
add_run ()
{
  local script=$BUILD/image/$STAGE-$((STAGE_RUNS += 1)).sh
  printf '%s\n' "$1" >"$script"
  STAGE_HOOKS+=("--customize-hook=cp '$script' \"\$1/tmp/step\" && chroot \"\$1\" env -i HOME=/root
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c 'cd \"\$0\" && sh -e /tmp/step' '$STAGE_PLACE'
    && rm \"\$1/tmp/step\"")
  STAGE_HOOKS[-1]=$(printf '%s' "${STAGE_HOOKS[-1]}" | tr '\n' ' ')
}

# add_copy [--from=STAGE] FROM TO: what is copied keeps its name.
add_copy ()
{
  local archive
  case $1 in
  --from=*)
    [ "${2##*/}" = "${3##*/}" ] || die "tools/dev image copies nothing to another name, like $3"
    STAGE_HOOKS+=("--customize-hook=copy-in '$BUILD/image/${1#--from=}$2' '${3%/*}'")
    ;;
  *)
    [ "$1" = "$2" ] || die "tools/dev image copies nothing to another name, like $2"
    archive=$BUILD/image/tree.tar
    if [ "$1" != . ]; then
      archive=$BUILD/image/$STAGE-${1//\//-}.tar
      tar -c -C "$TREE" -f "$archive" "$1"
    fi
    STAGE_HOOKS+=("--customize-hook=tar-in '$archive' '$STAGE_PLACE'")
    ;;
  esac
}

end_stage ()
{
  local log root made=0
  [ -n "${STAGE:-}" ] || return 0
  say "Making the stage “$STAGE” …"
  log=$BUILD/image/$STAGE.log root=$BUILD/image/$STAGE
  set -- --variant=minbase --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' "${STAGE_HOOKS[@]}" trixie
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "$@" "$root" "$MIRROR" >"$log" 2>&1 </dev/null || made=$?
  else
    # So that every file belongs to this user; see make_root.
    mkdir "$root"
    mmdebstrap --mode=unshare --format=tar "$@" - "$MIRROR" 2>"$log" </dev/null \
      | tar -x --no-same-owner --no-same-permissions --exclude='./dev/*' -C "$root" 2>>"$log" || made=$?
    chmod -R u+rwX "$root"
  fi
  [ "$made" = 0 ] || { tail -n 25 "$log" >&2; die "the stage “$STAGE” could not be made" "The whole story: $log"; }
  IMAGE=$root STAGE=
}

# Beside the system where the work happens, which has a PostgreSQL; both see the same /tmp.
try_image ()
{
  mkdir -p "$BUILD/image/shared"
  SANDBOX+=(--bind "$BUILD/image/shared" /tmp --ro-bind "$IMAGE" /run/image --dev /run/image/dev
    --proc /run/image/proc --bind "$BUILD/image/shared" /run/image/tmp)
  enter /src/tools/inside/try-image /run/image
}
