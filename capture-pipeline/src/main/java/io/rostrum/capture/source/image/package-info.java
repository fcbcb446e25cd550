/// Image files as sources.
///
/// Start at [ImageSource]; [ImageReading] opens a file with care.
@NullMarked
package io.rostrum.capture.source.image;

import org.jspecify.annotations.NullMarked;
