package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.Response;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A stream whose segments are encrypted, beside the same one that is not.
@ExtendWith(LeakGuard.class)
class EncryptedHlsTest {
    private static final Pattern KEY = Pattern.compile("#EXT-X-KEY:METHOD=(AES-128,URI=\"([^\"]+)\"|NONE)");
    private static final Pattern MEDIA = Pattern.compile("(?:URI=\"|^)((\\d+)(?:-\\d+)?\\.m4s)");

    private final FedStream clear = new FedStream();
    private final FedStream fed = new FedStream();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final MemoryBudget budget = new MemoryBudget(HlsConfig.DEFAULT);
    private long at;

    EncryptedHlsTest() {
        fed.stream.end();
        fed.stream.forget();
        fed.stream = fed.stream(
                "cam", budget, HlsConfig.DEFAULT, new SegmentEncryption(_ -> wanted.get(), Duration.ofSeconds(4)));
    }

    @AfterEach
    void forget() {
        fed.close();
        clear.close();
    }

    private void feed(int seconds) throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        for (int i = 0; i < seconds; i++) {
            fed.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            clear.feed(tags, at, _ -> true);
            at = fed.feed(tags, at, _ -> true);
        }
    }

    /// {@return the key of each segment or part that is listed, in order; empty without one}
    private static Map<String, String> keys(String m3u8) {
        Map<String, String> keys = new LinkedHashMap<>();
        String key = "";
        for (String line :
                m3u8.lines().filter(line -> !line.startsWith("#EXT-X-PRELOAD")).toList()) {
            Matcher named = KEY.matcher(line);
            Matcher media = MEDIA.matcher(line);
            if (named.matches()) {
                key = named.group(2) == null ? "" : named.group(2);
            } else if (line.startsWith("#EXT-X-MAP")) {
                assertThat(key)
                        .as("what is below a key is encrypted, the map too: %s", m3u8)
                        .isEmpty();
            } else if (media.find()) {
                keys.put(media.group(1), key);
            }
        }
        return keys;
    }

    private static byte[] bytes(ByteBuf bytes) {
        byte[] all = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return all;
    }

    private byte[] secret(String file) {
        Response response = fed.stream.key(file).map(MediaKey::response).orElseThrow();
        assertThat(response.headers().get("Cache-Control")).isEqualTo("private, no-store");
        assertThat(response.headers().get("Content-Type")).isEqualTo("application/octet-stream");
        return bytes(response.body());
    }

    private byte[] decrypted(String file, String key) throws Exception {
        long sequence = Long.parseLong(file.replaceFirst("\\D.*", ""));
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(secret(key), "AES"),
                new IvParameterSpec(ByteBuffer.allocate(16).putLong(8, sequence).array()));
        return cipher.doFinal(fed.bytes(file));
    }

    @Test
    void everySegmentAndPartIsDecryptedByItsKeyAndIsWhatItWas() throws Exception {
        List<String> looked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            feed(1);
            if (fed.stream.playlists().isEmpty()) {
                continue;
            }
            assertThat(budget.used()).isEqualTo(fed.store.bytes());
            for (var each : keys(fed.stream.playlists().orElseThrow().media()).entrySet()) {
                String file = each.getKey();
                assertThat(each.getValue()).as(file).matches("key-\\d+\\.key");
                assertThat(fed.bytes(file)).as(file).isNotEqualTo(clear.bytes(file));
                assertThat(decrypted(file, each.getValue())).as(file).isEqualTo(clear.bytes(file));
                assertThat(bytes(fed.stream.clearMedia(file).orElseThrow()))
                        .as("%s for those who decrypt nothing", file)
                        .isEqualTo(clear.bytes(file));
                looked.add(file);
            }
        }
        assertThat(looked).hasSizeGreaterThan(40).contains("2.m4s").anyMatch(file -> file.contains("-"));
        Map<String, String> keys = keys(fed.stream.playlists().orElseThrow().media());
        assertThat(keys.values().stream().distinct()).as("keys change").hasSizeGreaterThan(2);
        assertThat(fed.bytes("init-0.mp4")).isEqualTo(clear.bytes("init-0.mp4"));
        assertThat(bytes(fed.stream.clearMedia("init-0.mp4").orElseThrow())).isEqualTo(clear.bytes("init-0.mp4"));
        assertThat(keys(fed.stream
                        .playlists()
                        .orElseThrow()
                        .version()
                        .playlist()
                        .render(true, "")))
                .as("a delta update says the key of what it begins with")
                .isNotEmpty()
                .hasSizeLessThan(keys.size())
                .allSatisfy((_, key) -> assertThat(key).isNotEmpty());
    }

    @Test
    void whatIsNotEncryptedSaysSoAndKeysGoWithTheirSegments() throws Exception {
        feed(8);
        String first = keys(fed.stream.playlists().orElseThrow().media()).getOrDefault("0.m4s", "");
        wanted.set(false);
        feed(4);
        wanted.set(true);
        feed(4);

        String media = fed.stream.playlists().orElseThrow().media();
        assertThat(media).containsOnlyOnce("#EXT-X-KEY:METHOD=NONE\n");
        Map<String, String> keys = keys(media);
        assertThat(keys.get("10.m4s")).isEmpty();
        assertThat(fed.bytes("10.m4s")).isEqualTo(clear.bytes("10.m4s"));
        assertThat(keys.get("14.m4s")).isNotEmpty();
        assertThat(fed.stream.key(first)).isPresent();
        feed(60);
        assertThat(fed.stream.key(first)).isEmpty();
        assertThat(fed.warned).isEmpty();
    }
}
