/// Web pages as sources: overlays and alerts, drawn by a browser of this machine.
///
/// Start at [LivePage] and [Chromium]. One browser runs without a window for all pages, a child process
/// that is spoken to by the Chrome DevTools Protocol ([DevTools]) over two pipes; [Tab] is one page in
/// it, and [WebPageSource] takes the pictures.
@NullMarked
package io.rostrum.capture.source.web;

import org.jspecify.annotations.NullMarked;
