package io.rostrum.push.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Lines with secrets that must not come out.
final class RedactingEncoderTest {
    private static final String CANARY = "c4nary-7f3e";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger("test");
    private final RedactingEncoder encoder = new RedactingEncoder();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.setPattern("%level %msg%n%ex");
        encoder.start();
    }

    @AfterEach
    void forget() {
        RedactingEncoder.hide(List::of);
    }

    private String line(String message, @Nullable Throwable thrown, Object... arguments) {
        return new String(
                encoder.encode(new LoggingEvent("?", logger, Level.WARN, message, thrown, arguments)),
                StandardCharsets.UTF_8);
    }

    @Test
    void addressesAndNamedSecretsAreHiddenInLinesArgumentsAndStacks() {
        IOException thrown = new IOException(
                "refused: rtmp://h/app/" + CANARY, new IllegalStateException("{\"password\": \"" + CANARY + "\"}"));
        thrown.addSuppressed(new IOException("https://user:" + CANARY + "@h/a?token=" + CANARY));
        String line = line("[push {}] to rtmps://h/live/" + CANARY, thrown, "rtmp://me:" + CANARY + "@h/app/k");
        assertThat(line)
                .startsWith("WARN [push rtmp://***@h/app/***] to rtmps://h/live/***")
                .contains("IllegalStateException", "Suppressed", "RedactingEncoderTest")
                .doesNotContain(CANARY);
    }

    @Test
    void secretsOfNowAreHiddenWhereverTheyStand() {
        List<String> secrets = new ArrayList<>();
        RedactingEncoder.hide(() -> secrets);
        assertThat(line("said " + CANARY, null)).contains(CANARY);
        secrets.add(CANARY);
        assertThat(line("said " + CANARY, null)).isEqualTo("WARN said ***" + System.lineSeparator());
    }
}
