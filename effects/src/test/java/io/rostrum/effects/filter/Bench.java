package io.rostrum.effects.filter;

import com.sun.management.OperatingSystemMXBean;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.OpenClDevice;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.I420Converter;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;

/// Prints what each filter and the conversion for encoders cost: median and 95th percentile of the time and the
/// mean of the processor's time, milliseconds a frame. Arguments: frames to measure (default 200), and a word if
/// OpenCL, too.
final class Bench {
    private static final List<String> FILTERS = List.of(
            "beauty=0.6",
            "watermark=text:Rostrum",
            "watermark=clock",
            "blur=background,radius=24",
            "background=remove",
            "background=color:204060",
            "lowlight=0.7",
            "lowlight=0.7,denoise=0.5",
            "autoframe=1",
            "blur=all,radius=24",
            "blur=400,200,300,200",
            "chromakey=green",
            "colorkey=2040a0",
            "lumakey=0.2,high=0.9",
            "lut=effects/src/test/resources/media/lut/film.cube",
            "color=contrast=1.2,temperature=0.3",
            "color=contrast=1.2,saturation=1.4,hue=10",
            "sharpen=0.5",
            "mask=effects/src/test/resources/media/astronaut.png",
            "scroll=100,0");
    private static final PictureSize FULL_HD = new PictureSize(1920, 1080);

    private final int frames;
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);
    private final Canvas canvas = new Canvas();

    private final CutOut person = new CutOut();
    private final BufferedImage room = CutOut.room();

    private Bench(int frames) throws IOException {
        this.frames = frames;
    }

    public static void main(String[] arguments) throws IOException {
        Bench bench = new Bench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200);
        System.out.printf("%-30s %-10s %-10s %8s %8s %8s%n", "what", "path", "size", "median", "p95", "cpu");
        for (PictureSize size : List.of(Portrait.HD, FULL_HD)) {
            bench.conversion(size);
            for (String filter : FILTERS) {
                bench.filter(filter, GpuMode.OFF, size);
                if (arguments.length > 1 && OpenClDevice.processor().isPresent()) {
                    bench.filter(filter, GpuMode.CPU_OPENCL, size);
                }
            }
        }
    }

    private void filter(String spec, GpuMode mode, PictureSize size) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), mode)) {
            measure(spec, mode.toString(), size, chain::apply);
        }
    }

    private void conversion(PictureSize size) {
        int luma = size.width() * size.height();
        try (I420Converter converter = new I420Converter();
                BytePointer y = new BytePointer((long) luma);
                BytePointer u = new BytePointer(luma / 4L);
                BytePointer v = new BytePointer(luma / 4L)) {
            measure("BGRA to I420 BT.709", "processor", size, frame -> {
                int half = size.width() / 2;
                converter.convert(frame, y, size.width(), u, half, v, half);
                return frame;
            });
        }
    }

    private void measure(String what, String path, PictureSize size, UnaryOperator<VideoFrame> work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double[] millis = new double[frames];
        long cpuNanos = 0;
        int warmUp = Math.max(30, frames / 4);
        for (int i = -warmUp; i < frames; i++) {
            VideoFrame frame = sized(picture(what, i + warmUp), size);
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
        System.out.printf(
                "%-30s %-10s %-10s %8.2f %8.2f %8.2f%n",
                what, path, size, millis[frames / 2], millis[frames * 95 / 100], cpuNanos / 1e6 / frames);
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
}
