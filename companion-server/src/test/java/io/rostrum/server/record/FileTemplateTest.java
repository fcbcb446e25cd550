package io.rostrum.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTemplateTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T21:45:30Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            {stream}_{date}_{time}, cam_20261121_214530
            show-{number},          show-2
            a.b,                    a.b
            """)
    void placeholdersAreReplaced(String template, String name) {
        assertThat(new FileTemplate(template).name(new StreamName("cam"), EVENING, 2, ZoneOffset.UTC))
                .isEqualTo(name)
                .satisfies(made -> assertThat(Recording.isId(made)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../{stream}", "a/b", ".hidden", "{user}", "{stream", "a b", "{../}"})
    void whatCouldLeadOutOfTheFolderIsNoTemplate(String text) {
        assertThat(FileTemplate.parse(text)).isEmpty();
    }

    @Test
    void whatMayBecomeLongerThanANameOfAFileIsNoTemplate() {
        assertThat(FileTemplate.parse("{stream}-{stream}-{stream}")).isPresent();
        assertThat(FileTemplate.parse("{stream}-{stream}-{stream}-{date}")).isEmpty();
        assertThat(FileTemplate.parse("a".repeat(200))).isPresent();
        assertThat(FileTemplate.parse("a".repeat(201))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "a\\b", ".a", "a b", "a%2e"})
    void suchTextNamesNoRecording(String text) {
        assertThat(Recording.isId(text)).isFalse();
    }

    @Test
    void streamsAreChosenByName() {
        RecordConfig some = new RecordConfig(
                java.util.List.of("lecture-*", "gym"),
                Container.MP4,
                java.util.Optional.empty(),
                FileTemplate.DEFAULT,
                Duration.ZERO,
                0,
                RecordConfig.DEFAULT.queue(),
                0,
                0,
                0,
                false);

        assertThat(some.records(new StreamName("lecture-7"))).isTrue();
        assertThat(some.records(new StreamName("gym"))).isTrue();
        assertThat(some.records(new StreamName("gym2"))).isFalse();
        assertThat(some.records(new StreamName("a-lecture-7"))).isFalse();
        assertThat(RecordConfig.DEFAULT.records(new StreamName("gym"))).isFalse();
    }
}
