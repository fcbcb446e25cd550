/// What the headers of coded video and sound say, and the ways their bytes are laid out.
///
/// Start at [AvcDecoderConfiguration] for H.264, [AudioSpecificConfig] for AAC, and [AnnexB] to bring an encoder's
/// output into the layout that packets use. Everything works on `java.nio.ByteBuffer`, copies what it keeps, holds no
/// state and answers broken bytes with [CodecFormatException].
@NullMarked
package io.rostrum.push.codec;

import org.jspecify.annotations.NullMarked;
