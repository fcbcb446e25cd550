package io.rostrum.effects.filter;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.filter.Stage.StageException;
import io.rostrum.effects.gpu.ComputePath;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.MatMath;
import io.rostrum.effects.gpu.UMatMath;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The filters of one source or of the programme, in order. Confined to one thread from the first [#apply] on;
/// [#costs()] and [#replace] may be called from any.
///
/// A picture goes to the OpenCL device once, before the first filter that has something to do, and comes back
/// once, after the last. When OpenCL fails, the chain goes on with the processor. A filter that throws, or that
/// [#replace] asks for and that cannot be built, is left out: the programme goes on without it. A blur and what
/// takes a background away hide something; where one fails, the whole picture is covered instead.
public final class FilterChain implements VideoFilter {
    private static final Logger log = LoggerFactory.getLogger(FilterChain.class);

    /// How often it is told that a picture is covered.
    private static final long REMIND_NANOS = 10_000_000_000L;

    private final EffectFactory effects;
    private final FilterListener listener;
    private final AtomicReference<@Nullable Wanted> wanted = new AtomicReference<>();
    private volatile ComputePath path;
    private volatile List<Stage<?>> stages;
    private volatile Thrift thrift = Thrift.NONE;
    private boolean bound;
    private volatile boolean closed;

    /// The filters that the chain is to have, with those already built that it may not have yet.
    ///
    /// @param builtFor where `built` work
    private record Wanted(List<FilterSpec> specs, List<Stage<?>> built, ComputePath builtFor) {
        void close() {
            built.forEach(Stage::close);
        }
    }

    FilterChain(List<FilterSpec> specs, ComputePath path, EffectFactory effects, FilterListener listener) {
        this.path = path;
        this.effects = effects;
        this.listener = listener;
        this.stages = switch (path) {
            case ComputePath.Processor _ -> buildOrThrow(specs, new MatMath());
            case ComputePath.OpenCl _ -> buildOrThrow(specs, new UMatMath());
        };
    }

    /// Builds a chain whose failures are only logged.
    ///
    /// @throws RuntimeException      if a filter cannot be built
    /// @throws IllegalStateException if OpenCL on the processor is forced and there is none
    @MustBeClosed
    public static FilterChain create(List<FilterSpec> specs, GpuMode gpu) {
        return create(specs, gpu, Clock.system(ZoneId.systemDefault()), (_, _) -> {});
    }

    /// Builds a chain.
    ///
    /// @param clock    of the time that a clock watermark shows
    /// @param listener hears of filters that failed
    /// @throws RuntimeException      if a filter cannot be built
    /// @throws IllegalStateException if OpenCL on the processor is forced and there is none
    @MustBeClosed
    public static FilterChain create(List<FilterSpec> specs, GpuMode gpu, Clock clock, FilterListener listener) {
        return new FilterChain(List.copyOf(specs), ComputePath.probe(gpu), EffectFactory.real(clock), listener);
    }

    /// Changes the filters from the next picture on. A filter that stays as it is goes on as it is; what is new
    /// is built here, models and all, so that no picture waits for it; what cannot be built is said by [#costs()]
    /// and to the listener. The last call wins. Any thread.
    public void replace(List<FilterSpec> specs) {
        ComputePath where = path;
        List<Stage<?>> present = stages;
        // a device is bound to the chain's thread only, so what works there is built when it is its turn
        List<FilterSpec> ahead = specs.stream()
                .filter(spec -> where instanceof ComputePath.Processor
                        || spec.settings().processorOnly())
                .filter(spec -> present.stream().noneMatch(stage -> stage.does(spec)))
                .toList();
        Wanted superseded = wanted.getAndSet(new Wanted(List.copyOf(specs), build(ahead, where), where));
        if (superseded != null) {
            superseded.close();
        }
        if (closed) {
            closeWanted();
        }
    }

    private void closeWanted() {
        Wanted left = wanted.getAndSet(null);
        if (left != null) {
            left.close();
        }
    }

    private void adopt(Wanted next) {
        List<Stage<?>> spare = new ArrayList<>(stages);
        if (next.builtFor().equals(path)) {
            spare.addAll(next.built());
        } else {
            next.close();
        }
        List<Stage<?>> chosen = new ArrayList<>();
        for (FilterSpec spec : next.specs()) {
            Stage<?> stage = spare.stream()
                    .filter(candidate -> candidate.does(spec))
                    .findFirst()
                    .orElseGet(() -> build(List.of(spec), path).getFirst());
            spare.remove(stage);
            chosen.add(stage);
        }
        stages = List.copyOf(chosen);
        spare.forEach(Stage::close);
    }

    @Override
    @MustBeClosed
    public VideoFrame apply(VideoFrame input) {
        Wanted changed = wanted.getAndSet(null);
        if (changed != null) {
            adopt(changed);
        }
        if (stages.isEmpty()) {
            return input;
        }
        VideoFrame frame = input;
        try {
            bindOnce();
            int next = 0;
            while (next < stages.size()) {
                Stage<?> stage = stages.get(next);
                try {
                    frame = stage.apply(frame, thrift);
                    next++;
                    tellIfDue(stage, frame.ptsNanos());
                } catch (StageException e) {
                    frame = e.frame();
                    if (path instanceof ComputePath.Processor) {
                        fail(stage, e);
                    } else {
                        fallBack(e);
                        next = inMemory(frame) ? next : 0;
                    }
                }
                // What leaves the chain is in memory, where every thread can read it.
                if (next == stages.size() && !inMemory(frame)) {
                    next = 0;
                }
            }
            return frame;
        } catch (RuntimeException e) {
            frame.close();
            throw e;
        }
    }

    /// {@return false if the device kept what the filters did so far, so that they must begin anew}
    private boolean inMemory(VideoFrame frame) {
        try {
            frame.mat();
            return true;
        } catch (RuntimeException e) {
            if (path instanceof ComputePath.OpenCl) {
                fallBack(e);
            }
            frame.forgetDevice();
            return false;
        }
    }

    @Override
    public void heed(Thrift asked) {
        thrift = asked;
    }

    @Override
    public List<FilterCost> costs() {
        return stages.stream().map(Stage::cost).toList();
    }

    @Override
    public boolean moves() {
        return stages.stream().anyMatch(stage -> stage.spec().settings().moves());
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
        ComputePath processor = new ComputePath.Processor();
        List<Stage<?>> rebuilt = build(stages.stream().map(Stage::spec).toList(), processor);
        stages.forEach(Stage::close);
        path = processor;
        stages = rebuilt;
    }

    private static void fail(Stage<?> stage, StageException failure) {
        String reason = String.valueOf(failure.getMessage());
        stage.takeOut(reason);
        if (stage.hides()) {
            log.error("filter {} failed, the whole picture is covered: {}", stage.name(), reason, failure.getCause());
        } else {
            log.warn("filter {} failed and was taken out: {}", stage.name(), reason, failure.getCause());
        }
    }

    private void tellIfDue(Stage<?> stage, long ptsNanos) {
        if (stage.tellingDue(ptsNanos, REMIND_NANOS)) {
            String reason = String.valueOf(stage.failure());
            listener.filterFailed(
                    stage.name(),
                    stage.hides()
                            ? "the whole picture is covered until the broadcast starts anew: " + reason
                            : "was taken out: " + reason);
        }
    }

    private List<Stage<?>> build(List<FilterSpec> specs, ComputePath where) {
        return switch (where) {
            case ComputePath.Processor _ -> build(specs, new MatMath());
            case ComputePath.OpenCl _ -> build(specs, new UMatMath());
        };
    }

    private <M extends Pointer> List<Stage<?>> build(List<FilterSpec> specs, ImageMath<M> math) {
        List<Stage<?>> built = new ArrayList<>();
        for (FilterSpec spec : specs) {
            try {
                built.add(stage(spec, math));
            } catch (RuntimeException e) {
                log.error("filter {} cannot be built", spec.name(), e);
                built.add(Stage.unbuilt(spec, math, String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(built);
    }

    private <M extends Pointer> Stage<?> stage(FilterSpec spec, ImageMath<M> math) {
        FilterSettings settings = spec.settings();
        if (settings.processorOnly()) {
            MatMath processor = new MatMath();
            return new Stage<>(spec, processor, effects.create(settings, processor));
        }
        return new Stage<>(spec, math, effects.create(settings, math));
    }

    private <M extends Pointer> List<Stage<?>> buildOrThrow(List<FilterSpec> specs, ImageMath<M> math) {
        List<Stage<?>> built = new ArrayList<>();
        try {
            for (FilterSpec spec : specs) {
                built.add(stage(spec, math));
            }
        } catch (RuntimeException e) {
            built.forEach(Stage::close);
            throw e;
        }
        return List.copyOf(built);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closeWanted();
            stages.forEach(Stage::close);
        }
    }
}
