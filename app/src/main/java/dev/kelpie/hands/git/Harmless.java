package dev.kelpie.hands.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The settings that keep a repository from running a program through Kelpie's git. An agent can
/// write the repository's configuration, and git would obey it: filters, drivers, monitors,
/// helpers. What the user set up in his own (global or system) configuration stays in force, so
/// that large files still arrive; what only the repository says is put back to the user's value, or
/// to nothing.
final class Harmless {
    /// A setting: a key as git prints it, and a value.
    record Setting(String key, String value) {}

    /// A setting and the place that it comes from, as `git config --show-scope` names it.
    record Scoped(String scope, Setting setting) {}

    /// Set on every call, whatever the repository says. None names a program.
    static final List<Setting> ALWAYS =
            List.of(
                    new Setting("submodule.recurse", "false"),
                    new Setting("core.ignorestat", "false"),
                    new Setting("core.quotepath", "false"),
                    new Setting("core.splitindex", "false"),
                    new Setting("log.showsignature", "false"),
                    new Setting("gc.auto", "0"),
                    new Setting("maintenance.auto", "false"),
                    new Setting("worktree.guessremote", "false"),
                    new Setting("color.ui", "false"),
                    new Setting("advice.detachedhead", "false"));

    /// Where a repository cannot write. Whatever other scope a version of git may name is not the
    /// user's.
    private static final Set<String> USERS = Set.of("system", "global", "command");

    /// Last parts of keys whose value git, or a filter that it starts, may run.
    private static final Set<String> PROGRAMS =
            Set.of(
                    "alternaterefscommand",
                    "askpass",
                    "clean",
                    "cmd",
                    "command",
                    "defaultkeycommand",
                    "difffilter",
                    "driver",
                    "editor",
                    "external",
                    "fsmonitor",
                    "gitproxy",
                    "helper",
                    "hookspath",
                    "packobjectshook",
                    "pager",
                    "path",
                    "process",
                    "program",
                    "receivepack",
                    "recentobjectshook",
                    "smudge",
                    "sshcommand",
                    "standalonetransferagent",
                    "textconv",
                    "uploadpack",
                    "vcs");

    private Harmless() {}

    /// What has to be set, in this order, so that nothing which only the repository configured
    /// runs.
    static List<Setting> over(List<Scoped> found) {
        var suspicious = new LinkedHashSet<String>();
        for (var each : found) {
            if (!USERS.contains(each.scope()) && runs(each.setting().key())) {
                suspicious.add(each.setting().key());
            }
        }
        var largeFilesAreSteered = suspicious.stream().anyMatch(Harmless::steersLargeFiles);
        var settings = new ArrayList<>(ALWAYS);
        for (var key : suspicious) {
            settings.add(new Setting(key, neutral(key)));
            if (!largeFilesAreSteered || !steersAFilter(key)) {
                settings.addAll(users(key, found));
            }
        }
        if (largeFilesAreSteered) {
            filterKeys(found).forEach(key -> settings.add(new Setting(key, neutral(key))));
        }
        return List.copyOf(settings);
    }

    /// The names of filters that only the repository defines, and which therefore do not run.
    static List<String> ignoredFilters(List<Scoped> found) {
        var names = new LinkedHashSet<String>();
        var users = new LinkedHashSet<String>();
        for (var each : found) {
            var key = each.setting().key();
            if (steersAFilter(key)) {
                (USERS.contains(each.scope()) ? users : names).add(middle(key));
            }
        }
        names.removeAll(users);
        return List.copyOf(names);
    }

    /// The environment that carries the settings: it takes every key, and git hands it on to the
    /// gits that it starts itself.
    static Map<String, String> environment(List<Setting> settings) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("GIT_CONFIG_COUNT", Integer.toString(settings.size()));
        for (int i = 0; i < settings.size(); i++) {
            environment.put("GIT_CONFIG_KEY_" + i, settings.get(i).key());
            environment.put("GIT_CONFIG_VALUE_" + i, settings.get(i).value());
        }
        return environment;
    }

    /// Reads `git config --list --show-scope -z`.
    static List<Scoped> parse(String listing) {
        var found = new ArrayList<Scoped>();
        var parts = listing.split("\0", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            int end = parts[i + 1].indexOf('\n');
            var key = end < 0 ? parts[i + 1] : parts[i + 1].substring(0, end);
            var value = end < 0 ? "true" : parts[i + 1].substring(end + 1);
            found.add(new Scoped(parts[i], new Setting(key, value)));
        }
        return found;
    }

    private static boolean runs(String key) {
        return switch (section(key)) {
            case "include", "includeif" -> false; // what they bring in is listed by itself
            case "filter", "hook", "pager" -> true;
            case "lfs" -> PROGRAMS.contains(last(key)) || key.startsWith("lfs.extension.");
            case "submodule" -> last(key).equals("update");
            default -> PROGRAMS.contains(last(key));
        };
    }

    private static boolean steersAFilter(String key) {
        return section(key).equals("filter") && !middle(key).isEmpty();
    }

    /// git-lfs, the user's own filter, runs programs that the repository names under `lfs`.
    private static boolean steersLargeFiles(String key) {
        return section(key).equals("lfs");
    }

    private static List<String> filterKeys(List<Scoped> found) {
        return found.stream().map(f -> f.setting().key()).filter(Harmless::steersAFilter).toList();
    }

    private static List<Setting> users(String key, List<Scoped> found) {
        return found.stream()
                .filter(f -> USERS.contains(f.scope()))
                .map(Scoped::setting)
                .filter(s -> s.key().equals(key))
                .toList();
    }

    /// A merge driver that does nothing would be taken for a clean merge, so it has to fail.
    private static String neutral(String key) {
        return switch (last(key)) {
            case "driver", "required", "fsmonitor", "enabled" -> "false";
            case "sshcommand" -> "ssh";
            case "hookspath" -> "/dev/null";
            case "update" -> "none";
            default -> "";
        };
    }

    private static String section(String key) {
        return key.substring(0, Math.max(0, key.indexOf('.'))).toLowerCase(Locale.ROOT);
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String middle(String key) {
        int from = key.indexOf('.') + 1;
        int to = key.lastIndexOf('.');
        return from <= to ? key.substring(from, to) : "";
    }
}
