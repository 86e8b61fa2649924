package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kelpie.model.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An engine that has nothing to say, as most of the time.
final class SilentEngineTest {
    private final CountDownLatch watched = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer engine;

    @BeforeEach
    void start() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        byte[] world = Wire.write(Wire.WorldForm.of(World.EMPTY)).getBytes(StandardCharsets.UTF_8);
        engine.createContext(
                "/world",
                exchange -> {
                    exchange.sendResponseHeaders(200, world.length);
                    exchange.getResponseBody().write(world);
                    exchange.close();
                });
        engine.createContext(
                "/watch",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('\n');
                    exchange.getResponseBody().flush();
                    watched.countDown();
                    await(over);
                });
        engine.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        engine.stop(0);
    }

    /// Who leaves the screen does not wait for the engine's next word.
    @Test
    void closing_waits_for_no_word_of_the_engine() throws InterruptedException {
        var kelpie = new RemoteKelpie(engine.getAddress().getPort(), "secret");
        kelpie.world();
        await(watched);
        Thread closing = Thread.ofVirtual().start(kelpie::close);
        assertThat(closing.join(Duration.ofSeconds(15))).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
