package io.rostrum.push.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// Writes lines of a log, and the stacks below them, without secrets; see [Redaction]. In UTF-8.
public final class RedactingEncoder extends PatternLayoutEncoder {
    private static final String SECRETS = "io.rostrum.secrets";

    private final Redaction redaction = new Redaction(this::secrets);

    /// Says which secrets this process has, besides those that can be told by where they stand.
    ///
    /// @param secrets those of now; asked for each line, on any thread, so it must neither block nor log
    public static void hide(Supplier<? extends Collection<String>> secrets) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.putObject(SECRETS, secrets);
        }
    }

    private Collection<String> secrets() {
        return getContext().getObject(SECRETS) instanceof Supplier<?> supplier
                        && supplier.get() instanceof Collection<?> known
                ? known.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return redaction.of(getLayout().doLayout(event)).getBytes(StandardCharsets.UTF_8);
    }
}
