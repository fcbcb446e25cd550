package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LoggingTest {
    private static final String CANARY = "c4nary-7f3e";

    @Test
    void noLineHasASecret() {
        LoggerContext context = new LoggerContext();
        new Logging().configure(context);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> stderr = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        LoggingEvent event = new LoggingEvent(
                "?",
                root,
                Level.WARN,
                "[forward] rtmp://h/app/" + CANARY + " and https://h/hook?token=" + CANARY,
                new IOException("user:pass is " + "rtmp://u:" + CANARY + "@h/app/k"),
                null);
        assertThat(new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8))
                .contains("[forward] rtmp://h/app/*** and https://h/hook?token=***", "java.io.IOException")
                .doesNotContain(CANARY);
        context.stop();
    }
}
