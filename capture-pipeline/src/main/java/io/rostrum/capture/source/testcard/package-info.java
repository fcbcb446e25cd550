/// The test card: bars, a machine-readable frame counter and clock, a flash each second.
///
/// Start at [TestCardSource]; [TestCardLayout] says where everything is.
@NullMarked
package io.rostrum.capture.source.testcard;

import org.jspecify.annotations.NullMarked;
