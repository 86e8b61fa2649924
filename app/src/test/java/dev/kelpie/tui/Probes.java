package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.PaneRef;
import dev.kelpie.theme.Themes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// What the screen needs, made up, for a probe that runs it in a real terminal.
public final class Probes {
    private Probes() {}

    public static Tui.Doors doors(Terminal terminal, boolean faulty) {
        return new Tui.Doors(
                new FakeKelpie(Herd.eight()),
                terminal,
                faulty ? new FaultyPane() : PaneView.none(),
                (_, _, _) -> Optional.of("there is nothing to attach to here"),
                _ -> {},
                new Hints() {
                    @Override
                    public Set<String> seen() {
                        return Set.of("attach");
                    }

                    @Override
                    public void remember(String hint) {}
                },
                _ -> {},
                new Neighbours() {
                    @Override
                    public Optional<String> visit(Stranger stranger, Terminal tty) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> close(Stranger stranger) {
                        return Optional.empty();
                    }
                },
                Themes.builtIn(),
                Herd.SETTINGS,
                InstantSource.system());
    }

    /// Says that there is something to see, and fails when one looks.
    private static final class FaultyPane implements PaneView {
        private Runnable moved = () -> {};

        @Override
        public void follow(Optional<PaneRef> pane, Size size, boolean live) {
            if (live) {
                moved.run();
            }
        }

        @Override
        public Optional<Canvas> picture() {
            throw new IllegalStateException("planted");
        }

        @Override
        public Optional<Canvas> past(PaneRef pane) {
            return Optional.empty();
        }

        @Override
        public void type(String bytes) {}

        @Override
        public void listen(Runnable callback) {
            moved = callback;
        }

        @Override
        public void close() {}
    }
}
