package io.rostrum.studio.engine;

import java.util.ArrayList;
import java.util.List;

/// Views whose pictures are painted on demand.
public final class FakeViews implements ViewDesk {
    private final List<FakeView> open = new ArrayList<>();

    /// One that is open.
    ///
    /// @param mostPerSecond pictures that were said to be enough
    public record FakeView(FakeViews desk, Target target, int mostPerSecond, FakePreview feed) implements View {
        @Override
        public void close() {
            desk.closed(this);
        }
    }

    @Override
    public synchronized View open(Target target, int mostPerSecond) {
        FakeView view = new FakeView(this, target, mostPerSecond, new FakePreview());
        open.add(view);
        return view;
    }

    private synchronized void closed(FakeView view) {
        open.removeIf(each -> each.feed().equals(view.feed()));
    }

    /// {@return those that are open, in the order in which they were opened}
    public synchronized List<FakeView> all() {
        return List.copyOf(open);
    }

    /// Paints the next picture of each.
    public void next() {
        all().forEach(view -> view.feed().next());
    }
}
