package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Stranger;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Does what the screen asks of Kelpie, off its thread, and posts what came of it. Fresh ids are
/// made here, so that the model stays a function of what it is told.
final class Asks implements AutoCloseable {
    /// A broadcast to a hundred agents must not be a hundred requests at once.
    private static final int AT_ONCE = 8;

    private final Kelpie kelpie;
    private final Consumer<Msg> post;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    Asks(Kelpie kelpie, Consumer<Msg> post) {
        this.kelpie = kelpie;
        this.post = post;
    }

    void start(Ask ask) {
        workers.execute(() -> run(ask));
    }

    /// Does something outside whose end nobody waits for.
    void also(Runnable act) {
        workers.execute(() -> {
            try {
                act.run();
            } catch (RuntimeException e) {
                post.accept(problem(e));
            }
        });
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private void run(Ask ask) {
        try {
            slots.acquire();
            try {
                post.accept(answer(ask));
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            post.accept(problem(e));
        }
    }

    /// A fault of ours ends the screen. What is left is the outside, whose exceptions say in words
    /// what failed; the person may try again.
    static Msg problem(Throwable e) {
        return switch (e) {
            case IllegalStateException _,
                    NullPointerException _,
                    IndexOutOfBoundsException _,
                    ClassCastException _,
                    Error _ ->
                    new Msg.Crashed(e);
            default -> {
                var message = e.getMessage();
                yield new Msg.Failed(message == null ? e.getClass().getSimpleName() : message);
            }
        };
    }

    private Msg answer(Ask ask) throws InterruptedException {
        return switch (ask) {
            case Ask.Do(var command, var about) -> execute(command, about);
            case Ask.Spawn(var agent, var spec) -> spawn(agent, spec);
            case Ask.Offers _ -> new Msg.Offered(kelpie.ask(new Query.Runtimes()));
            case Ask.Adopt(var stranger) -> adopt(stranger);
            case Ask.Resume(var agent) -> resume(agent);
            case Ask.Send(var agent, var text, boolean force) -> send(agent, text, force);
            case Ask.Look(var agent, var topic) -> new Msg.Looked(agent, topic, look(agent, topic));
            case Ask.Attach(var agent) ->
                    new Msg.WayIn(agent, kelpie.ask(new Query.AttachCommand(agent)));
            case Ask.Copy _,
                    Ask.Ring _,
                    Ask.Enter _,
                    Ask.LookBack _,
                    Ask.Visit _,
                    Ask.Close _,
                    Ask.Type _,
                    Ask.UseTheme _,
                    Ask.Hinted _,
                    Ask.Redraw _,
                    Ask.Suspend _,
                    Ask.Quit _,
                    Ask.Inner _ ->
                    throw new IllegalStateException("not for a worker: " + ask);
        };
    }

    /// An engine that fails refuses, too: a text must not be lost with it, and what was not done is
    /// not there to be undone.
    private Msg execute(Command command, String about) throws InterruptedException {
        try {
            return new Msg.Answered(command, about, kelpie.execute(request(), command));
        } catch (RuntimeException e) {
            return problem(e) instanceof Msg.Failed(var why)
                    ? new Msg.Answered(
                            command, about, new Outcome.Refused(Reason.SHUTTING_DOWN, why))
                    : problem(e);
        }
    }

    private Msg send(AgentId agent, String text, boolean force) throws InterruptedException {
        var command = new Send(agent, new MessageId(token()), text, force);
        return execute(command, "message to " + agent + " accepted");
    }

    private Msg spawn(AgentId agent, AgentSpec spec) throws InterruptedException {
        var objections = kelpie.ask(new Query.Objections(agent, spec));
        if (!objections.isEmpty()) {
            return new Msg.Spawned(agent, objections);
        }
        var outcome = kelpie.execute(request(), new Spawn(agent, new SessionId(token()), spec));
        return switch (outcome) {
            case Outcome.Done _ -> new Msg.Spawned(agent, List.of());
            case Outcome.Refused refused -> new Msg.Spawned(agent, List.of(refused.detail()));
        };
    }

    private Msg adopt(Stranger stranger) throws InterruptedException {
        var name = Adopt.freeName(kelpie.world(), stranger.runtime());
        var command = new Adopt(name, new SessionId(token()), stranger.runtime(), stranger.place());
        return switch (kelpie.execute(request(), command)) {
            case Outcome.Done _ -> new Msg.Spawned(name, List.of());
            case Outcome.Refused refused -> new Msg.Spawned(name, List.of(refused.detail()));
        };
    }

    private Msg resume(AgentId agent) throws InterruptedException {
        var objections = kelpie.ask(new Query.ResumeObjections(agent));
        return objections.isEmpty()
                ? execute(new Resume(agent, new SessionId(token())), agent + " is being resumed")
                : new Msg.Failed(agent + " cannot be resumed: " + String.join("; ", objections));
    }

    private List<String> look(AgentId agent, Topic topic) throws InterruptedException {
        return switch (topic) {
            case SCREEN ->
                    kelpie.ask(new Query.Screen(agent, 200, false))
                            .stripTrailing()
                            .lines()
                            .toList();
            case TRANSCRIPT -> kelpie.ask(new Query.Transcript(agent, 200));
            case DIFF -> kelpie.ask(new Query.Diff(agent)).lines().toList();
            case LOSSES -> kelpie.ask(new Query.Losses(agent));
        };
    }

    private static RequestId request() {
        return new RequestId(UUID.randomUUID().toString());
    }

    private static String token() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
