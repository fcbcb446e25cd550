package io.rostrum.studio.cli;

import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.session.SessionState;
import io.rostrum.push.target.PushUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broadcast from the command line: figures each second, commands while it runs, and an end by time, by signal, by
/// the end of a file, or because there is nothing left to send to.
final class BroadcastRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BroadcastRun.class);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000;

    private final Broadcast broadcast;
    private final BroadcastCommand.Stats stats;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Thread onSignal;

    /// @param broadcast closed with this
    BroadcastRun(Broadcast broadcast, BroadcastCommand.Stats stats) {
        this.broadcast = broadcast;
        this.stats = stats;
        this.onSignal = new Thread(this::endBySignal, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /// A signal is a wish to end, not a failure: everything is finished, and the exit code is 0.
    private void endBySignal() {
        broadcast.close();
        Runtime.getRuntime().halt(broadcast.failed() ? 1 : 0);
    }

    /// Reads commands until the stream ends, on a thread of its own.
    void listen(InputStream commands) {
        Thread.ofVirtual().name("control").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.isBlank()) {
                        BroadcastCommand.say(obey(line.strip()));
                    }
                }
            } catch (IOException e) {
                log.warn("[control] standard input: {}", e.getMessage());
            }
        });
    }

    /// {@return what was done, or what is wrong with the command}
    private String obey(String line) {
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0]) {
                case "add" -> "target " + broadcast.addTarget(PushUrl.parse(rest)) + " added";
                case "remove" -> done(broadcast.removeTarget(Integer.parseInt(rest)), rest, "removed");
                case "restart" -> done(broadcast.restartTarget(Integer.parseInt(rest)), rest, "restarted");
                case "record" -> record(rest);
                case "stop" -> {
                    stopAsked.countDown();
                    yield "stopping";
                }
                default ->
                    "command: " + line + " (expected: add URL, remove N, restart N, record FILE, record stop or stop)";
            };
        } catch (NumberFormatException e) {
            return "command: " + line + " (expected: the number of a target)";
        } catch (IllegalArgumentException | RecordingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String done(boolean found, String target, String what) {
        return found ? "target " + target + " " + what : "no target " + target;
    }

    private String record(String what) throws RecordingException {
        if (what.equals("stop")) {
            broadcast.stopRecording();
            return "recording stopped";
        }
        broadcast.startRecording(Path.of(what));
        return "recording to " + what;
    }

    /// {@return the exit code}
    int untilDone() throws InterruptedException {
        long nextReport = System.nanoTime() + SECOND_NANOS;
        long framesBefore = 0;
        while (true) {
            long wait = Math.min(nextReport - System.nanoTime(), LOOK_NANOS);
            if (stopAsked.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                break;
            }
            if (System.nanoTime() >= nextReport) {
                nextReport += SECOND_NANOS;
                framesBefore = print(framesBefore);
            }
            SessionState state = broadcast.state();
            if (BroadcastCommand.over(state)) {
                if (state instanceof SessionState.Failed(String why)) {
                    BroadcastCommand.say(why);
                }
                break;
            }
            if (broadcast.pointless()) {
                BroadcastCommand.say("every target has failed, so the broadcast ends");
                break;
            }
        }
        broadcast.close();
        print(framesBefore);
        return broadcast.failed() ? 1 : 0;
    }

    private long print(long framesBefore) {
        long frames = broadcast.frames();
        StatsReport report = broadcast.report((double) (frames - framesBefore));
        switch (stats) {
            case json -> System.out.println(report.json());
            case text -> System.err.print("\r" + report.line() + "\033[K");
            case none -> {}
        }
        System.out.flush();
        return frames;
    }

    @Override
    public void close() {
        broadcast.close();
        if (stats == BroadcastCommand.Stats.text) {
            System.err.println();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException alreadyEnding) {
            log.debug("[run] ended by a signal", alreadyEnding);
        }
    }
}
