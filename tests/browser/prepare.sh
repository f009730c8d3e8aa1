# Sourced by `run` and `shots`: installs what they need when it is missing, and finds the site.
# After it, $here is this folder, $site the built site, $scratch a folder that goes away at the end.

set -euo pipefail
exec </dev/null
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/backstory-browser.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

say() { printf '%s\n' "$*" >&2; }

# install_missing COMMAND=PACKAGE…: Debian packages for the commands that are not there.
install_missing() {
  local pair wanted=() as_root=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || wanted+=("${pair#*=}")
  done
  [ ${#wanted[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null; then
    say "missing: ${wanted[*]} (install them; only Debian is done automatically)"
    exit 2
  fi
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  say "installing ${wanted[*]}"
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${wanted[@]}" >&2
}

install_missing node=nodejs npm=npm "${CHROMIUM:-/usr/bin/chromium}=chromium" java=default-jre-headless

# Exact versions stand in package.json; a stamp tells whether they are the installed ones.
# Scripts of packages are not run: the only one fetches a Java of its own.
if ! cmp -s "$here/package.json" "$here/node_modules/.installed-from"; then
  say "installing node packages"
  npm install --prefix "$here" --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp "$here/package.json" "$here/node_modules/.installed-from"
fi

# The program: $BACKSTORY, or built here.
program() {
  if [ -z "${BACKSTORY:-}" ]; then
    say "building the program"
    cargo build --release --quiet --manifest-path "$repository/Cargo.toml" >&2
    BACKSTORY=${CARGO_TARGET_DIR:-$repository/target}/release/backstory
  fi
}

# Sites with hostile text in every field, which the tests of the program write: $1.
plant() {
  say "planting hostile sites"
  BACKSTORY_HOSTILE_SITES="$1" cargo test --quiet --manifest-path "$repository/Cargo.toml" --test suite \
    hostile::sites_for_the_browser -- --ignored --exact >&2
  local one
  for one in "$1"/content-*; do
    # The text of these sites is full of faults, so the exit code is 1.
    "$BACKSTORY" build -r "$one" -o "$one/public" >/dev/null 2>&1 || [ $? -eq 1 ]
  done
}

# The site: the folder named, or the demonstration story, built without and with a base address.
published=
hostile=
if [ $# -gt 0 ] && [ -n "$1" ]; then
  site=$(cd "$1" && pwd)
else
  program
  say "building the demonstration story"
  "$BACKSTORY" init --template demo "$scratch/demo" >&2
  [ -z "${THEME:-}" ] || sed -i "1i theme = \"$THEME\"" "$scratch/demo/site.toml"
  "$BACKSTORY" ingest -r "$scratch/demo" >&2
  # The story as it comes has no note; these open one each: a footnote, a source, a question of fact.
  first() { basename "$(find "$scratch/demo/content/$1" -name '*.md' | sort | head -1)" .md; }
  printf '\nOne more paragraph.[^a] %s %s\n\n[^a]: With a note.\n' \
    "[[$(first articles)]]" "[[claim:$(first claims)]]" >>"$scratch/demo/content/index.md"
  "$BACKSTORY" build -r "$scratch/demo" -o "$scratch/site" >&2
  "$BACKSTORY" build -r "$scratch/demo" -o "$scratch/published" --base-url https://example.org/x >&2
  cp -r "$repository/tests/sites/search" "$scratch/ferry"
  "$BACKSTORY" build -r "$scratch/ferry" -o "$scratch/words" >&2
  "$BACKSTORY" build -r "$scratch/ferry" -o "$scratch/words-published" --base-url https://example.org/x >&2
  # One invented story in three languages, one of them from right to left. Building writes records
  # beside the content, so a copy is built.
  cp -r "$repository/tests/sites/languages" "$scratch/languages"
  for language in "$scratch"/languages/*; do
    "$BACKSTORY" build -r "$language" -o "$language/public" 2>/dev/null >&2
  done
  if [[ ,${CHECKS:-hostile}, == *,hostile,* ]]; then
    hostile=$scratch/hostile
    plant "$hostile"
  fi
  site=$scratch/site
  published=$scratch/published
fi
if [ ! -f "$site/index.html" ]; then
  say "$site holds no index.html: is it a built site?"
  exit 2
fi
