package dev.kelpie.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// One measurement; it may make several figures, its yardsticks among them.
@FunctionalInterface
interface Measure {
    List<Figure> run(Lab lab, Scale scale) throws IOException, InterruptedException;

    /// Work that is timed, or counted.
    @FunctionalInterface
    interface Sample {
        double take() throws IOException, InterruptedException;
    }

    /// All that can be measured, by name.
    static SequencedMap<String, Measure> all() {
        var all = new LinkedHashMap<String, Measure>();
        all.put("hook", Commands::hook);
        all.put("status", Commands::status);
        all.put("spawn", Spawning::measure);
        all.put("send", Sending::measure);
        all.put("restart", Recovery::restart);
        all.put("death", Recovery::death);
        all.put("watch", Watching::measure);
        all.put("crowd", Crowd::measure);
        return all;
    }

    /// The samples of so many runs, after one that does not count.
    static double[] times(int runs, Sample sample) throws IOException, InterruptedException {
        sample.take();
        double[] samples = new double[runs];
        for (int i = 0; i < runs; i++) {
            samples[i] = sample.take();
        }
        return samples;
    }
}
