package io.rostrum.testing.bench;

import io.rostrum.effects.filter.EffectPictures;
import io.rostrum.effects.filter.FilterBench;
import io.rostrum.effects.filter.FilterBench.Cost;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.testing.BusyCore;
import io.rostrum.testing.Child;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What each effect costs a picture, in this very process and in the machine's memory: on a quiet machine, and while
/// another process takes a core. Filters of FFmpeg for the same purpose beside them, on the same pictures.
final class EffectsBench {
    private static final Path MEDIA = Rostrum.home().resolve("effects/src/test/resources/media");
    private static final int FRAMES = 200;
    private static final int FOREIGN_PICTURES = 30;
    private static final int FOREIGN_LOOPS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern TOOK = Pattern.compile("\\bt:([0-9.]+) avg:");
    private static final Pattern WORKED = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

    /// An effect, and what it may cost on a quiet machine at 1280x720.
    ///
    /// @param mostMillis median; empty where nothing was agreed
    private record Effect(String spec, OptionalDouble mostMillis) {
        Effect(String spec) {
            this(spec, OptionalDouble.empty());
        }

        Effect(String spec, double mostMillis) {
            this(spec, OptionalDouble.of(mostMillis));
        }
    }

    /// A filter of FFmpeg.
    ///
    /// @param format that it works in, as users of it convert to before
    private record Foreign(String words, String format) {}

    private EffectsBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        int frames = Math.max(30, length.times(FRAMES));
        List<Effect> effects = effects();
        try (FilterBench bench = new FilterBench(frames)) {
            report.note("BGRA to I420", "%s", words(bench.conversion(FilterBench.HD)));
            for (Effect effect : effects) {
                quiet(report, effect.spec(), FilterBench.HD, effect.mostMillis(), bench);
            }
            quiet(report, "beauty=0.6", FilterBench.FULL_HD, OptionalDouble.of(20), bench);
            foreign(report, bench, length.times(FOREIGN_LOOPS));
            try (BusyCore other = BusyCore.burn(LIMIT)) {
                for (Effect effect : effects) {
                    report.note(
                            "one core burnt: " + name(effect.spec()),
                            "%s",
                            words(bench.filter(effect.spec(), FilterBench.HD)));
                }
                report.note(
                        "one core burnt: beauty=0.6, 1920x1080",
                        "%s",
                        words(bench.filter("beauty=0.6", FilterBench.FULL_HD)));
                report.note(
                        "the other process",
                        "%.1f s of a processor",
                        other.meter().read().cpuSeconds());
            }
        }
    }

    /// Draws the pictures of `docs/EFFECTS.md` anew.
    static void pictures(Report report, Bench.Length unused) throws IOException {
        Path folder = Rostrum.home().resolve("docs/effects");
        report.note("pictures in " + folder, "%d", EffectPictures.write(folder, MEDIA.resolve("lut")));
    }

    private static List<Effect> effects() {
        return List.of(
                new Effect("beauty=0.6", 8),
                new Effect("blur=background,radius=24", 8),
                new Effect("watermark=text:Rostrum", 0.3),
                new Effect("watermark=clock", 0.3),
                new Effect("lut=" + MEDIA.resolve("lut/film.cube"), 1.5),
                new Effect("lut=" + MEDIA.resolve("lut/hald.png"), 1.5),
                new Effect("chromakey=green", 2),
                new Effect("background=remove"),
                new Effect("background=color:204060"),
                new Effect("lowlight=0.7"),
                new Effect("lowlight=0.7,denoise=0.5"),
                new Effect("autoframe=1"),
                new Effect("blur=all,radius=24"),
                new Effect("blur=400,200,300,200"),
                new Effect("colorkey=2040a0"),
                new Effect("lumakey=0.2,high=0.9"),
                new Effect("color=contrast=1.2,temperature=0.3"),
                new Effect("color=contrast=1.2,saturation=1.4,hue=10"),
                new Effect("sharpen=0.5"),
                new Effect("mask=" + MEDIA.resolve("astronaut.png")),
                new Effect("scroll=100,0"),
                new Effect("crop=100,40,100,40"),
                new Effect("delay=300"));
    }

    private static void quiet(
            Report report, String spec, PictureSize size, OptionalDouble mostMillis, FilterBench bench) {
        Cost cost = bench.filter(spec, size);
        String what = name(spec) + (size.equals(FilterBench.HD) ? "" : ", " + size);
        if (mostMillis.isPresent()) {
            report.judge(
                    what,
                    words(cost),
                    "<= %.1f ms".formatted(mostMillis.getAsDouble()),
                    cost.median() <= mostMillis.getAsDouble());
        } else {
            report.note(what, "%s", words(cost));
        }
    }

    /// {@return a spec without the folders of its files}
    private static String name(String spec) {
        return spec.replaceFirst("=/.*/", "=");
    }

    private static String words(Cost cost) {
        return String.format(Locale.ROOT, "%.2f ms, p95 %.2f, CPU %.2f", cost.median(), cost.p95(), cost.cpu());
    }

    // --- FFmpeg's filters -------------------------------------------------------------------------------------------

    private static void foreign(Report report, FilterBench bench, int loops) throws IOException, InterruptedException {
        Path raw = Files.createTempFile("pictures", ".bgra");
        Path lut = MEDIA.resolve("lut/hald.png");
        try {
            bench.write(raw, FOREIGN_PICTURES);
            for (Foreign filter : List.of(
                    new Foreign("bilateral=sigmaS=5:sigmaR=0.1", "yuv420p"),
                    new Foreign("movie=" + lut + ",[in]haldclut", "gbrp"),
                    new Foreign("chromakey=0x00B140:0.15:0.1", "yuva420p"))) {
                foreign(report, filter, raw, loops);
            }
        } finally {
            Files.delete(raw);
        }
    }

    private static void foreign(Report report, Foreign filter, Path raw, int loops)
            throws IOException, InterruptedException {
        String convert = "format=" + filter.format() + ",";
        int second = filter.words().indexOf(",[in]");
        String measured = second < 0
                ? "[0]" + convert + "bench=start," + filter.words() + ",bench=stop"
                : filter.words().substring(0, second) + "[table];[0]" + convert
                        + "bench=start[picture];[picture][table]"
                        + filter.words().substring(second + 5) + ",bench=stop";
        List<String> with = ffmpeg(measured, raw, loops);
        List<String> without = ffmpeg("[0]" + convert + "null", raw, loops);
        List<Double> millis = new ArrayList<>();
        for (String line : with) {
            Matcher took = TOOK.matcher(line);
            if (took.find()) {
                millis.add(1000 * Double.parseDouble(took.group(1)));
            }
        }
        int pictures = FOREIGN_PICTURES * (loops + 1);
        report.note(
                "ffmpeg's " + filter.words().replaceFirst("movie=.*\\[in]", "") + ", " + filter.format(),
                "%.2f ms, CPU %.2f",
                TargetsBench.median(millis),
                1000 * (worked(with) - worked(without)) / pictures);
    }

    private static double worked(List<String> lines) {
        for (String line : lines.reversed()) {
            Matcher worked = WORKED.matcher(line);
            if (worked.find()) {
                return Double.parseDouble(worked.group(1)) + Double.parseDouble(worked.group(2));
            }
        }
        throw new IllegalStateException("ffmpeg said no times");
    }

    private static List<String> ffmpeg(String graph, Path raw, int loops) throws IOException, InterruptedException {
        List<String> command = List.of(
                "ffmpeg",
                "-hide_banner",
                "-nostdin",
                "-nostats",
                "-benchmark",
                "-stream_loop",
                String.valueOf(loops),
                "-f",
                "rawvideo",
                "-pix_fmt",
                "bgra",
                "-video_size",
                "1280x720",
                "-framerate",
                "30",
                "-i",
                raw.toString(),
                "-filter_complex",
                graph,
                "-f",
                "null",
                "-");
        try (Child ffmpeg = Child.start("ffmpeg", command, Map.of())) {
            if (ffmpeg.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IOException("ffmpeg failed; " + ffmpeg.tail());
            }
            return ffmpeg.lines();
        }
    }
}
