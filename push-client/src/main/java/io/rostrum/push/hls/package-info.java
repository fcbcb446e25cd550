/// Reads HLS playlists and judges them by the specification (RFC 8216, draft-pantos-hls-rfc8216bis).
///
/// Start at [HlsCheck], which watches a live address for a while; [PlaylistRules] and [DeliveryRules] say what is wrong
/// with what it saw, each under the name of an [HlsRule]. [MediaPlaylist] and [MultivariantPlaylist] are tolerant
/// readers: what they cannot read is a finding, not an exception.
@NullMarked
package io.rostrum.push.hls;

import org.jspecify.annotations.NullMarked;
