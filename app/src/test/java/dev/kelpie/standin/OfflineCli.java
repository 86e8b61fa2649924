package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A real agent program for a herd's tests: where it lies, a configuration with which it starts
/// without a question, and the stand-in that answers for its model.
public interface OfflineCli extends AutoCloseable {
    /// The name of its runtime in Kelpie.
    String runtime();

    /// The folder in which its program lies, by the name that the runtime looks for.
    Path folder();

    /// Writes the configuration of somebody who trusts this repository. `environment` is the
    /// engine's.
    void configure(Map<String, String> environment, Path repository) throws IOException;

    /// What the agent's environment needs.
    Map<String, String> environment();

    /// How many turns the model was asked for.
    int turns();

    @Override
    void close();
}
