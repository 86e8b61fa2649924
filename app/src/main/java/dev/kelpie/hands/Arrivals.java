package dev.kelpie.hands;

import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.model.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Wakes the sampler when an agent's hook or register writes a file. Only a wake-up: what counts is
/// what the next look reads, and that comes by the clock too, so a lost event costs a second.
final class Arrivals implements AutoCloseable {
    private final WatchService service;
    private final Runnable wake;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    Arrivals(Runnable wake) {
        this.wake = wake;
        try {
            this.service = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("can't watch files", e);
        }
        Thread.ofPlatform().daemon().name("kelpie-arrivals").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                wake.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException _) {
            // close() ends this thread in this way.
            return;
        }
    }

    /// Watches what the living write, and nothing else.
    void watch(Gear gear) {
        Set<Path> wanted = new HashSet<>();
        for (Agent agent : gear.engine().get().world().agents().values()) {
            if (agent.pane().or(agent::foreignPane).isPresent()) {
                gear.eyes().on(agent).map(SessionEye::watched).ifPresent(wanted::addAll);
            }
        }
        keys.entrySet()
                .removeIf(entry -> {
                    boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
                    if (gone) {
                        entry.getValue().cancel();
                    }
                    return gone;
                });
        wanted.stream()
                .filter(path -> !keys.containsKey(path) && Files.isDirectory(path))
                .forEach(this::register);
    }

    private void register(Path path) {
        try {
            keys.put(
                    path,
                    path.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException _) {
            // Gone meanwhile, or no watches left: the clock still looks.
            keys.remove(path);
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't close the watch on files", e);
        }
    }
}
