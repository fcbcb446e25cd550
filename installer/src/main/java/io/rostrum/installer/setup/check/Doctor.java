package io.rostrum.installer.setup.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `rostrum doctor --json` as a child process: what it loads and tries cannot hurt the set-up.
///
/// [#examine()] is called on one thread; [#cancel()] from any other.
public final class Doctor {
    private static final long LIMIT_SECONDS = 120;
    /// The set-up itself looks at the ports that the user chooses.
    private static final Set<String> LEFT_OUT = Set.of("port HTTP", "port RTMP");

    private final Path program;
    private final Object lock = new Object();
    private @Nullable Process process;
    private boolean cancelled;

    /// @param program the command `rostrum` of the image
    public Doctor(Path program) {
        this.program = program;
    }

    /// Looks at the machine; takes some seconds.
    ///
    /// @throws IOException           if the doctor fails; the message says what it said last
    /// @throws CancellationException if it was cancelled
    public List<Finding> examine() throws IOException, InterruptedException {
        Process running;
        synchronized (lock) {
            if (cancelled) {
                throw new CancellationException("cancelled");
            }
            running = new ProcessBuilder(program.toString(), "doctor", "--json")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = running;
        }
        running.getOutputStream().close();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!running.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new IOException("the check did not end within " + LIMIT_SECONDS + " s");
        }
        synchronized (lock) {
            if (cancelled) {
                throw new CancellationException("cancelled");
            }
        }
        return parse(said, running.exitValue());
    }

    /// Ends the examination; has no effect after its end.
    public void cancel() {
        synchronized (lock) {
            cancelled = true;
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.toHandle().destroy(); // Process.destroy() would close what is being read
            }
        }
    }

    /// @param exitCode for the message: 0 and 1 both come with findings
    static List<Finding> parse(String json, int exitCode) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try {
            for (JsonElement element :
                    JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("findings")) {
                JsonObject one = element.getAsJsonObject();
                Finding finding = new Finding(
                        one.get("topic").getAsString(),
                        health(one.get("health").getAsString()),
                        one.get("found").getAsString(),
                        one.has("remedy") ? one.get("remedy").getAsString() : "");
                if (!LEFT_OUT.contains(finding.topic())) {
                    findings.add(finding);
                }
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("the check ended with code " + exitCode + " and said nothing that can be read", e);
        }
        return findings;
    }

    private static Finding.Health health(String word) throws IOException {
        return switch (word) {
            case "ok" -> Finding.Health.GOOD;
            case "lacking" -> Finding.Health.LACKING;
            case "missing" -> Finding.Health.MISSING;
            default -> throw new IOException("health: " + word + " (expected: ok, lacking or missing)");
        };
    }
}
