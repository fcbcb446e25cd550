/// What is written down for people who look after Rostrum, without secrets. Start at [RedactingEncoder], by
/// which every process writes its log.
@NullMarked
package io.rostrum.push.log;

import org.jspecify.annotations.NullMarked;
