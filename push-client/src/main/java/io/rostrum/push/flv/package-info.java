/// FLV: the tags that files, HTTP-FLV and the transcoder's pipe carry, and the tag bodies that RTMP messages carry.
///
/// Start at [FlvVideo] and [FlvAudio] for what a tag body says, [FlvTagBody] to build one from a packet, and
/// [FlvWriter] and [FlvReader] for the tags around them. The source is Adobe's Video File Format Specification 10.1,
/// annex E ("§E."), and for the bits of newer codecs Enhanced RTMP v2 (Veovera).
@NullMarked
package io.rostrum.push.flv;

import org.jspecify.annotations.NullMarked;
