package io.rostrum.capture.record;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.PacketPool;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;

/// A program that records in real time until it is killed, and says each second that it gave away.
final class RecordUntilKilled {
    private static final int LONGEST_SECONDS = 60;

    private RecordUntilKilled() {}

    public static void main(String[] arguments) throws Exception {
        FlvPackets packets = new FlvPackets(new PacketPool());
        RecordingSettings settings = RecorderTest.settings(Path.of(arguments[0]), EnumSet.allOf(MediaKind.class), 0);
        long start = System.nanoTime();
        try (Recorder recorder = Recorder.start(settings, state -> {})) {
            for (int second = 0; second < LONGEST_SECONDS; second++) {
                packets.give(second, packet -> {
                    long due = start + packet.dtsNanos();
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    recorder.accept(packet);
                });
                System.out.println(second + 1);
            }
        }
    }
}
