/// Writes fragmented MP4, and reads what it wrote (ISO/IEC 14496-12, -14, -15; CMAF is ISO/IEC 23000-19): what HLS
/// segments and recordings are.
///
/// Start at [InitSegment], which says what the tracks are, and [Fragment], which carries their samples without copying
/// them; [FragmentedMovie] writes a file of both, and [MovieReader] reads one. [AudioTimeline] makes even times of
/// FLV's
/// milliseconds, [RandomAccessIndex] lets players seek in a file. Nothing here knows a network library, and nothing
/// holds a thread.
@NullMarked
package io.rostrum.push.fmp4;

import org.jspecify.annotations.NullMarked;
