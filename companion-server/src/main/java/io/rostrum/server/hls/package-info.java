/// HLS: a live stream cut into CMAF segments and listed in playlists (RFC 8216, draft-pantos-hls-rfc8216bis).
///
/// Start at [HlsOutput], which listens to every stream and answers `/live/{stream}/…`. A [Segmenter], on the stream's
/// loop, cuts where the [Cadence] says; an [HlsStream] keeps the window of segments and renders the playlists.
@NullMarked
package io.rostrum.server.hls;

import org.jspecify.annotations.NullMarked;
