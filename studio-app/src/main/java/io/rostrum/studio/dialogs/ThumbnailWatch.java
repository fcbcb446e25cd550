package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Thumbnail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps small pictures of sources fresh, about one a second each, without ever asking for a second one of a
/// source before the first has come, and never for more than two sources at once: opening a camera is work.
///
/// Confined to one thread, the one that `ui` runs on.
final class ThumbnailWatch implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final long PAUSE_MILLIS = 1_000;
    /// After a failure; what is missing or busy seldom changes within a second.
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 4_000;

    /// Hears what came.
    interface Viewer {
        void picture(String input, Thumbnail picture);

        /// @param why a sentence that says what happened and what to do
        void failed(String input, String why);
    }

    private static final class Watched {
        @Nullable
        CompletableFuture<Thumbnail> pending;

        long request;
        long dueMillis = Long.MIN_VALUE;
    }

    private final Function<SourceSetting, CompletableFuture<Thumbnail>> taker;
    private final Executor ui;
    private final Viewer viewer;
    private final Map<String, Watched> watched = new HashMap<>();
    private long requests;
    private long nowMillis;
    private boolean closed;

    /// @param taker opens a source and takes a picture, off this thread
    /// @param ui    runs what it is given on the thread that everything here is called on
    ThumbnailWatch(Function<SourceSetting, CompletableFuture<Thumbnail>> taker, Executor ui, Viewer viewer) {
        this.taker = taker;
        this.ui = ui;
        this.viewer = viewer;
    }

    /// Asks for what is due.
    ///
    /// @param visible   inputs that can be seen now, those to be asked first at the front; others are given up
    /// @param nowMillis a clock that never goes back
    void tick(Collection<String> visible, long nowMillis) {
        if (closed) {
            return;
        }
        this.nowMillis = nowMillis;
        List<String> gone = new ArrayList<>(watched.keySet());
        gone.removeAll(visible);
        gone.forEach(this::giveUp);
        visible.forEach(input -> watched.computeIfAbsent(input, _ -> new Watched()));
        visible.stream()
                .filter(input -> isDue(input, nowMillis))
                .sorted((one, other) -> Long.compare(due(one), due(other)))
                .limit(Math.max(0, AT_ONCE - pending()))
                .toList()
                .forEach(this::ask);
    }

    private boolean isDue(String input, long now) {
        Watched entry = watched.get(input);
        return entry != null && entry.pending == null && entry.dueMillis <= now;
    }

    private long due(String input) {
        Watched entry = watched.get(input);
        return entry == null ? Long.MAX_VALUE : entry.dueMillis;
    }

    private long pending() {
        return watched.values().stream().filter(entry -> entry.pending != null).count();
    }

    private void ask(String input) {
        Watched entry = watched.get(input);
        if (entry == null) {
            return;
        }
        CompletableFuture<Thumbnail> asked = taker.apply(new SourceSetting(input, input));
        entry.pending = asked;
        requests++;
        long request = requests;
        entry.request = request;
        asked.whenComplete((picture, failure) -> ui.execute(() -> came(input, request, picture, failure)));
    }

    private void came(String input, long request, @Nullable Thumbnail picture, @Nullable Throwable failure) {
        Watched entry = watched.get(input);
        if (closed || entry == null || entry.pending == null || entry.request != request) {
            return;
        }
        entry.pending = null;
        entry.dueMillis = nowMillis + (failure == null ? PAUSE_MILLIS : PAUSE_AFTER_FAILURE_MILLIS);
        if (picture != null) {
            viewer.picture(input, picture);
        } else {
            viewer.failed(input, Words.of(failure, tr("No picture came. It is tried again.")));
        }
    }

    private void giveUp(String input) {
        Watched entry = watched.remove(input);
        if (entry != null && entry.pending != null) {
            entry.pending.cancel(/* mayInterruptIfRunning= */ true);
        }
    }

    /// Gives up what is under way; nothing is heard of it any more.
    @Override
    public void close() {
        closed = true;
        List.copyOf(watched.keySet()).forEach(this::giveUp);
    }
}
