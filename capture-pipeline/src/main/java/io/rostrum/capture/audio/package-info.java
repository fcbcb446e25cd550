/// What can be heard: the contract of all audio sources.
///
/// Start at [AudioSource] and [AudioBlock]; sources, filters, mixer and meters are in the packages below.
@NullMarked
package io.rostrum.capture.audio;

import org.jspecify.annotations.NullMarked;
