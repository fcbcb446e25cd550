package io.rostrum.server.dvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakGuard.class)
@Timeout(60)
class DvrOutputTest {
    private static final Pattern MAP = Pattern.compile("dvr/[a-z0-9]+/init-0\\.mp4");

    @TempDir
    private Path directory;

    /// Who is allowed one stream must not get another one's past by naming its folder.
    @Test
    void whatIsKeptOfAStreamIsGivenUnderItsOwnNameOnly() throws Exception {
        try (RunningServer server =
                RunningServer.start(directory, Map.of("dvr.enabled", "true", "dvr.keep_free", "0"))) {
            try (Upload upload = server.post("/live/closed.flv")) {
                upload.write(ForeignBytes.of("avc-aac.flv"));
                upload.end();
                assertThat(upload.answer().get().statusCode()).isEqualTo(200);
            }
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> server.send("GET", "/live/closed/dvr.m3u8", "").statusCode() == 200);
            Matcher map =
                    MAP.matcher(server.send("GET", "/live/closed/dvr.m3u8", "").body());
            assertThat(map.find()).isTrue();

            assertThat(server.send("GET", "/live/closed/" + map.group(), "").statusCode())
                    .isEqualTo(200);
            assertThat(server.send("GET", "/live/open/" + map.group(), "").statusCode())
                    .isEqualTo(404);
        }
    }

    /// A browser that keeps a part asks for the next one under the condition that the file is still the same, and
    /// would get all of it.
    @Test
    void browsersKeepNoPartOfWhatGrows() throws Exception {
        try (RunningServer server =
                RunningServer.start(directory, Map.of("dvr.enabled", "true", "dvr.keep_free", "0"))) {
            try (Upload upload = server.post("/live/show.flv")) {
                upload.write(ForeignBytes.of("avc-aac.flv"));
                upload.end();
                assertThat(upload.answer().get().statusCode()).isEqualTo(200);
            }
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> server.send("GET", "/live/show/dvr.m3u8", "").statusCode() == 200);
            Matcher chunk = Pattern.compile("dvr/[a-z0-9]+/chunk-0\\.m4s")
                    .matcher(server.send("GET", "/live/show/dvr.m3u8", "").body());
            assertThat(chunk.find()).isTrue();

            HttpResponse<String> part = server.send("GET", "/live/show/" + chunk.group(), "", "Range", "bytes=0-99");

            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(part.headers().firstValue("ETag")).isEmpty();
        }
    }
}
