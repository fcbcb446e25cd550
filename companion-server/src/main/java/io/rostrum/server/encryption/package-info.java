/// AES-128 of the segments of HLS (RFC 8216 §4.3.2.4): keys that change, and what is done with them.
///
/// Start at [SegmentEncryption], which says whose segments are encrypted; each list of segments has a
/// [KeyRotation] of its own.
@NullMarked
package io.rostrum.server.encryption;

import org.jspecify.annotations.NullMarked;
