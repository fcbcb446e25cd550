package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.record.ReplayBuffer;
import io.rostrum.capture.session.Programme;
import io.rostrum.studio.engine.StudioSnapshot.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The last seconds of the programme, kept while that is wanted, and saved on demand. Changed on the engine's thread
/// only; any thread may look and save.
final class LiveReplay {
    private volatile int seconds;
    private volatile @Nullable ReplayBuffer buffer;
    private volatile Optional<String> saved = Optional.empty();

    /// @param seconds as [Replay#seconds]
    LiveReplay(int seconds) {
        this.seconds = limited(seconds);
    }

    private static int limited(int seconds) {
        return seconds == 0 ? Replay.USUAL_SECONDS : Math.clamp(seconds, Replay.LEAST_SECONDS, Replay.MOST_SECONDS);
    }

    int seconds() {
        return seconds;
    }

    boolean isOn() {
        return buffer != null;
    }

    Replay view() {
        ReplayBuffer now = buffer;
        if (now == null) {
            return new Replay(seconds, /* on= */ false, Duration.ZERO, 0, saved);
        }
        ReplayBuffer.Held held = now.held();
        return new Replay(seconds, /* on= */ true, held.media(), held.bytes(), saved);
    }

    /// Keeps another time from now on; one that is on begins anew.
    ///
    /// @param track whose sound is kept
    void seconds(int wanted, Programme programme, int track) {
        int before = seconds;
        seconds = limited(wanted);
        if (isOn() && seconds != before) {
            end(programme);
            begin(programme, track);
        }
    }

    /// @param programme encoded
    /// @param track     whose sound is kept
    void begin(Programme programme, int track) {
        ReplayBuffer begun = new ReplayBuffer(Duration.ofSeconds(seconds), ReplayBuffer.MOST_BYTES);
        buffer = begun;
        programme.add(begun, track);
        programme.keyFrame(); // so that there is something to save at once
    }

    void end(Programme programme) {
        ReplayBuffer ended = buffer;
        buffer = null;
        if (ended != null) {
            programme.remove(ended);
            ended.close();
        }
    }

    /// Saves what is kept, on a thread of its own.
    ///
    /// @param folder made if it is not there
    /// @param name   of the file, of which there may be one already
    /// @return completes exceptionally with an [IOException], its message in words
    CompletableFuture<Path> save(String folder, String name) {
        CompletableFuture<Path> result = new CompletableFuture<>();
        ReplayBuffer now = buffer;
        if (now == null) {
            result.completeExceptionally(new IOException(tr("The replay buffer is off. Switch it on first.")));
            return result;
        }
        Thread.ofVirtual().name("save-replay").start(() -> {
            try {
                Path file = now.save(Files.createDirectories(Path.of(folder)).resolve(name));
                saved = Optional.of(file.toString());
                result.complete(file);
            } catch (InvalidPathException | IOException e) {
                result.completeExceptionally(
                        e instanceof RecordingException words
                                ? words
                                : new IOException(
                                        tr("The folder {0} cannot be used ({1}).", folder, e.getMessage()), e));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
