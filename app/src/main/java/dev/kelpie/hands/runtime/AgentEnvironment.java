package dev.kelpie.hands.runtime;

import dev.kelpie.model.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The environment of an agent: an allow-list of the engine's own, what the runtime and the person
/// add, and what says who the agent is. Nothing of a tmux or an agent around the engine gets in.
final class AgentEnvironment {
    /// What any program of a person may see. Secrets of other tools are not among it.
    private static final List<String> PASS =
            List.of(
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "PATH",
                    "LANG",
                    "LANGUAGE",
                    "LC_*",
                    "TZ",
                    "TMPDIR",
                    "COLORTERM",
                    "EDITOR",
                    "VISUAL",
                    "PAGER",
                    "XDG_*",
                    "SSH_AUTH_SOCK",
                    "SSH_AGENT_PID",
                    "GNUPGHOME",
                    "GIT_AUTHOR_*",
                    "GIT_COMMITTER_*",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "all_proxy",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "ALL_PROXY",
                    "NODE_EXTRA_CA_CERTS",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "REQUESTS_CA_BUNDLE",
                    "JAVA_HOME",
                    "MAVEN_OPTS",
                    "GOPATH",
                    "GOROOT",
                    "CARGO_HOME",
                    "RUSTUP_HOME",
                    "NVM_DIR",
                    "PNPM_HOME",
                    "BUN_INSTALL",
                    "PYENV_ROOT",
                    "VIRTUAL_ENV",
                    "ANDROID_HOME",
                    "DOCKER_HOST",
                    "WSL_DISTRO_NAME");

    /// Never, whatever a list says: they would make the agent believe that it runs in another
    /// agent, in the engine's tmux, or under somebody's debugger.
    private static final List<String> DROP =
            List.of("CLAUDECODE", "TMUX", "TMUX_PANE", "NODE_OPTIONS", "KELPIE_*");

    private AgentEnvironment() {}

    static Map<String, String> of(
            Descriptor descriptor,
            Map<String, String> engine,
            Path home,
            LaunchRequest request,
            Map<String, String> permission) {
        var map = new TreeMap<String, String>();
        engine.forEach((name, value) -> {
            boolean passes = matches(PASS, name) || matches(descriptor.environment().pass(), name);
            boolean dropped = matches(DROP, name) || matches(descriptor.environment().drop(), name);
            if (passes && !dropped) {
                map.put(name, value);
            }
        });
        descriptor
                .environment()
                .set()
                .forEach((name, value) ->
                        Variables.fill(value, engine).ifPresent(v -> map.put(name, v)));
        map.putAll(permission);
        map.putAll(request.spec().environment());
        map.put("KELPIE_AGENT", request.agent().value());
        map.put("KELPIE_SESSION", request.session().value());
        map.put("KELPIE_HOME", home.toString());
        map.put("KELPIE_TOKEN", request.token());
        map.put("KELPIE_DOOR", request.door().toString());
        map.put("CLAUDE_AGENT_ID", request.agent().value());
        if (request.spec().workplace() instanceof Workplace.Worktree) {
            map.put("CLAUDE_WORKTREE", request.workdir().toString());
        }
        map.put("GIT_CEILING_DIRECTORIES", ceiling(request.workdir()).toString());
        return map;
    }

    /// Git must not climb out of the agent's own tree into whatever repository lies around it.
    private static Path ceiling(Path workdir) {
        for (Path each = workdir; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve(".git")) && each.getParent() != null) {
                return each.getParent();
            }
        }
        return workdir.getParent() == null ? workdir : workdir.getParent();
    }

    private static boolean matches(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
