package dev.kelpie.tui;

import dev.kelpie.theme.Theme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A terminal that keeps what was drawn.
final class FakeTerminal implements Terminal {
    final BlockingQueue<Msg> inbox = new LinkedBlockingQueue<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final Size size;
    private volatile Optional<Canvas> shown = Optional.empty();
    private final AtomicInteger draws = new AtomicInteger();
    private volatile boolean closed;
    private volatile String asked = "";

    FakeTerminal(Size size) {
        this.size = size;
    }

    FakeTerminal press(String... keys) {
        for (var key : keys) {
            post(new Msg.Key(key));
        }
        return this;
    }

    String picture() {
        return shown.map(Canvas::picture).orElse("");
    }

    int draws() {
        return draws.get();
    }

    /// Whether a question with these words has been drawn and the screen has heard of that: a key
    /// answers it now.
    boolean asks(String words) {
        return asked.contains(words);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Optional<Msg> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(inbox.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void post(Msg msg) {
        inbox.add(msg);
        if (msg instanceof Msg.Painted(var question)) {
            asked = question;
        }
    }

    @Override
    public void draw(Canvas canvas) {
        shown = Optional.of(canvas);
        draws.incrementAndGet();
    }

    @Override
    public void forget() {
        events.add("forget");
    }

    @Override
    public void theme(Theme theme) {
        events.add("theme " + theme.name());
    }

    @Override
    public void copy(String text) {
        events.add("copy " + text);
    }

    @Override
    public void bell() {
        events.add("bell");
    }

    @Override
    public void lend(Runnable guest) {
        events.add("lent");
        guest.run();
        events.add("back");
    }

    @Override
    public void suspend() {
        events.add("suspended");
    }

    @Override
    public void close() {
        closed = true;
    }
}
