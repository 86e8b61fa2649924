package dev.kelpie;

import dev.kelpie.home.HomeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Programs on the person's PATH, and where our own parts lie.
final class Programs {
    private Programs() {}

    static Path find(String name, Map<String, String> environment, String advice) {
        for (String dir : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path program = Path.of(dir.isEmpty() ? "." : dir).resolve(name).toAbsolutePath();
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return program;
            }
        }
        throw new HomeException("there is no " + name + " on your PATH; " + advice);
    }

    /// What `{java}`, `{classpath}` and `{prefix}` stand for in a runtime's command.
    static Map<String, String> placeholders() {
        var map = new HashMap<String, String>();
        map.put("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        map.put("classpath", System.getProperty("java.class.path"));
        map.put("prefix", System.getProperty("kelpie.prefix", ""));
        return map;
    }
}
