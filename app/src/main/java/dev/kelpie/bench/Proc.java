package dev.kelpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What Linux counts of processes.
final class Proc {
    /// The kernel shows processor time in these to everybody.
    private static final double TICKS_PER_SECOND = 100;

    private Proc() {}

    /// Processor seconds: of the process itself, and of the children that it has waited for.
    record Spent(double own, double children) {
        Spent minus(Spent before) {
            return new Spent(own - before.own, children - before.children);
        }
    }

    static Spent spent(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The second field is the program's name and may hold anything.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new Spent(
                (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
                (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
    }

    static double residentMegabytes(long pid) throws IOException {
        return number(Path.of("/proc/" + pid + "/status"), "VmRSS:") / 1024.0;
    }

    /// Processes and threads started on the whole machine since it runs.
    static long started() throws IOException {
        return number(Path.of("/proc/stat"), "processes ");
    }

    private static long number(Path file, String key) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
