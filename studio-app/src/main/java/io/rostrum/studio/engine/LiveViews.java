package io.rostrum.studio.engine;

import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SceneMonitor;
import io.rostrum.capture.session.Programme;
import io.rostrum.effects.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// The views that are open. They outlive the programmes they show. Any thread opens and closes; the
/// engine's thread
/// aims them.
final class LiveViews implements ViewDesk, AutoCloseable {
    private final Executor engine;
    private final Runnable aim;
    private final List<Open> open = new CopyOnWriteArrayList<>();
    private volatile PictureSize canvas = new PictureSize(16, 9);

    /// @param engine runs `aim`
    /// @param aim    has [#show] called with the programme of now
    LiveViews(Executor engine, Runnable aim) {
        this.engine = engine;
        this.aim = aim;
    }

    /// One that is open.
    private final class Open implements View {
        private final Target target;
        private final ScaledPreview feed = new ScaledPreview();
        private final SceneMonitor monitor;
        private final AtomicBoolean closed = new AtomicBoolean();

        Open(Target target, int mostPerSecond) {
            this.target = target;
            this.monitor = new SceneMonitor(feed, this::size, mostPerSecond);
        }

        /// No larger than the canvas: enlarging is for who shows it.
        private Optional<PictureSize> size() {
            return feed.wanted(canvas);
        }

        @Override
        public PreviewFeed feed() {
            return feed;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                open.remove(this);
                engine.execute(aim);
                Thread.ofVirtual().name("close view").start(feed::close);
            }
        }
    }

    @Override
    public View open(Target target, int mostPerSecond) {
        Open view = new Open(target, mostPerSecond);
        open.add(view);
        engine.execute(aim);
        return view;
    }

    /// {@return what is looked at}
    List<Target> targets() {
        return open.stream().map(view -> view.target).toList();
    }

    /// Shows what is to be seen of a programme; on the engine's thread.
    ///
    /// @param picture what is seen of a target; not asked for the programme
    void show(Programme programme, Function<Target, List<SceneItem>> picture) {
        canvas = programme.size();
        List<ProgrammeSink> audience = new ArrayList<>();
        List<SceneMonitor> monitors = new ArrayList<>();
        for (Open view : open) {
            if (view.target instanceof Target.Programme) {
                audience.add(view.feed);
            } else {
                view.monitor.scene(picture.apply(view.target));
                monitors.add(view.monitor);
            }
        }
        programme.audience(audience);
        programme.monitors(monitors);
    }

    /// Ends all that are open.
    @Override
    public void close() {
        open.forEach(Open::close);
    }
}
