/// What people write about their channels, in Markdown, as a tree that a page can build without a parser of HTML.
///
/// Start at [Markdown].
@NullMarked
package io.rostrum.server.markdown;

import org.jspecify.annotations.NullMarked;
