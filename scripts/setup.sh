#!/usr/bin/env bash
#
# Brings what the project needs and this machine lacks: Deno, a Vulkan driver, the data set, and the
# libraries. Says what it finds and what it does; where nothing is missing, it changes nothing.
#
#   bash scripts/setup.sh
#
# As root or with sudo on Debian and Ubuntu. Elsewhere it says what to install by hand.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly DENO_VERSION=2.9.6
readonly SYSTEM_DATA=/usr/share/datasets/fashion-mnist

missing=() # what this script could not bring, one sentence each
apt_updated=false

found() { printf 'found    %s\n' "$*"; }
doing() { printf 'install  %s\n' "$*"; }
note() { printf 'note     %s\n' "$*"; }

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

can_be_root() { ((EUID == 0)) || has sudo; }

# Installs Debian packages; fails where that is not possible.
apt_install() {
  has apt-get && can_be_root || return 1
  doing "$*, with apt-get"
  "$apt_updated" || as_root apt-get update -q || return 1
  apt_updated=true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# Prints the version of the `deno` that the shell finds, nothing without one.
deno_version() {
  has deno && deno --version 2>/dev/null | sed -n 's/^deno \([0-9.]*\).*/\1/p'
}

# Whether version $1 has the major version of the pinned one, and at least its minor version.
recent_enough() {
  local -a have want
  IFS=. read -ra have <<<"$1"
  IFS=. read -ra want <<<"$DENO_VERSION"
  ((${have[0]:-0} == want[0] && ${have[1]:-0} >= want[1]))
}

check_deno() {
  local version
  version=$(deno_version) || true
  if [[ $version == "$DENO_VERSION" ]]; then
    found "Deno $version"
  elif recent_enough "$version"; then
    found "Deno $version"
    note "the project is tested with Deno $DENO_VERSION"
  elif has npm; then
    install_deno
  else
    missing+=("Deno $DENO_VERSION: install it (docs.deno.com), or install Node with npm and run this again")
  fi
}

install_deno() {
  local prefix
  prefix=$(npm prefix --global)
  doing "Deno $DENO_VERSION, with npm"
  if [[ -w $prefix/lib/node_modules || (! -e $prefix/lib/node_modules && -w $prefix) ]]; then
    npm install --global --no-fund --no-audit "deno@$DENO_VERSION"
  elif can_be_root; then
    as_root npm install --global --no-fund --no-audit "deno@$DENO_VERSION"
  else
    prefix=$HOME/.local
    npm install --global --no-fund --no-audit --prefix "$prefix" "deno@$DENO_VERSION"
  fi
  hash -r
  if [[ $(deno_version) != "$DENO_VERSION" ]]; then
    missing+=("Deno $DENO_VERSION is in $prefix/bin, but the shell does not find it first: put that folder at the front of PATH")
    PATH=$prefix/bin:$PATH
  fi
}

# Whether a driver manifest exists where Vulkan's loader looks for one.
has_vulkan_driver() {
  local listed=${VK_DRIVER_FILES:-${VK_ICD_FILENAMES:-}} folder
  local -a manifests
  if [[ -n $listed ]]; then
    IFS=: read -ra manifests <<<"$listed"
  else
    for folder in {/etc,/usr/share,/usr/local/etc,/usr/local/share,"$HOME/.local/share"}/vulkan/icd.d; do
      manifests+=("$folder"/*.json)
    done
  fi
  any_exists "${manifests[@]}"
}

any_exists() {
  local path
  for path in "$@"; do
    [[ -e $path ]] && return
  done
  return 1
}

has_vulkan_loader() {
  [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) == *libvulkan.so.1* ]]
}

check_vulkan() {
  local -a packages=()
  if [[ $(uname -s) != Linux ]]; then
    found "$(uname -s), whose own graphics interface WebGPU uses"
    return
  fi
  if has_vulkan_loader; then
    found "the Vulkan loader"
  else
    packages+=(libvulkan1)
  fi
  if has_vulkan_driver; then
    found "a Vulkan driver"
  else
    packages+=(mesa-vulkan-drivers) # has lavapipe, which computes in software
  fi
  if ((${#packages[@]} > 0)) && ! apt_install "${packages[@]}"; then
    missing+=("Vulkan: install its loader and a driver, the graphics card's or Mesa's in software (Debian's packages: ${packages[*]})")
  fi
}

check_data() {
  if has_data; then
    found "FashionMNIST"
  elif ! apt_install dataset-fashion-mnist; then
    note "FashionMNIST is not here; the first training downloads it into data/"
  fi
}

# Whether each of the four files is in one of the folders the program looks in.
has_data() {
  local file
  for file in {train,t10k}-{images-idx3,labels-idx1}-ubyte; do
    any_exists {data,data/FashionMNIST/raw,"$SYSTEM_DATA"}/"$file"{,.gz} || return 1
  done
}

# Fetches the libraries into Deno's cache, so that later commands need no network; those of figures
# and tests too, which are otherwise fetched on their first use.
fetch_libraries() {
  has deno || return 0
  # Without the lock file the packages' versions are looked up as well, and kept: a later drawing
  # would else ask the network for them.
  if deno install --quiet --entrypoint mod.ts {tests,scripts}/dependencies.ts && deno eval --quiet --no-lock \
    'import { loadCanvas, locateFonts } from "./src/figures/canvas_library.ts";
    await Promise.all([loadCanvas(), locateFonts()]);'; then
    found "the libraries, in Deno's cache"
  else
    missing+=("the libraries: deno install failed, for the reason above")
  fi
}

check_deno
check_vulkan
check_data
fetch_libraries

if ((${#missing[@]} > 0)); then
  printf 'MISSING  %s\n' "${missing[@]}" >&2
  exit 1
fi
printf 'ready    deno run -A mod.ts train --act elu\n'
