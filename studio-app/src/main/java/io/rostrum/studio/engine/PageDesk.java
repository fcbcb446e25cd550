package io.rostrum.studio.engine;

import io.rostrum.capture.source.web.PageInput;
import java.util.concurrent.CompletableFuture;

/// What is done with the web pages among the sources. Every call returns at once, whatever thread it
/// comes from; on a source that has no page, and on a page that is not open, nothing is done.
public interface PageDesk {
    /// Loads a page anew.
    ///
    /// @param id of the source
    void reload(String id);

    /// Does to a page what somebody did with mouse or keyboard.
    ///
    /// @param id of the source
    void input(String id, PageInput done);

    /// {@return what a page shows now, a PNG of its size; completes exceptionally with an
    /// [java.io.IOException] where there is nothing to be had}
    ///
    /// @param id of the source
    CompletableFuture<byte[]> picture(String id);
}
