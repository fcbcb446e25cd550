package io.rostrum.server.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Publication;
import io.rostrum.server.live.Publisher;
import io.rostrum.server.live.StreamWarning;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes one stream from its source, from the first viewer until none has watched for a while. A source that breaks
/// off
/// is asked again, with longer and longer waits, [#TRIES_OF_KNOWN] times; one that was never there [#TRIES] times.
///
/// One virtual thread reads the source; the stream's loop gets what it read, [#UNDER_WAY_KIB] at most at a time.
final class PullRun implements Publisher {
    private static final Logger log = LoggerFactory.getLogger(PullRun.class);
    private static final int TRIES = 3;
    private static final int TRIES_OF_KNOWN = 10;
    private static final int UNDER_WAY_KIB = 8 << 10;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final PullSource source;
    private final EventExecutor loop;
    private final Opener opener;
    private final Owner owner;
    private final Semaphore underWay = new Semaphore(UNDER_WAY_KIB);
    private volatile CompletableFuture<Publication> granted = new CompletableFuture<>();
    private volatile @Nullable PullInput input;
    private volatile boolean over;
    private final Thread thread;
    private boolean anyMedia;
    private boolean givenBack;

    /// Connects to the source.
    @FunctionalInterface
    interface Opener {
        PullInput open() throws IOException;
    }

    /// What the run needs of who started it. Any thread.
    interface Owner {
        void publish(PullRun run);

        /// The source cannot be had. Comes before the viewers hear of the end.
        void failed(PullRun run);

        void over(PullRun run);
    }

    PullRun(PullSource source, EventExecutor loop, Opener opener, Owner owner) {
        this.source = source;
        this.loop = loop;
        this.opener = opener;
        this.owner = owner;
        this.thread = Thread.ofVirtual().name("pull " + source.stream()).unstarted(this::run);
    }

    PullSource source() {
        return source;
    }

    void start() {
        owner.publish(this);
        thread.start();
    }

    /// Ends it. Any thread; does not wait.
    void stop() {
        over = true;
        closeInput();
        thread.interrupt();
    }

    private void closeInput() {
        PullInput open = input;
        if (open != null) {
            Thread.ofVirtual().start(() -> {
                try {
                    open.close();
                } catch (IOException e) {
                    log.debug("[pull {}] closed: {}", source.shown(), e.getMessage());
                }
            });
        }
    }

    private void run() {
        try {
            int failures = 0;
            boolean known = false;
            while (!over && failures < (known ? TRIES_OF_KNOWN : TRIES)) {
                anyMedia = false;
                String why = once();
                if (over) {
                    break;
                }
                known |= anyMedia;
                failures = anyMedia ? 1 : failures + 1;
                log.warn("[pull {}] [live {}] broke off: {}", source.shown(), source.stream(), why);
                if (anyMedia) {
                    end(Publication.End.LOST);
                }
                long wait = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failures - 1, 10));
                TimeUnit.MILLISECONDS.sleep(wait);
            }
        } catch (InterruptedException e) {
            log.debug("[pull {}] stopped", source.shown());
        } finally {
            if (!over) {
                owner.failed(this);
            }
            over = true;
            end(Publication.End.STOPPED);
            owner.over(this);
        }
    }

    /// {@return why it ended}
    private String once() throws InterruptedException {
        try (PullInput open = opener.open()) {
            input = open;
            if (over) {
                return "stopped";
            }
            log.info("[pull {}] [live {}] begins", source.shown(), source.stream());
            open.pump(this::take);
            return "the source ended it";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            input = null;
        }
    }

    private void take(Kind kind, long millis, ByteBuf body) throws IOException, InterruptedException {
        boolean given = false;
        try {
            Publication to = publication();
            int kib = Math.min(UNDER_WAY_KIB, 1 + (body.readableBytes() >> 10));
            underWay.acquire(kib);
            anyMedia = true;
            loop.execute(() -> {
                underWay.release(kib);
                to.send(kind, millis, body);
            });
            given = true;
        } finally {
            if (!given) {
                body.release();
            }
        }
    }

    /// {@return the right to the stream, asked for anew where it was given back}
    private Publication publication() throws IOException, InterruptedException {
        if (givenBack) {
            givenBack = false;
            granted = new CompletableFuture<>();
            owner.publish(this);
        }
        try {
            return granted.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the stream could not be published here", e);
        }
    }

    private void end(Publication.End how) {
        CompletableFuture<Publication> given = granted;
        if (!givenBack) {
            givenBack = true;
            given.thenAccept(publication -> loop.execute(() -> publication.end(how)));
        }
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public String protocol() {
        return "pull";
    }

    @Override
    public String label() {
        return source.shown();
    }

    @Override
    public Optional<KeyId> key() {
        return Optional.empty();
    }

    @Override
    public Optional<Secret> deviceToken() {
        return Optional.empty();
    }

    @Override
    public void accepted(Publication publication) {
        granted.complete(publication);
    }

    @Override
    public void refused(String why) {
        log.warn("[pull {}] [live {}] refused: {}", source.shown(), source.stream(), why);
        granted.completeExceptionally(new IOException(why));
        stop();
    }

    @Override
    public void replaced(String why) {
        log.info("[pull {}] [live {}] {}", source.shown(), source.stream(), why);
        stop();
    }

    @Override
    public void rejected(String why) {
        log.warn("[pull {}] [live {}] rejected: {}", source.shown(), source.stream(), why);
        stop();
    }

    @Override
    public void warned(StreamWarning warning) {
        log.debug("[pull {}] [live {}] {}", source.shown(), source.stream(), warning.words());
    }
}
