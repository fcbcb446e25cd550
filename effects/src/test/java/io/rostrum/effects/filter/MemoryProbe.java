package io.rostrum.effects.filter;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/// Runs all filters over many frames and prints what is left: native objects that nobody closed, frames held, and
/// by how many bytes the process grew. Run by [FilterMemoryTest] in a JVM of its own, whose heap is fixed and whose
/// pointers are counted.
final class MemoryProbe {
    static final int WARM_UP = 60;
    static final int FRAMES = 240;

    private long frame;

    private MemoryProbe() {}

    public static void main(String[] arguments) {
        new MemoryProbe().run();
    }

    private void run() {
        List<FilterSpec> specs = List.of(
                FilterSpec.parse("beauty=0.7"),
                FilterSpec.parse("blur=background,radius=20"),
                FilterSpec.parse("blur=10,10,100,60,radius=12"),
                FilterSpec.parse("watermark=clock"));
        InstantSource source = () -> Instant.ofEpochMilli(frame * 33);
        Clock clock = source.withZone(ZoneOffset.UTC);
        FramePool pool = new FramePool();
        try (Portrait portrait = new Portrait(pool);
                FilterChain chain = FilterChain.create(specs, GpuMode.OFF, clock, (_, _) -> {})) {
            run(portrait, chain, WARM_UP);
            long objects = Pointer.totalCount();
            long resident = Pointer.physicalBytes();
            run(portrait, chain, FRAMES);
            System.out.println("objects " + objects);
            System.out.println("left " + (Pointer.totalCount() - objects));
            System.out.println("grown " + (Pointer.physicalBytes() - resident));
        }
        System.out.println("outstanding " + pool.outstanding());
        pool.close();
    }

    private void run(Portrait portrait, FilterChain chain, int frames) {
        for (int i = 0; i < frames; i++) {
            chain.apply(portrait.frame((int) (frame % 100))).close();
            frame++;
        }
    }
}
