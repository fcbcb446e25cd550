package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import io.rostrum.studio.engine.RemoteDesk;
import io.rostrum.studio.engine.RemoteSetting;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets other programs control a studio while its [RemoteDesk] says so, and tells them what happens there.
///
/// It looks at the studio twenty times a second while it listens, as the window does; the studio knows nothing of it.
/// Close it before the studio.
public final class RemoteControl implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RemoteControl.class);
    private static final long LOOK_MILLIS = 50;
    private static final long STOP_SECONDS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("remote-control").daemon().factory());
    private final Studio studio;
    private final RemoteDesk desk;
    private final RemoteRequests requests;
    private RemoteSetting followed = RemoteSetting.OFF;
    private @Nullable RemoteServer server;
    private @Nullable StudioSnapshot last;

    /// Listens as soon as it is wanted.
    public RemoteControl(Studio studio) {
        this.studio = studio;
        this.desk = studio.remote();
        this.requests = new RemoteRequests(studio);
        desk.serve(setting -> run(() -> follow(setting)));
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Switches it on, as the settings dialog does.
    public void switchOn() {
        desk.set(desk.setting().withOn(true));
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("[remote] asked after its end", e);
        }
    }

    private void follow(RemoteSetting wanted) {
        if (wanted.equals(followed) && (server != null || !wanted.on())) {
            return;
        }
        boolean otherPassword = !wanted.password().equals(followed.password());
        followed = wanted;
        stop(
                otherPassword ? CloseCode.SESSION_INVALIDATED : CloseCode.GOING_AWAY,
                otherPassword ? "the password is another one now" : "the remote control is switched off or changed");
        if (!wanted.on()) {
            desk.report(new RemoteState.Off());
            return;
        }
        try {
            server = new RemoteServer(wanted, requests, () -> run(this::report));
            log.info("[remote] listening on port {}", wanted.port());
            report();
        } catch (IOException e) {
            log.warn("[remote] not listening: {}", e.getMessage());
            desk.report(new RemoteState.Failed(String.valueOf(e.getMessage())));
        }
    }

    private void stop(CloseCode code, String why) {
        RemoteServer running = server;
        server = null;
        last = null;
        if (running != null) {
            running.close(code, why);
        }
    }

    private void report() {
        RemoteServer running = server;
        if (running != null) {
            desk.report(new RemoteState.Listening(running.port(), running.clients()));
        }
    }

    private void look() {
        try {
            RemoteServer running = server;
            if (running == null) {
                return;
            }
            StudioSnapshot now = studio.snapshot();
            StudioSnapshot before = last;
            last = now;
            requests.sent().look(now, System.nanoTime());
            if (before != null) {
                running.tell(StudioEvents.between(before, now));
            }
        } catch (RuntimeException e) { // the next look comes
            log.error("[remote] a defect in telling what happens", e);
        }
    }

    /// Says good-bye to all programs. Returns when nobody is listened for any more.
    @Override
    public void close() {
        desk.serve(_ -> {});
        run(() -> {
            RemoteServer running = server;
            if (running != null) {
                running.tell(List.of(new RemoteEvent("ExitStarted", RemoteEvent.GENERAL, new JsonObject())));
            }
            stop(CloseCode.GOING_AWAY, "the studio is being closed");
            desk.report(new RemoteState.Off());
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("[remote] did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
