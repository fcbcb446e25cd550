/// Time shift: the last hours of a live stream on disk, as HLS.
///
/// Start at [DvrOutput]. Each stream has a [DvrStream], which writes whole segments into files of a minute and forgets
/// the
/// oldest; it is independent of the segments that HLS keeps in memory for those who watch live, and longer than they.
@NullMarked
package io.rostrum.server.dvr;

import org.jspecify.annotations.NullMarked;
