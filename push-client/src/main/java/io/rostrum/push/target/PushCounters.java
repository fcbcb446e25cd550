package io.rostrum.push.target;

import java.time.Duration;

/// What a target has done since it was made.
///
/// @param packets              packets sent
/// @param bytes                bytes of media sent, FLV headers included
/// @param bitsPerSecond        sent during the last second; 0 unless live
/// @param framesTooSlow        video frames given up because the network was too slow
/// @param framesNotConnected   video frames that came while there was no connection and were given up
/// @param audioTooSlow         audio packets given up because the network was too slow
/// @param audioNotConnected    audio packets that came while there was no connection and were given up
/// @param reconnects           connections lost and tried anew
/// @param queued               media waiting
/// @param largestSendGap       longest time between two packets handed to the system during one connection
public record PushCounters(
        long packets,
        long bytes,
        int bitsPerSecond,
        long framesTooSlow,
        long framesNotConnected,
        long audioTooSlow,
        long audioNotConnected,
        int reconnects,
        Duration queued,
        Duration largestSendGap) {
    /// {@return video frames given up for whatever reason}
    public long droppedFrames() {
        return framesTooSlow + framesNotConnected;
    }
}
