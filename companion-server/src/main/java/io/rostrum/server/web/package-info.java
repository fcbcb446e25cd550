/// The pages: the directory, the watch page, the player to embed, what they load, and the small API they ask.
///
/// Start at [WebRoutes]. Pages are plain HTML with ES modules and one style sheet, all out of the jar; nothing is
/// loaded from anywhere else, and no script or style stands in a page, so that a strict Content-Security-Policy
/// holds.
@NullMarked
package io.rostrum.server.web;

import org.jspecify.annotations.NullMarked;
