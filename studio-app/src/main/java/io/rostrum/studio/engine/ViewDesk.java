package io.rostrum.studio.engine;

/// Further views of the studio beside the main window: of a multiview, of a projector. Nothing is drawn
/// for one that
/// is closed.
public interface ViewDesk {
    /// What is seen.
    sealed interface Target {
        /// The programme as it is sent.
        record Programme() implements Target {}

        /// The scene that is prepared, or that a take shows next.
        record Preview() implements Target {}

        /// One scene; black when it is gone.
        record Scene(String id) implements Target {}

        /// One source with its filters, alone; black when it is gone.
        record Source(String id) implements Target {}
    }

    /// A view that is open.
    interface View extends AutoCloseable {
        /// {@return where its newest picture lies}
        PreviewFeed feed();

        /// Ends it. Idempotent.
        @Override
        void close();
    }

    /// Opens a view. It gets fewer pictures where the machine has no time for more: the programme comes
    /// first.
    ///
    /// @param mostPerSecond pictures a second that are enough; the programme comes at its own rate
    View open(Target target, int mostPerSecond);
}
