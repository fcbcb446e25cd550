/// Instruments that judge a stream from outside: they make pictures and sounds of known content, hand them to the
/// product or to a foreign programme, and read back what arrives with FFmpeg's decoders, never with our own code.
/// Nothing here depends on the product's classes. Start at [io.rostrum.testing.TestPicture] for what is shown and
/// [io.rostrum.testing.MediaReading] for how it is read back.
@NullMarked
package io.rostrum.testing;

import org.jspecify.annotations.NullMarked;
