package io.rostrum.studio.engine;

import java.nio.ByteBuffer;

/// The newest programme picture, scaled for the eye: newest wins, none is queued.
///
/// The engine's thread writes, one other thread looks.
public interface PreviewFeed {
    /// Asks for pictures of this size from the next one on; they keep the programme's shape and fit within it.
    ///
    /// @param width  pixels of the device, not of the desktop; 0 stops the feed
    /// @param height pixels of the device
    void want(int width, int height);

    /// Hands the newest picture over if none was handed over since it came.
    ///
    /// @param viewer called on the caller's thread, at once, at most once
    /// @return whether there was a new one
    boolean look(Viewer viewer);

    /// @param wake called on the engine's thread each time a new picture is there; must return at once
    void onPicture(Runnable wake);

    /// Looks at one picture.
    @FunctionalInterface
    interface Viewer {
        /// @param bgra   premultiplied, rows without gaps; valid during the call only
        /// @param number of the picture, rising by one for each the programme made
        void picture(ByteBuffer bgra, int width, int height, long number);
    }
}
