package io.rostrum.server.stats;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.internal.PlatformDependent;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.StreamStatus;
import io.rostrum.server.record.RecordCounters;
import io.rostrum.server.rtmp.RtmpCounters;
import io.rostrum.server.transcode.LadderCounters;
import io.rostrum.server.transcode.LadderStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The numbers behind `/metrics`.
///
/// Hot paths count in adders of their own; they are read when somebody asks. Labels are bounded: no viewer, no key, and
/// at most [#MAX_STREAM_LABELS] streams, none that is in no list. The meter registry is made at the first question,
/// which a server that nobody
/// watches never pays for. Thread-safe; asks for some milliseconds, so not on an event loop.
public final class ServerMetrics {
    static final int MAX_STREAM_LABELS = 100;

    private final StreamRegistry streams;
    private final Predicate<StreamName> isListed;
    private final LiveCounters live;
    private final RtmpCounters rtmp;
    private final PublishAuthorizer authorizer;
    private final HttpCounters http;
    private final Ladders ladders;
    private final RecordCounters recordings;
    private @Nullable Exported exported;

    /// @param counters of all ladders
    /// @param now      asks how each stands
    public record Ladders(LadderCounters counters, Supplier<List<LadderStatus>> now) {}

    /// @param isListed whether a stream may be named to whoever asks
    public ServerMetrics(
            StreamRegistry streams,
            Predicate<StreamName> isListed,
            LiveCounters live,
            RtmpCounters rtmp,
            PublishAuthorizer authorizer,
            HttpCounters http,
            Ladders ladders,
            RecordCounters recordings) {
        this.streams = streams;
        this.isListed = isListed;
        this.live = live;
        this.rtmp = rtmp;
        this.authorizer = authorizer;
        this.http = http;
        this.ladders = ladders;
        this.recordings = recordings;
    }

    /// {@return all numbers as of now, in Prometheus' text format 0.0.4}
    public synchronized String scrape() {
        Exported all = exported;
        if (all == null) {
            all = new Exported();
            exported = all;
        }
        return all.scrape();
    }

    /// The meters, with one gauge a stream that is renewed at each question.
    private final class Exported {
        private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final JvmGcMetrics gc = new JvmGcMetrics();
        /// Held here because a function counter holds what it reads weakly, and stands still when that is collected.
        private final List<LongSupplier> counted = new ArrayList<>();
        private final MultiGauge bitrate = perStream("rostrum.ingest.bitrate.bps", "Bits a second taken in");
        private final MultiGauge gop = perStream("rostrum.gop.seconds", "Media in the cache for viewers who join");
        private final MultiGauge keyInterval =
                perStream("rostrum.key.interval.seconds", "Time between the two newest key frames");
        private final MultiGauge viewers = perStream("rostrum.stream.viewers", "Viewers over RTMP and HTTP-FLV");
        private final MultiGauge warnings =
                perStream("rostrum.stream.warnings", "Kinds of trouble viewers suffer from");
        private final MultiGauge rungs = perStream("rostrum.transcode.rungs", "Lower qualities being made");
        private final MultiGauge lag =
                perStream("rostrum.transcode.lag.seconds", "What the slowest lower quality is behind the stream");
        private final MultiGauge speed =
                perStream("rostrum.transcode.speed.ratio", "Media seconds transcoded in a second, lately");
        private final MultiGauge answers =
                MultiGauge.builder("rostrum.http.requests").register(registry);

        Exported() {
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            gc.bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
            gauge(
                    "rostrum.netty.direct.bytes",
                    "Direct memory of the network library",
                    () -> PlatformDependent.usedDirectMemory());
            gauge(
                    "rostrum.streams",
                    "Streams live or interrupted",
                    () -> streams.streams().size());
            gauge("rostrum.publishers", "Connections that publish", rtmp::publishersNow);
            gauge("rostrum.rtmp.connections", "RTMP connections open", rtmp::openNow);
            counter(
                    "rostrum.rtmp.turned.away",
                    "RTMP connections closed because there were too many",
                    Tags.empty(),
                    rtmp::turnedAwayTotal);
            counter(
                    "rostrum.rtmp.protocol.errors",
                    "RTMP connections closed because they broke the protocol or a limit",
                    Tags.empty(),
                    rtmp::protocolErrorsTotal);
            counter(
                    "rostrum.rtmp.timeouts",
                    "RTMP connections closed because they were slow or silent",
                    Tags.empty(),
                    rtmp::timeoutsTotal);
            counter(
                    "rostrum.viewers.stalled",
                    "Viewers closed because they took nothing any more",
                    Tags.empty(),
                    live::stalledViewers);
            counter(
                    "rostrum.viewers.failed",
                    "Viewers closed because of a fault of this server",
                    Tags.empty(),
                    live::failedViewers);
            counter("rostrum.bytes", "Media moved", Tags.of("dir", "in", "proto", "rtmp"), live::bytesIn);
            counter("rostrum.bytes", "Media moved", Tags.of("dir", "out", "proto", "http"), http::bytes);
            counter(
                    "rostrum.transcode.restarts",
                    "Transcoders that ended by themselves and were started again",
                    Tags.empty(),
                    ladders.counters()::restarts);
            counter(
                    "rostrum.transcode.shed",
                    "Lower qualities given up because the machine was too slow",
                    Tags.empty(),
                    ladders.counters()::shedTotal);
            recordings();
            for (String protocol : List.of("rtmp", "flv", "ws-flv")) {
                counter(
                        "rostrum.bytes",
                        "Media moved",
                        Tags.of("dir", "out", "proto", protocol),
                        () -> live.bytesOut(protocol));
                Gauge.builder("rostrum.viewers", () -> live.viewers(protocol))
                        .description("Viewers connected")
                        .tag("proto", protocol)
                        .register(registry);
            }
            for (LiveCounters.Dropped why : LiveCounters.Dropped.values()) {
                counter(
                        "rostrum.frames.dropped",
                        "Frames that did not reach a viewer",
                        Tags.of("reason", label(why)),
                        () -> live.dropped(why));
            }
            for (PublishAuthorizer.Reason why : PublishAuthorizer.Reason.values()) {
                counter(
                        "rostrum.auth.failures",
                        "Publishers refused",
                        Tags.of("why", label(why)),
                        () -> authorizer.failures(why));
            }
        }

        private void recordings() {
            gauge("rostrum.recordings.running", "Files being recorded", recordings::runningNow);
            counter("rostrum.recordings.bytes", "Bytes recorded", Tags.empty(), recordings::bytesTotal);
            counter(
                    "rostrum.recordings.resumed",
                    "Recordings that went on in a new file once there was space again",
                    Tags.empty(),
                    recordings::resumedTotal);
            counter(
                    "rostrum.recordings.recovered",
                    "Recordings made whole after the server was killed",
                    Tags.empty(),
                    recordings::recoveredTotal);
            counter(
                    "rostrum.recordings.frames.dropped",
                    "Frames not recorded because the disk was too slow",
                    Tags.empty(),
                    recordings::droppedFramesTotal);
            for (RecordCounters.Stopped why : RecordCounters.Stopped.values()) {
                counter(
                        "rostrum.recordings.stopped",
                        "Recordings that ended before their streams",
                        Tags.of("why", label(why)),
                        () -> recordings.stoppedTotal(why));
            }
            for (RecordCounters.Deleted why : RecordCounters.Deleted.values()) {
                counter(
                        "rostrum.recordings.deleted",
                        "Finished recordings deleted to make room",
                        Tags.of("why", label(why)),
                        () -> recordings.deletedTotal(why));
            }
        }

        private MultiGauge perStream(String name, String description) {
            return MultiGauge.builder(name).description(description).register(registry);
        }

        private void gauge(String name, String description, Supplier<Number> value) {
            Gauge.builder(name, value).description(description).register(registry);
        }

        private void counter(String name, String description, Tags tags, LongSupplier value) {
            counted.add(value);
            FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                    .description(description)
                    .tags(tags)
                    .register(registry);
        }

        String scrape() {
            List<LiveStream> labelled = streams.streams().stream()
                    .filter(stream -> isListed.test(stream.name()))
                    .sorted(Comparator.comparing(LiveStream::name))
                    .limit(MAX_STREAM_LABELS)
                    .toList();
            renew(bitrate, labelled, StreamStatus::bitsPerSecond);
            renew(gop, labelled, status -> status.gop().toMillis() / 1e3);
            renew(keyInterval, labelled, status -> status.keyFrameInterval().toMillis() / 1e3);
            renew(viewers, labelled, StreamStatus::viewers);
            renew(warnings, labelled, status -> status.warnings().size());
            List<LadderStatus> standing = ladders.now().get().stream()
                    .filter(ladder ->
                            StreamName.parse(ladder.stream()).filter(isListed).isPresent())
                    .sorted(Comparator.comparing(LadderStatus::stream))
                    .limit(MAX_STREAM_LABELS)
                    .toList();
            renewLadders(rungs, standing, LadderStatus::rungs);
            renewLadders(lag, standing, status -> status.lagMillis() / 1e3);
            renewLadders(speed, standing, LadderStatus::speed);
            answers.register(
                    http.answers().entrySet().stream()
                            .map(entry -> MultiGauge.Row.of(
                                    Tags.of(
                                            "route",
                                            entry.getKey().route(),
                                            "status",
                                            entry.getKey().status()),
                                    entry.getValue().sum()))
                            .toList(),
                    true);
            return registry.scrape();
        }

        private static void renew(MultiGauge gauge, List<LiveStream> streams, ToDoubleFunction<StreamStatus> value) {
            gauge.register(
                    streams.stream()
                            .map(stream -> MultiGauge.Row.of(
                                    Tags.of("stream", stream.name().value()), value.applyAsDouble(stream.status())))
                            .toList(),
                    true);
        }

        private static void renewLadders(
                MultiGauge gauge, List<LadderStatus> ladders, ToDoubleFunction<LadderStatus> value) {
            gauge.register(
                    ladders.stream()
                            .map(status ->
                                    MultiGauge.Row.of(Tags.of("stream", status.stream()), value.applyAsDouble(status)))
                            .toList(),
                    true);
        }

        private static String label(Enum<?> constant) {
            return constant.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
