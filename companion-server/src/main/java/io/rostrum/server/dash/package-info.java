/// DASH (ISO/IEC 23009-1): the segments of HLS, listed in another way and with sound and pictures apart.
///
/// Start at [DashOutput], which answers `/live/{stream}/manifest.mpd`. [Manifest] renders what [HlsOutput] lists;
/// [OneTrack] takes one track out of a segment without copying its media.
@NullMarked
package io.rostrum.server.dash;

import org.jspecify.annotations.NullMarked;
