package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The requests that programs make, by their names. Thread-safe; each is done on its caller's thread, and has been done
/// in the studio when it is answered.
final class RemoteRequests {
    private static final long BUSY_SECONDS = 20;

    /// How the requests of one message follow each other.
    enum Pace {
        /// There is one.
        ALONE,
        /// As fast as they can; pauses are in milliseconds.
        MILLIS,
        /// Pauses are in pictures.
        PICTURES
    }

    /// Who asks.
    ///
    /// @param taken messages that came from there
    /// @param given messages that went there
    record Caller(long taken, long given, Pace pace) {}

    /// Does one kind of request.
    @FunctionalInterface
    interface Call {
        /// @return its `responseData`; nothing in it for a request that asks for nothing
        JsonObject run(RequestFields fields, Caller caller) throws RequestException, InterruptedException;
    }

    /// Changes something in the studio.
    @FunctionalInterface
    interface Change {
        void ask();
    }

    private final Studio studio;
    private final Map<String, Call> calls = new TreeMap<>();
    private final SentBytes sent = new SentBytes();

    RemoteRequests(Studio studio) {
        this.studio = studio;
        GeneralRequests.list(this, calls);
        SceneRequests.list(this, calls);
        SceneItemRequests.list(this, calls);
        InputRequests.list(this, calls);
        SoundRequests.list(this, calls);
        OutputRequests.list(this, calls);
    }

    /// {@return the names of all that can be asked for}
    Collection<String> names() {
        return Collections.unmodifiableSet(calls.keySet());
    }

    /// @throws RequestException if it cannot be done
    JsonObject run(String type, RequestFields fields, Caller caller) throws RequestException, InterruptedException {
        Call call = calls.get(type);
        if (call == null) {
            throw new RequestException(
                    RequestStatus.UNKNOWN_REQUEST_TYPE,
                    "requestType: " + type + " (expected: one of availableRequests in GetVersion)");
        }
        return call.run(fields, caller);
    }

    Studio studio() {
        return studio;
    }

    /// {@return how much was sent}
    SentBytes sent() {
        return sent;
    }

    /// {@return the studio as it is now}
    Found now() {
        return new Found(studio.snapshot());
    }

    /// Changes something, and waits until that has been done.
    ///
    /// @return the studio after it
    StudioSnapshot change(Change change) throws RequestException, InterruptedException {
        change.ask();
        try {
            studio.settled().get(BUSY_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new RequestException(RequestStatus.NOT_READY, "the studio is busy, or being closed; ask again later");
        }
        return studio.snapshot();
    }
}
