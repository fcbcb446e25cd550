package io.rostrum.push.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtmp://live.example.org/app/live_123_abc?x=y ended|rtmp://live.example.org/app/*** ended",
                "to rtmps://h:443/a/b/c|to rtmps://h:443/a/***",
                "srt://me:pass@h:9000|srt://***@h:9000",
                "\"password\": \"hunter2\", \"port\": 4455|\"password\": \"***\", \"port\": 4455",
                "token=abc; next|token=***; next",
                "https://h/live/a.flv?token=abc&part=2|https://h/live/a.flv?token=***&part=2",
                "https://h/a?x=1&key=abc&auth=d|https://h/a?x=1&key=***&auth=***",
                "access_token=abc deviceToken: abc|access_token=*** deviceToken: ***",
                "srt://h:9000?streamid=publish:a&passphrase=abc|srt://h:9000?streamid=***&passphrase=***",
                "Authorization: Basic YTpi|Authorization: Basic ***",
                "Authorization: Bearer abc.def|Authorization: Bearer ***",
                "stream key: live_1|stream key: ***",
                "the key hunter2 was refused|the key *** was refused",
                "http://127.0.0.1:8080/watch/live is open|http://127.0.0.1:8080/watch/live is open",
                "a key frame each 2 s|a key frame each 2 s",
                "12 tokens: 5 left; keys=3|12 tokens: 5 left; keys=3",
            })
    void secretsAreTakenOutOfWhatIsWritten(String text, String redacted) {
        assertThat(new Redaction(() -> List.of("hunter2", "a")).of(text)).isEqualTo(redacted);
    }
}
