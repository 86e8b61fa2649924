#!/bin/sh
# Puts kelpie onto this machine, or takes it off again. Run it as often as you like: ./install.sh --help
set -u

here=$(cd -P -- "$(dirname -- "$0")" && pwd -P) || exit 1
# shellcheck source=.mvn/find-jdk.sh
. "$here/.mvn/find-jdk.sh"

usage() {
    cat <<END
./install.sh [options]      build kelpie and put it into ~/.local

  --prefix DIR     install into DIR/share/kelpie and DIR/bin (default ~/.local, or \$PREFIX)
  --completion     also install completion for bash (zsh reads the same file by bashcompinit)
  --demo           install, then run 'kelpie demo': a herd of fake agents, nothing to pay or lose
  --test           install into a scratch folder and run every test (this is what CI does)
  --bench [ARG …]  install into a scratch folder and measure that; what follows goes to kelpie-bench:
                   --json, --quick (a third of the runs), names of figures
  --uninstall      remove exactly what was installed; what the herd did and knows is kept
  --help           this text

git, tmux 3.2, curl, Maven 3.8.7 and a JDK 25 are used; what is missing is installed with apt-get, dnf
or brew, with sudo where that is needed and there. Nothing is asked without a terminal.
Environment: PREFIX, JAVA_HOME, and KELPIE_DIST=DIR to install a build that is already there.
END
}

say() { printf '%s\n' "$*"; }

# What failed, and what to do about it.
fail() {
    printf 'install.sh: %s\n' "$1" >&2
    shift
    for line; do printf '            %s\n' "$line" >&2; done
    exit 1
}

scratch=''
clean_up() { [ -z "$scratch" ] || rm -rf "$scratch"; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

make_scratch() {
    [ -n "$scratch" ] && return
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/kelpie-install.XXXXXX") ||
        fail "cannot make a scratch folder in ${TMPDIR:-/tmp}" "Free some space there, or set TMPDIR."
}

# ---- what the machine must have -------------------------------------------------------------------

have() { command -v "$1" >/dev/null 2>&1; }

packager() {
    for tool in apt-get dnf brew; do
        if have "$tool"; then
            printf '%s' "$tool"
            return
        fi
    done
}

# Prints how a person would do it, for every message that asks them to.
by_hand() {
    case $(packager) in
    apt-get) printf 'sudo apt-get install %s' "$*" ;;
    dnf) printf 'sudo dnf install %s' "$*" ;;
    brew) printf 'brew install %s' "$*" ;;
    *) printf "install '%s' with this system's package manager" "$*" ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! have sudo; then
        return 1
    elif [ -t 0 ] && [ -t 1 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

updated=''
add_package() {
    make_scratch
    say "installing the package $1"
    case $(packager) in
    apt-get)
        if [ -z "$updated" ]; then
            as_root apt-get update -q >>"$scratch/packages.log" 2>&1
            updated=1
        fi
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" \
            >>"$scratch/packages.log" 2>&1 </dev/null
        ;;
    dnf) as_root dnf install -y -q "$1" >>"$scratch/packages.log" 2>&1 </dev/null ;;
    brew) brew install "$1" >>"$scratch/packages.log" 2>&1 </dev/null ;;
    *) return 1 ;;
    esac
}

why_not() {
    if [ -z "$(packager)" ]; then
        printf 'There is no apt-get, dnf or brew here.'
    elif [ "$(packager)" != brew ] && [ "$(id -u)" != 0 ] && ! have sudo; then
        printf 'Packages need root, and there is no sudo here.'
    elif [ -s "$scratch/packages.log" ]; then
        printf 'It said: %s' "$(tail -n 1 "$scratch/packages.log")"
    fi
}

need() {
    have "$1" && return
    add_package "$2"
    hash -r
    have "$1" || fail "$1 is missing and could not be installed. $(why_not)" "Get it with: $(by_hand "$2")"
}

need_tmux() {
    need tmux tmux
    version=$(tmux -V | sed -n 's/[^0-9]*\([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p')
    # shellcheck disable=SC2086
    set -- $version
    if [ $# = 2 ] && [ $(($1 * 100 + $2)) -lt 302 ]; then
        fail "$(tmux -V) is too old; kelpie needs tmux 3.2 or newer" "Get a newer one, then run this again."
    fi
}

need_jdk() {
    find_jdk && return
    case $(packager) in
    apt-get) names='temurin-25-jdk openjdk-25-jdk-headless openjdk-25-jdk' ;;
    dnf) names='java-25-openjdk-devel temurin-25-jdk' ;;
    brew) names='openjdk@25 openjdk' ;;
    *) names='' ;;
    esac
    for name in $names; do
        add_package "$name" && find_jdk && return
        say "(it is not to be had here)"
    done
    make_scratch
    fail "no JDK 25 was found, and none could be installed. $(why_not)" \
        "Any of these brings one; then run this again:" \
        "  - the package temurin-25-jdk, after adding Adoptium's Linux packages (adoptium.net/installation)" \
        "  - SDKMAN: sdk install java 25-tem" \
        "  - an unpacked JDK 25, with JAVA_HOME set to it"
}

check_machine() {
    need git git
    need curl curl
    need_tmux
    need_jdk
    say "JDK      $JAVA_HOME"
}

# ---- building -------------------------------------------------------------------------------------

revision() {
    name=$(git -C "$here" rev-parse --short=12 HEAD 2>/dev/null) || name=unknown
    if [ "$name" != unknown ] && [ -n "$(git -C "$here" status --porcelain 2>/dev/null)" ]; then
        name=$name-dirty
    fi
    printf '%s' "$name"
}

maven() { (cd "$here" && ./mvnw -B "-Drevision.git=$(revision)" "$@" </dev/null); }

build() {
    need mvn maven
    say "building (the first time, Maven fetches what it needs)"
    rm -rf "$here/app/target/dist"
    maven -q -DskipTests package ||
        fail "the build failed: Maven says why above" \
            "Without a network it needs what an earlier build left in ~/.m2. To try again: ./mvnw -DskipTests package"
}

# ---- installing -----------------------------------------------------------------------------------

written_down() { grep -qxF -- "$1" "$share/installed"; }

write_down() { written_down "$1" || printf '%s\n' "$1" >>"$share/installed"; }

make_dir() {
    [ -d "$1" ] && return
    make_dir "$(dirname -- "$1")"
    mkdir "$1" || fail "cannot make the folder $1" "Choose another place with --prefix DIR."
    new_dirs="$1
$new_dirs"
}

# The parts of the jars that the system loads: unpacked once, instead of into /tmp at every start.
unpack() {
    jar=$1 entry=$2 target=$3
    [ -e "$jar" ] || return 0
    rm -rf "$scratch/unpack"
    mkdir -p "$scratch/unpack" "$target"
    (cd "$scratch/unpack" && "$JAVA_HOME/bin/jar" xf "$jar" "$entry") || return 0
    find "$scratch/unpack" -type f ! -name 'MANIFEST.MF' -exec cp {} "$target/" \;
}

unpack_natives() {
    case $(uname -s) in
    Darwin) system=Mac jna=darwin pty=darwin ;;
    *) system=Linux jna=linux pty=linux ;;
    esac
    [ "$system" = Linux ] && [ -e /etc/alpine-release ] && system=Linux-Musl
    case $(uname -m) in
    arm64 | aarch64) cpu=aarch64 jna=$jna-aarch64 cpu_pty=aarch64 ;;
    *) cpu=x86_64 jna=$jna-x86-64 cpu_pty=x86-64 ;;
    esac
    [ "$pty" = linux ] && pty=linux/$cpu_pty
    for jar in "$1"/lib/sqlite-jdbc-*.jar; do unpack "$jar" "org/sqlite/native/$system/$cpu" "$1/native"; done
    for jar in "$1"/lib/jna-[0-9]*.jar; do unpack "$jar" "com/sun/jna/$jna" "$1/native"; done
    for jar in "$1"/lib/pty4j-*.jar; do
        unpack "$jar" "resources/com/pty4j/native/$pty" "$1/native/pty4j/$pty"
    done
    find "$1/native" -name '*helper*' -exec chmod 755 {} \;
}

# A shell script's first line cannot ask which shells there are; the one who installs it can.
put_launcher() {
    first='#!/bin/sh'
    bash=$(command -v bash) && case $bash in /*' '*) ;; /*) first="#!$bash -p" ;; esac
    { printf '%s\n' "$first" && tail -n +2 "$1"; } >"$2" && chmod 755 "$2"
}

stage() {
    next=$share.new.$$
    rm -rf "$next"
    if mkdir "$next" && mkdir "$next/bin" && cp -R "$dist/lib" "$next/lib" &&
        put_launcher "$dist/bin/kelpie" "$next/bin/kelpie" &&
        printf '%s\n' "$JAVA_HOME" >"$next/lib/jdk" &&
        unpack_natives "$next"; then
        return
    fi
    rm -rf "$next"
    fail "cannot write to $next" "Is the disk full, or the folder somebody else's? --prefix DIR chooses another."
}

# One rename away from the old version at any time; a running engine keeps the files that it has open.
swap() {
    old=$share.old.$$
    if [ -e "$share" ]; then
        [ -e "$share/installed" ] || {
            rm -rf "$next"
            fail "$share exists and was not made by this script" "Move it away, or choose another --prefix."
        }
        mv "$share" "$old" || fail "cannot replace $share" "Is it somebody else's?"
        cp "$old/installed" "$next/installed"
    else
        : >"$next/installed"
    fi
    mv "$next" "$share" || fail "cannot put the new version into $share" "The old one is in $old."
    rm -rf "$old"
    printf '%s' "$new_dirs" | while IFS= read -r dir; do write_down "dir $dir"; done
}

link() {
    target=$prefix/bin/kelpie
    if [ -e "$target" ] || [ -L "$target" ]; then
        [ "$(readlink "$target")" = "$share/bin/kelpie" ] ||
            fail "$target is another program or another kelpie" "Move it away, then run this again."
    fi
    ln -sfn "$share/bin/kelpie" "$target" || fail "cannot link $target" "Is $prefix/bin yours?"
}

# Runs kelpie in a home that is thrown away.
trial() {
    mkdir -p "$scratch/home"
    limit='' # a verb that hangs must not keep the installation
    have timeout && limit='timeout 120'
    KELPIE_HOME=$scratch/home KELPIE_JAVA_OPTS=${options:-} $limit "$share/bin/kelpie" "$@" \
        >"$scratch/trial.log" 2>&1 </dev/null
}

# The screen needs a terminal: a pane of a tmux that is only there for this. The pane's shell reads the
# names from its environment, so that a path may hold anything.
trial_in_terminal() {
    mkdir -p "$scratch/home"
    pane="env -u TMUX TMUX_TMPDIR=$scratch tmux -L trial -f /dev/null"
    limit=''
    have timeout && limit='timeout 120'
    # shellcheck disable=SC2016,SC2086
    env "KELPIE_HOME=$scratch/home" "KELPIE_JAVA_OPTS=$options" "KELPIE_TRIAL=$share/bin/kelpie" \
        TERM=xterm-256color $pane new-session -d -x 120 -y 40 \
        '"$KELPIE_TRIAL" train; tmux -L trial wait-for -S over' >"$scratch/trial.log" 2>&1 </dev/null &&
        $limit $pane wait-for over
    # shellcheck disable=SC2086
    $pane kill-server 2>/dev/null
    [ -s "$scratch/kelpie.aot" ]
}

# The JVM keeps what a first run loaded and linked; later starts take a third of the time.
teach() {
    say "teaching the JVM to start quickly"
    cache=$share/lib/kelpie.aot
    rm -f "$cache"
    make_scratch
    options="-XX:AOTCacheOutput=$scratch/kelpie.aot"
    for verb in train 'status --json' --version; do
        if [ "$verb" = train ]; then
            trial_in_terminal
        else
            # shellcheck disable=SC2086
            trial $verb && [ -s "$scratch/kelpie.aot" ]
        fi && mv "$scratch/kelpie.aot" "$cache" && chmod 644 "$cache" && break # others may use it too
        rm -f "$scratch/kelpie.aot"
    done
    options=''
    [ -e "$scratch/home/door" ] && trial down
    rm -rf "${scratch:?}/home"
    [ -e "$cache" ] || say "(it did not learn; kelpie works, and its cold start takes a little longer)"
}

completion_file() {
    printf '%s' "${XDG_DATA_HOME:-$HOME/.local/share}/bash-completion/completions/kelpie"
}

add_completion() {
    file=$(completion_file)
    make_scratch
    if "$share/bin/kelpie" completion bash >"$scratch/completion" 2>/dev/null && [ -s "$scratch/completion" ]; then
        mkdir -p "$(dirname -- "$file")" && cp "$scratch/completion" "$file" && write_down "file $file" &&
            say "completion  $file"
    else
        say "kelpie could not write its completion; nothing was installed for it"
    fi
}

# Who has it from here is not asked again, and gets the new one.
offer_completion() {
    ! written_down "file $(completion_file)" || completion=1
    if [ -z "$completion" ] && [ -t 0 ] && [ -t 1 ]; then
        printf 'Install completion for bash and zsh into your home? [y/N] '
        IFS= read -r answer
        case $answer in [yY]*) completion=1 ;; esac
    fi
    [ -z "$completion" ] || add_completion
}

tell() {
    say "installed  $share"
    say "command    $prefix/bin/kelpie"
    case :$PATH: in
    *":$prefix/bin:"*) ;;
    *)
        say ""
        say "$prefix/bin is not on your PATH. Add this line to ~/.profile or your shell's own file:"
        say "    export PATH=\"$prefix/bin:\$PATH\""
        ;;
    esac
    if [ -e "$state/door" ]; then
        say "An engine of the version before may still run: 'kelpie down' ends it, agents go on."
    fi
}

install() {
    dist=${KELPIE_DIST:-$here/app/target/dist}
    for file in lib/kelpie.jar bin/kelpie; do
        [ -r "$dist/$file" ] || fail "there is no $file in $dist" "./mvnw -DskipTests package makes it."
    done
    new_dirs=''
    make_dir "$prefix/share"
    make_dir "$prefix/bin"
    make_scratch
    stage
    swap
    link
    teach
    offer_completion
    tell
}

# ---- the other wishes -----------------------------------------------------------------------------

uninstall() {
    if [ ! -e "$share/installed" ]; then
        say "kelpie is not installed in $prefix: nothing to remove"
        return
    fi
    if [ -e "$state/door" ] && "$share/bin/kelpie" down >/dev/null 2>&1; then
        say "the engine was told to end; agents that run go on in tmux"
    fi
    make_scratch
    cp "$share/installed" "$scratch/installed"
    [ "$(readlink "$prefix/bin/kelpie")" = "$share/bin/kelpie" ] && rm -f "$prefix/bin/kelpie"
    rm -rf "$share" || fail "cannot remove all of $share" "Is it somebody else's?"
    while read -r kind path; do
        case $kind in
        file) rm -f "$path" ;;
        dir) rmdir "$path" 2>/dev/null ;;
        esac
    done <"$scratch/installed"
    say "removed  $share and $prefix/bin/kelpie"
    [ ! -e "$state" ] || say "kept     $state: what the herd did and knows"
}

test_all() {
    check_machine
    need mvn maven
    rm -rf "$here/app/target/dist"
    maven verify
    outcome=$?
    [ "$outcome" = 0 ] || fail "tests or checks failed (Maven ended with $outcome): it says which above"
    make_scratch
    prefix=$scratch/prefix
    share=$prefix/share/kelpie
    mkdir "$prefix"
    install
    "$prefix/bin/kelpie" reset-terminal >/dev/null || fail "the installed kelpie does not run"
    say "every test passed, and kelpie installs"
}

# The whole program as a person has it, with its start-up cache; needs about eight quiet minutes.
bench() {
    check_machine >&2
    [ -n "${KELPIE_DIST:-}" ] || build >&2
    make_scratch
    prefix=$scratch/prefix
    share=$prefix/share/kelpie
    mkdir "$prefix"
    install >&2
    "$dist/bin/kelpie-bench" --prefix "$share" "$@"
}

prefix=${PREFIX:-${HOME:-}/.local}
state=${KELPIE_HOME:-${XDG_STATE_HOME:-${HOME:-}/.local/state}/kelpie}
completion='' wish=install
while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
        [ $# -gt 1 ] || fail "--prefix needs a folder"
        prefix=$2
        shift
        ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --completion) completion=1 ;;
    --demo) wish=demo ;;
    --test) wish='test' ;;
    --bench)
        wish=bench
        shift
        break
        ;;
    --uninstall) wish=uninstall ;;
    -h | --help)
        usage
        exit 0
        ;;
    *) fail "unknown option: $1" "./install.sh --help lists them." ;;
    esac
    shift
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
share=$prefix/share/kelpie

case $wish in
uninstall) uninstall ;;
test) test_all ;;
bench) bench "$@" ;;
install | demo)
    check_machine
    [ -n "${KELPIE_DIST:-}" ] || build
    install
    if [ "$wish" = demo ]; then
        clean_up
        trap - EXIT
        exec "$prefix/bin/kelpie" demo
    fi
    ;;
esac
