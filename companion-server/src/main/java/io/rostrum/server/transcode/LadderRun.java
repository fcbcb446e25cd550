package io.rostrum.server.transcode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.server.live.MediaMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of the program, from its start to its end, with the virtual threads around its pipes.
///
/// It ends when the queue is finished and read, when it is killed, or by itself; if this process dies, because its
/// standard input ends. Its pictures begin at [#ORIGIN_MILLIS], and its sound is given times [#SOUND_EARLY_MILLIS] too
/// early, which are set right when it comes back: FFmpeg's FLV ends at the first tag that is older than the first of
/// all, and copied sound comes out long before pictures do.
final class LadderRun {
    private static final Logger log = LoggerFactory.getLogger(LadderRun.class);
    private static final long ORIGIN_MILLIS = 20_000;
    private static final long SOUND_EARLY_MILLIS = 10_000;
    /// How long the program may take to give out the last pictures once its input has ended.
    private static final Duration LAST = Duration.ofSeconds(3);
    private static final int MAX_WORDS = 300;

    /// Called on threads of the run.
    interface Listener {
        /// @param index   of the rendition in the ladder
        /// @param message taken; its time is the stream's
        void rendered(LadderRun run, int index, MediaMessage message);

        /// The process is gone and everything it gave out has been handed over.
        ///
        /// @param said the last it said; empty if nothing
        void ended(LadderRun run, int exitCode, String said);
    }

    private final TranscodeConfig config;
    private final Path program;
    private final Ladder ladder;
    private final ReplayQueue queue;
    private final List<MediaMessage> headers;
    private final Listener listener;
    private final List<RenditionReceiver> receivers = new ArrayList<>();
    private final Thread main;
    private volatile @Nullable Process process;
    private volatile boolean killed;
    private volatile String said = "";
    private volatile long baseMillis = -1;

    /// @param queue   read until it is finished; stays its owner's
    /// @param headers of pictures and sound, taken
    LadderRun(
            TranscodeConfig config,
            Path program,
            Ladder ladder,
            ReplayQueue queue,
            List<MediaMessage> headers,
            Listener listener) {
        this.config = config;
        this.program = program;
        this.ladder = ladder;
        this.queue = queue;
        this.headers = headers;
        this.listener = listener;
        this.main = Thread.ofVirtual().name("ladder").unstarted(this::run);
    }

    void start() {
        main.start();
    }

    Ladder ladder() {
        return ladder;
    }

    /// Ends the process at once. Any thread; does not block.
    void kill() {
        killed = true;
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
        }
        queue.wake();
    }

    /// {@return whether it has ended within that time}
    boolean awaitEnd(Duration most) throws InterruptedException {
        return main.join(most);
    }

    private void run() {
        int exitCode = -1;
        List<Thread> threads = new ArrayList<>();
        try {
            Process started = launch();
            process = started;
            started.onExit().thenRun(queue::wake);
            threads.add(Thread.ofVirtual().start(() -> listen(started)));
            for (int i = 0; i < receivers.size(); i++) {
                int index = i;
                RenditionReceiver receiver = receivers.get(i);
                threads.add(Thread.ofVirtual().start(() -> receiver.receive(tag -> rendered(index, tag))));
            }
            feed(started);
            exitCode = end(started);
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            said = "interrupted";
        } finally {
            finish(threads);
            headers.forEach(MediaMessage::close);
            listener.ended(this, exitCode, said);
        }
    }

    private Process launch() throws IOException {
        for (int i = 0; i < ladder.renditions().size(); i++) {
            receivers.add(RenditionReceiver.open());
        }
        List<LadderCommand.Output> outputs =
                receivers.stream().map(RenditionReceiver::output).toList();
        return new ProcessBuilder(LadderCommand.of(program, ladder, config.preset(), outputs))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Writes the source to the process until the queue is finished, or the process is gone.
    private void feed(Process to) throws InterruptedException {
        try (OutputStream out = to.getOutputStream()) {
            ByteBuf bytes = Unpooled.buffer(64 << 10);
            BooleanSupplier over = () -> killed || !to.isAlive();
            Optional<MediaMessage> next = queue.take(over);
            next.ifPresent(first -> begin(bytes, first));
            while (next.isPresent()) {
                try (MediaMessage message = next.get()) {
                    write(bytes, message);
                }
                out.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
                out.flush();
                bytes.clear();
                next = queue.take(over);
            }
        } catch (IOException e) {
            log.debug("[transcode] feeding ended: {}", e.getMessage()); // the process is gone; its exit says why
        }
    }

    private void begin(ByteBuf bytes, MediaMessage first) {
        baseMillis = first.timestampMillis();
        FlvWriter.header(bytes, ladder.source().sound(), true);
        headers.forEach(header -> tag(bytes, header, ORIGIN_MILLIS - early(header.kind())));
    }

    private void write(ByteBuf bytes, MediaMessage message) {
        long millis = message.timestampMillis() - baseMillis + ORIGIN_MILLIS - early(message.kind());
        if (millis >= 0) {
            tag(bytes, message, millis);
        }
    }

    private static long early(MediaMessage.Kind kind) {
        return kind == MediaMessage.Kind.AUDIO ? SOUND_EARLY_MILLIS : 0;
    }

    private static void tag(ByteBuf bytes, MediaMessage message, long millis) {
        FlvTagType type = message.kind() == MediaMessage.Kind.VIDEO ? FlvTagType.VIDEO : FlvTagType.AUDIO;
        FlvWriter.tag(bytes, type, millis, message.payload());
    }

    private void rendered(int index, FlvTag tag) {
        long millis = (int) tag.timestampMillis() - ORIGIN_MILLIS + baseMillis;
        switch (tag.type()) {
            case AUDIO -> rendered(index, MediaMessage.Kind.AUDIO, millis + SOUND_EARLY_MILLIS, tag.body());
            case VIDEO -> rendered(index, MediaMessage.Kind.VIDEO, millis, tag.body());
            case SCRIPT -> tag.body().release(); // says nothing that the headers do not
        }
    }

    private void rendered(int index, MediaMessage.Kind kind, long millis, ByteBuf body) {
        listener.rendered(this, index, MediaMessage.of(kind, millis, body));
    }

    /// Keeps the last line that the program says.
    private void listen(Process to) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(to.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    said = line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) : line;
                }
                log.debug("[transcode] ffmpeg: {}", line);
            }
        } catch (IOException e) {
            log.debug("[transcode] the program's words ended: {}", e.getMessage());
        }
    }

    /// {@return the exit code of the process, whose input has ended}
    private int end(Process process) throws InterruptedException {
        if (killed || !process.waitFor(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /// What the process gave out is read to its end before anybody learns that it is gone.
    private void finish(List<Thread> threads) {
        receivers.forEach(RenditionReceiver::stopAccepting);
        try {
            for (Thread thread : threads) {
                thread.join(LAST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receivers.forEach(RenditionReceiver::close);
    }
}
