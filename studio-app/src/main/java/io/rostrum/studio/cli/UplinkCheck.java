package io.rostrum.studio.cli;

import com.google.gson.JsonObject;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.Resolver;
import io.rostrum.push.target.UplinkMeasure;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.studio.engine.ServicePreset;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Measures how much some addresses can be sent, one after the other, and says it.
final class UplinkCheck {
    private static final long LOOK_MILLIS = 200;
    private static final int BITS_A_KILOBIT = 1_000;

    private final UplinkMeasure.Plan plan;
    private final @Nullable PrintStream progress;

    /// @param progress shows how far it is, in one line; null where nobody looks
    UplinkCheck(UplinkMeasure.Plan plan, @Nullable PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /// {@return what came of one address; in its service's test mode where it has one}
    Result measure(PushUrl url, PushLoops loops) throws InterruptedException {
        Optional<PushUrl> unseen = ServicePreset.testing(url);
        UplinkMeasure.Plan how = plan.publishing(plan.publish() || unseen.isPresent());
        Shown shown = new Shown();
        try (UplinkMeasure measure =
                UplinkMeasure.begin(unseen.orElse(url), how, Resolver.SYSTEM, loops, now -> shown.now = now)) {
            return await(measure.result(), url, shown);
        }
    }

    private static final class Shown {
        private volatile UplinkMeasure.Progress now = new UplinkMeasure.Progress(0, 0);
    }

    private Result await(CompletableFuture<Result> result, PushUrl url, Shown shown) throws InterruptedException {
        try {
            return watched(result, url, shown);
        } finally {
            show("");
        }
    }

    private Result watched(CompletableFuture<Result> result, PushUrl url, Shown shown) throws InterruptedException {
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                show("%s: %d %%  %s"
                        .formatted(url, Math.round(100 * shown.now.share()), kilobits(shown.now.bitsPerSecond())));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a measurement never fails", e);
            }
        }
    }

    private void show(String line) {
        if (progress != null) {
            progress.print("\r" + line + "\u001b[K");
            progress.flush();
        }
    }

    private static String kilobits(long bits) {
        return bits == 0 ? "" : Math.round(bits / (double) BITS_A_KILOBIT) + " kbit/s";
    }

    /// {@return a line for people}
    static String words(PushUrl url, Result result) {
        return switch (result) {
            case Result.Measured(long bits, var roundTrip, boolean atCeiling) ->
                url + ": " + (atCeiling ? "at least " : "") + kilobits(bits)
                        + roundTrip
                                .map(time ->
                                        String.format(Locale.ROOT, ", answers after %.1f ms", time.toNanos() / 1e6))
                                .orElse("");
            case Result.NotMeasured(String why, String whatToDo, boolean needsPublishing) ->
                url + ": " + why + "." + (whatToDo.isEmpty() ? "" : " " + whatToDo)
                        + (needsPublishing ? " Measure it with --uplink-publish, which viewers may see." : "");
            case Result.Stopped() -> url + ": stopped.";
        };
    }

    /// {@return the same as JSON}
    static JsonObject json(PushUrl url, Result result) {
        JsonObject one = new JsonObject();
        one.addProperty("url", url.toString());
        switch (result) {
            case Result.Measured(long bits, var roundTrip, boolean atCeiling) -> {
                one.addProperty("bits_per_second", bits);
                roundTrip.ifPresent(time -> one.addProperty("round_trip_millis", time.toNanos() / 1e6));
                one.addProperty("at_ceiling", atCeiling);
            }
            case Result.NotMeasured(String why, String whatToDo, boolean needsPublishing) -> {
                one.addProperty("error", why);
                if (!whatToDo.isEmpty()) {
                    one.addProperty("remedy", whatToDo);
                }
                one.addProperty("needs_publishing", needsPublishing);
            }
            case Result.Stopped() -> one.addProperty("error", "stopped");
        }
        return one;
    }
}
