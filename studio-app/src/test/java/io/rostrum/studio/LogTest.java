package io.rostrum.studio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The log as the program sets it up.
final class LogTest {
    @Test
    void noLineHasASecret() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Main.class.getResource("/logback.xml"));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> stderr = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        LoggingEvent event = new LoggingEvent(
                "?",
                root,
                Level.WARN,
                "[push] rtmp://h/app/c4nary-7f3e refused",
                new IllegalStateException("password: c4nary-7f3e"),
                null);
        assertThat(new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8))
                .contains("[push] rtmp://h/app/*** refused", "IllegalStateException: password: ***")
                .doesNotContain("c4nary-7f3e");
        context.stop();
    }
}
