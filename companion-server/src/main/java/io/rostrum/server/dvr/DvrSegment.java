package io.rostrum.server.dvr;

import java.time.Instant;

/// One segment of the window.
///
/// @param sequence      its media sequence number
/// @param chunk         number of the file that it is in
/// @param offset        where in the file
/// @param bytes         of it
/// @param millis        how long it lasts
/// @param discontinuity whether it does not continue the one before
/// @param map           name of its initialization section
/// @param key           file of the key that it is encrypted with; empty where it is not
/// @param dateTime      wall time of its begin
record DvrSegment(
        long sequence,
        int chunk,
        long offset,
        long bytes,
        long millis,
        boolean discontinuity,
        String map,
        String key,
        Instant dateTime) {
    Instant endDateTime() {
        return dateTime.plusMillis(millis);
    }
}
