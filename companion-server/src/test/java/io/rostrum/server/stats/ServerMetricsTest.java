package io.rostrum.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.record.RecordCounters;
import io.rostrum.server.rtmp.RtmpCounters;
import io.rostrum.server.transcode.LadderCounters;
import io.rostrum.server.transcode.LadderStatus;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerMetricsTest {
    @TempDir
    private Path directory;

    @Test
    void namesAndValuesAreThoseOfTheAdders() {
        LiveCounters live = new LiveCounters();
        HttpCounters http = new HttpCounters();
        PublishAuthorizer authorizer =
                new PublishAuthorizer(new StreamKeys(directory, Clock.systemUTC()), false, System::nanoTime);
        ServerMetrics metrics = new ServerMetrics(
                new LocalStreams(LiveConfig.DEFAULT, live),
                stream -> !stream.value().equals("unlisted"),
                live,
                new RtmpCounters(),
                authorizer,
                http,
                new ServerMetrics.Ladders(
                        new LadderCounters(),
                        () -> List.of(
                                new LadderStatus("cam", 2, 1, 250, 1.5), new LadderStatus("unlisted", 2, 1, 250, 1.5))),
                new RecordCounters());
        authorizer.decide(new Secret("rsk_canary"), InetAddress.getLoopbackAddress());
        http.answered("/watch/{stream}", 404, 10, 1_000);

        String text = metrics.scrape();

        assertThat(text)
                .contains("rostrum_streams 0.0\n")
                .contains("rostrum_publishers 0.0\n")
                .contains("rostrum_viewers{proto=\"flv\"} 0.0\n")
                .contains("rostrum_bytes_total{dir=\"in\",proto=\"rtmp\"} 0.0\n")
                .contains("rostrum_bytes_total{dir=\"out\",proto=\"http\"} 10.0\n")
                .contains("rostrum_frames_dropped_total{reason=\"slow_viewer\"} 0.0\n")
                .contains("rostrum_auth_failures_total{why=\"unknown_key\"} 1.0\n")
                .contains("rostrum_http_requests{route=\"/watch/{stream}\",status=\"4xx\"} 1.0\n")
                .contains("rostrum_transcode_restarts_total 0.0\n")
                .contains("rostrum_transcode_shed_total 0.0\n")
                .contains("rostrum_transcode_rungs{stream=\"cam\"} 2.0\n")
                .contains("rostrum_transcode_lag_seconds{stream=\"cam\"} 0.25\n")
                .contains("rostrum_transcode_speed_ratio{stream=\"cam\"} 1.5\n")
                .contains("rostrum_recordings_running 0.0\n")
                .contains("rostrum_recordings_stopped_total{why=\"disk_full\"} 0.0\n")
                .contains("rostrum_recordings_deleted_total{why=\"quota\"} 0.0\n")
                .contains("jvm_memory_used_bytes")
                .contains("process_files_open_files")
                .doesNotContain("canary", "unlisted");

        System.gc();
        http.answered("/watch/{stream}", 404, 10, 1_000);
        assertThat(metrics.scrape()).contains("rostrum_bytes_total{dir=\"out\",proto=\"http\"} 20.0\n");
    }
}
