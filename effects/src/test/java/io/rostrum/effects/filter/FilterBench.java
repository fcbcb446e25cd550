package io.rostrum.effects.filter;

import com.sun.management.OperatingSystemMXBean;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.I420Converter;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;

/// What a filter and the conversion for encoders cost in this process, of pictures that they have something to do
/// with. Confined to one thread.
public final class FilterBench implements AutoCloseable {
    public static final PictureSize HD = Portrait.HD;
    public static final PictureSize FULL_HD = new PictureSize(1920, 1080);
    private static final int LEAST_WARM_UP = 30;

    private final int frames;
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);
    private final Canvas canvas = new Canvas();
    private final CutOut person = new CutOut();
    private final BufferedImage room = CutOut.room();

    /// Milliseconds a picture.
    ///
    /// @param median of the time that passes
    /// @param p95    of the time that passes
    /// @param cpu    mean of the time that all processors of this process work meanwhile
    public record Cost(double median, double p95, double cpu) {}

    /// @param frames that are measured, after a quarter as many that are not
    /// @throws IOException if the pictures of the tests are not there
    public FilterBench(int frames) throws IOException {
        this.frames = frames;
    }

    /// {@return what a filter costs where pictures are in the machine's memory}
    ///
    /// @param spec as `--filter` takes it
    /// @throws IllegalArgumentException if it is none
    public Cost filter(String spec, PictureSize size) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF)) {
            return measure(spec, size, chain::apply);
        }
    }

    /// {@return what the conversion of BGRA to I420 by BT.709 costs}
    public Cost conversion(PictureSize size) {
        int luma = size.width() * size.height();
        try (I420Converter converter = new I420Converter();
                BytePointer y = new BytePointer((long) luma);
                BytePointer u = new BytePointer(luma / 4L);
                BytePointer v = new BytePointer(luma / 4L)) {
            return measure("", size, frame -> {
                int half = size.width() / 2;
                converter.convert(frame, y, size.width(), u, half, v, half);
                return frame;
            });
        }
    }

    /// Writes the pictures that filters are measured with, so that other programs can be.
    ///
    /// @param file    gets B, G, R, A, a byte each, row by row, picture after picture of 1280x720
    /// @param pictures how many
    /// @throws IOException if the disk refuses
    public void write(Path file, int pictures) throws IOException {
        int[] row = new int[HD.width()];
        ByteBuffer bytes = ByteBuffer.allocate(HD.width() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < pictures; i++) {
                try (VideoFrame frame = portrait.frame(i)) {
                    PixelRows rows = new PixelRows(frame);
                    for (int y = 0; y < HD.height(); y++) {
                        rows.get(y, row);
                        bytes.clear().asIntBuffer().put(row);
                        out.write(bytes.array());
                    }
                }
            }
        }
    }

    private Cost measure(String filter, PictureSize size, UnaryOperator<VideoFrame> work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double[] millis = new double[frames];
        long cpuNanos = 0;
        int warmUp = Math.max(LEAST_WARM_UP, frames / 4);
        for (int i = -warmUp; i < frames; i++) {
            VideoFrame frame = sized(picture(filter, i + warmUp), size);
            long cpuStart = system.getProcessCpuTime();
            long start = System.nanoTime();
            VideoFrame result = work.apply(frame);
            long took = System.nanoTime() - start;
            if (i >= 0) {
                millis[i] = took / 1e6;
                cpuNanos += system.getProcessCpuTime() - cpuStart;
            }
            result.close();
        }
        Arrays.sort(millis);
        return new Cost(millis[frames / 2], millis[frames * 95 / 100], cpuNanos / 1e6 / frames);
    }

    /// {@return a picture that the filter has something to do with}
    private VideoFrame picture(String filter, int index) {
        if (filter.startsWith("lowlight")) {
            return portrait.frame(index, index, 0.3);
        }
        return filter.startsWith("autoframe") ? person.frame(pool, room, index, index) : portrait.frame(index);
    }

    private VideoFrame sized(VideoFrame frame, PictureSize size) {
        if (frame.size().equals(size)) {
            return frame;
        }
        try (frame) {
            VideoFrame larger = pool.take(size, frame.ptsNanos(), true);
            canvas.draw(larger, frame, PictureRect.of(frame.size()), PictureRect.of(size), 1);
            return larger;
        }
    }

    @Override
    public void close() {
        canvas.close();
        portrait.close();
        pool.close();
    }
}
