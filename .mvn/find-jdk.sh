# Sourced by mvnw and install.sh: find_jdk sets JAVA_HOME to a JDK 25 (rather than a newer one), or returns 1.

# The major version of the JDK in $1, or nothing: read from its release file, which starts no JVM.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

jdk_of_path() {
    command -v java >/dev/null 2>&1 || return 0
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

jdk_candidates() {
    [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
    jdk_of_path
    for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.jdks/* \
        "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
        [ -d "$candidate" ] && printf '%s\n' "$candidate"
    done
}

find_jdk() {
    newer=''
    while IFS= read -r candidate; do
        [ -n "$candidate" ] || continue
        version=$(jdk_version "$candidate") || continue
        case $version in
        25)
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
            ;;
        2[6-9] | [3-9][0-9]) [ -n "$newer" ] || newer=$candidate ;;
        esac
    done <<END
$(jdk_candidates)
END
    [ -n "$newer" ] || return 1
    JAVA_HOME=$newer
    export JAVA_HOME
}
