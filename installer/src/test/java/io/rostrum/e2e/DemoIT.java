package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.product.Rostrum;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo is two processes, of which the user sees one.
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern SENT = Pattern.compile("\"packets\":[1-9]");

    @TempDir
    Path data;

    private Child start() throws InterruptedException {
        Child demo = Rostrum.start(
                Map.of(),
                List.of(
                        "demo",
                        "--http",
                        String.valueOf(FreePorts.one()),
                        "--rtmp",
                        String.valueOf(FreePorts.one()),
                        "--data",
                        data.toString(),
                        "--stats",
                        "json"));
        try {
            demo.awaitLine(SENT.asPredicate(), LIMIT);
            return demo;
        } catch (IllegalStateException e) {
            demo.close();
            throw e;
        }
    }

    private static ProcessHandle serverOf(Child demo) {
        List<ProcessHandle> children = ProcessHandle.of(demo.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        assertThat(children).as("processes that the demo started").hasSize(1);
        return children.getFirst();
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aSignalToTheStudioAloneEndsTheServerToo() throws Exception {
        try (Child demo = start()) {
            ProcessHandle server = serverOf(demo);
            try {
                demo.terminate();

                assertThat(demo.awaitExit(LIMIT)).as(demo.tail()).hasValue(0);
                awaitEnd(server);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void aTerminalsInterruptToBothEndsTheBroadcastBeforeTheServer() throws Exception {
        try (Child demo = start()) {
            ProcessHandle server = serverOf(demo);
            try (Child kill = Child.start(
                    "kill",
                    List.of("kill", "-INT", String.valueOf(server.pid()), String.valueOf(demo.pid())),
                    Map.of())) {
                assertThat(kill.awaitExit(LIMIT)).hasValue(0);

                assertThat(demo.awaitExit(LIMIT)).as(demo.tail()).hasValue(0);
                awaitEnd(server);
                assertThat(demo.lines()).noneMatch(line -> line.startsWith("rostrum demo: "));
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void endsAndSaysSoWhenTheServerDied() throws Exception {
        try (Child demo = start()) {
            serverOf(demo).destroyForcibly();

            assertThat(demo.awaitExit(LIMIT)).as(demo.tail()).hasValue(1);
            assertThat(demo.lines()).anyMatch(line -> line.contains("the server has ended by itself with code"));
        }
    }
}
