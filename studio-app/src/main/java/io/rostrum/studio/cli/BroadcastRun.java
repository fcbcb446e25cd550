package io.rostrum.studio.cli;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.session.SessionState;
import io.rostrum.push.target.PushUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.TypeConversionException;

/// A broadcast from the command line: figures each second, commands while it runs, and an end by time, by signal, by
/// the end of a file, or because there is nothing left to send to.
final class BroadcastRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BroadcastRun.class);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000;

    private static final String COMMANDS =
            "add URL, remove N, restart N, record FILE, record stop, bitrate RATE, encoder NAME or stop";

    /// A signal may end, together with this process, the one that is looked at: it is asked for so long first.
    private static final long SIGNAL_GRACE_MILLIS = 500;

    private final Broadcast broadcast;
    private final BroadcastCommand.Stats stats;
    private final Consumer<String> say;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Object reporting = new Object();
    private long framesBefore;
    private boolean lastReported;

    /// @param broadcast closed with this
    /// @param say       takes sentences for the user; any thread
    /// @param signal    ends this when there is one
    BroadcastRun(Broadcast broadcast, BroadcastCommand.Stats stats, Consumer<String> say, EndBySignal signal) {
        this.broadcast = broadcast;
        this.stats = stats;
        this.say = say;
        signal.add(() -> {
            stopAsked.countDown();
            return end() == 0;
        });
    }

    /// Reads commands until the stream ends, on a thread of its own.
    void listen(InputStream commands) {
        Thread.ofVirtual().name("control").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.isBlank()) {
                        say.accept(obey(line.strip()));
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
                case "bitrate" -> {
                    broadcast.bitRate(new Quantities.BitRate().convert(rest));
                    yield "bit rate of the pictures: " + rest;
                }
                case "encoder" -> {
                    broadcast.encoder(rest);
                    yield "encoder: " + rest;
                }
                case "stop" -> {
                    stopAsked.countDown();
                    yield "stopping";
                }
                case "help" -> "commands: " + COMMANDS;
                default -> "command: " + line + " (expected: " + COMMANDS + ")";
            };
        } catch (NumberFormatException e) {
            return "command: " + line + " (expected: the number of a target)";
        } catch (IllegalArgumentException | RecordingException | EncoderException | TypeConversionException e) {
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

    /// @param broken asked many times a second: why it is useless to go on; empty while it is not
    /// @return the exit code
    int untilDone(Supplier<Optional<String>> broken) throws InterruptedException {
        long nextReport = System.nanoTime() + SECOND_NANOS;
        while (true) {
            long wait = Math.min(nextReport - System.nanoTime(), LOOK_NANOS);
            if (stopAsked.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                return end();
            }
            if (System.nanoTime() >= nextReport) {
                nextReport += SECOND_NANOS;
                broadcast.look();
                report();
            }
            SessionState state = broadcast.state();
            if (BroadcastCommand.over(state)) {
                if (state instanceof SessionState.Failed(String why)) {
                    say.accept(why);
                }
                return end();
            }
            if (broadcast.pointless()) {
                say.accept("every target has failed, so the broadcast ends");
                return end();
            }
            Optional<String> why = broken.get();
            if (why.isPresent() && !stopAsked.await(SIGNAL_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                say.accept(why.get());
                end();
                return 1;
            }
        }
    }

    /// Ends the broadcast, waits for that, and prints the last figures.
    ///
    /// @return the exit code
    private int end() {
        broadcast.close();
        synchronized (reporting) {
            if (!lastReported) {
                report();
                lastReported = true;
                if (stats == BroadcastCommand.Stats.text) {
                    System.err.println();
                }
            }
        }
        return broadcast.failed() ? 1 : 0;
    }

    private void report() {
        synchronized (reporting) {
            if (lastReported) {
                return;
            }
            long frames = broadcast.frames();
            StatsReport report = broadcast.report((double) (frames - framesBefore));
            framesBefore = frames;
            switch (stats) {
                case json -> System.out.println(report.json());
                case text -> System.err.print("\r" + report.line() + "\033[K");
                case none -> {}
            }
            System.out.flush();
        }
    }

    @Override
    public void close() {
        broadcast.close();
    }
}
