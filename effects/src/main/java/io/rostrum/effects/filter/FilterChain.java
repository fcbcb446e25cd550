package io.rostrum.effects.filter;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.beauty.BeautyEffect;
import io.rostrum.effects.blur.BlurAll;
import io.rostrum.effects.blur.BlurBackground;
import io.rostrum.effects.blur.BlurRegions;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.filter.Stage.StageException;
import io.rostrum.effects.gpu.ComputePath;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.MatMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.gpu.UMatMath;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.watermark.WatermarkEffect;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The filters of one source or of the programme, in order. Confined to one thread from the first [#apply] on;
/// [#costs()] may be called from any.
///
/// A picture goes to the OpenCL device once, before the first filter that has something to do, and comes back once,
/// after the last. When OpenCL fails, the chain goes on with the processor. A filter that throws is taken out: the
/// programme goes on without it.
public final class FilterChain implements VideoFilter {
    private static final Logger log = LoggerFactory.getLogger(FilterChain.class);

    private final List<FilterSpec> specs;
    private final Clock clock;
    private final FilterListener listener;
    private ComputePath path;
    private volatile List<Stage<?>> stages;
    private boolean bound;
    private boolean closed;

    private FilterChain(List<FilterSpec> specs, ComputePath path, Clock clock, FilterListener listener) {
        this.specs = specs;
        this.path = path;
        this.clock = clock;
        this.listener = listener;
        this.stages = build();
    }

    /// Builds a chain whose failures are only logged.
    ///
    /// @throws IllegalStateException if OpenCL on the processor is forced and there is none
    @MustBeClosed
    public static FilterChain create(List<FilterSpec> specs, GpuMode gpu) {
        return create(specs, gpu, Clock.system(ZoneId.systemDefault()), (_, _) -> {});
    }

    /// Builds a chain.
    ///
    /// @param clock    of the time that a clock watermark shows
    /// @param listener hears of filters that failed
    /// @throws IllegalStateException if OpenCL on the processor is forced and there is none
    @MustBeClosed
    public static FilterChain create(List<FilterSpec> specs, GpuMode gpu, Clock clock, FilterListener listener) {
        return new FilterChain(List.copyOf(specs), ComputePath.probe(gpu), clock, listener);
    }

    @Override
    @MustBeClosed
    public VideoFrame apply(VideoFrame input) {
        if (stages.isEmpty()) {
            return input;
        }
        bindOnce();
        VideoFrame frame = input;
        for (int i = 0; i < stages.size(); i++) {
            Stage<?> stage = stages.get(i);
            try {
                frame = stage.apply(frame);
            } catch (StageException e) {
                frame = e.frame();
                if (path instanceof ComputePath.OpenCl) {
                    fallBack(e);
                    i--;
                } else {
                    takeOut(stage, e);
                }
            }
        }
        frame.mat(); // what leaves the chain is in memory, where every thread can read it
        return frame;
    }

    /// {@return what each filter costs now, in the chain's order}
    public List<FilterCost> costs() {
        return stages.stream().map(Stage::cost).toList();
    }

    /// {@return where the filters work now, in words}
    public String describePath() {
        return path.describe();
    }

    private void bindOnce() {
        if (bound) {
            return;
        }
        bound = true;
        if (path instanceof ComputePath.OpenCl openCl) {
            try {
                openCl.device().bindToThread();
                log.info("filters work on {}", path.describe());
            } catch (RuntimeException e) {
                fallBack(e);
            }
        }
    }

    private void fallBack(Exception reason) {
        log.warn("OpenCL failed, filters go on with the processor: {}", reason.getMessage());
        stages.forEach(Stage::close);
        path = new ComputePath.Processor();
        stages = build();
    }

    private void takeOut(Stage<?> stage, StageException failure) {
        log.warn("filter {} failed and was taken out: {}", stage.name(), failure.getMessage(), failure.getCause());
        stage.takeOut();
        listener.filterFailed(stage.name(), String.valueOf(failure.getMessage()));
    }

    private List<Stage<?>> build() {
        return switch (path) {
            case ComputePath.Processor _ -> build(new MatMath());
            case ComputePath.OpenCl _ -> build(new UMatMath());
        };
    }

    private <M extends Pointer> List<Stage<?>> build(ImageMath<M> math) {
        List<Stage<?>> built = new ArrayList<>();
        for (FilterSpec spec : specs) {
            built.add(new Stage<>(spec.name(), math, effect(spec.settings(), math)));
        }
        return List.copyOf(built);
    }

    private <M extends Pointer> PictureEffect<M> effect(FilterSettings settings, ImageMath<M> math) {
        return switch (settings) {
            case FilterSettings.Beauty(var beauty) -> new BeautyEffect<>(math, beauty);
            case FilterSettings.Watermark(var watermark) -> new WatermarkEffect<>(math, watermark, clock);
            case FilterSettings.Blur(var blur) ->
                switch (blur) {
                    case BlurSettings.All all -> new BlurAll<>(math, all);
                    case BlurSettings.Regions regions -> new BlurRegions<>(math, regions);
                    case BlurSettings.Background background -> new BlurBackground<>(math, background);
                };
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stages.forEach(Stage::close);
        }
    }
}
