package io.rostrum.studio.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.push.hls.Checklist;
import io.rostrum.push.hls.HlsCheck;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rostrum hlscheck`: watches a live HLS stream and says, rule by rule, whether it does what the specification asks.
/// Exit code 1 when a rule is broken or the stream cannot be watched.
@Command(
        name = "hlscheck",
        description = "Watches a live HLS stream and says which rules of the specification it keeps and breaks.",
        mixinStandardHelpOptions = true)
public final class HlsCheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "of a multivariant or media playlist, http:// or https://")
    private String address = "";

    @Option(
            names = "--for",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "how long to watch: 20s, unless said otherwise")
    private Duration length = Duration.ofSeconds(20);

    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        URI uri = uri();
        List<Checklist.Verdict> verdicts;
        try (JdkWeb web = new JdkWeb()) {
            verdicts = new HlsCheck(web).run(uri, length);
        } catch (IOException e) {
            commandLine()
                    .getErr()
                    .println("hlscheck: " + e.getMessage()
                            + ". Is the stream live, and the address that of its playlist?");
            return 1;
        }
        if (json) {
            commandLine().getOut().println(asJson(verdicts));
        } else {
            verdicts.forEach(verdict -> commandLine().getOut().print(lines(verdict)));
            commandLine().getOut().println(summary(verdicts));
        }
        commandLine().getOut().flush();
        return count(verdicts, Checklist.Outcome.FAULT) > 0 ? 1 : 0;
    }

    private URI uri() {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below, as for any other address that is none
        }
        throw new ParameterException(commandLine(), "URL: " + address + " (expected: http://… or https://…)");
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private static long count(List<Checklist.Verdict> verdicts, Checklist.Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private static String lines(Checklist.Verdict verdict) {
        String sign = switch (verdict.outcome()) {
            case PASS -> "pass  ";
            case FAULT -> "FAULT ";
            case DOES_NOT_APPLY -> "-     ";
        };
        StringBuilder lines = new StringBuilder(String.format(
                Locale.ROOT,
                "%s%-24s %-8s %s%n",
                sign,
                verdict.rule().id(),
                verdict.rule().section(),
                verdict.rule().words()));
        for (Checklist.Finding finding : verdict.findings()) {
            lines.append("        ")
                    .append(finding.where())
                    .append(": ")
                    .append(finding.what())
                    .append(System.lineSeparator());
        }
        int more = verdict.faults() - verdict.findings().size();
        if (more > 0) {
            lines.append("        and ").append(more).append(" more").append(System.lineSeparator());
        }
        return lines.toString();
    }

    private static String summary(List<Checklist.Verdict> verdicts) {
        return count(verdicts, Checklist.Outcome.PASS) + " rules kept, "
                + count(verdicts, Checklist.Outcome.FAULT) + " broken, "
                + count(verdicts, Checklist.Outcome.DOES_NOT_APPLY)
                + " do not apply. Sections are those of draft-pantos-hls-rfc8216bis.";
    }

    private static String asJson(List<Checklist.Verdict> verdicts) {
        JsonArray rules = new JsonArray();
        for (Checklist.Verdict verdict : verdicts) {
            JsonObject one = new JsonObject();
            one.addProperty("rule", verdict.rule().id());
            one.addProperty("section", verdict.rule().section());
            one.addProperty("asks", verdict.rule().words());
            one.addProperty("outcome", verdict.outcome().word());
            one.addProperty("looked", verdict.times());
            one.addProperty("faults", verdict.faults());
            JsonArray findings = new JsonArray();
            for (Checklist.Finding finding : verdict.findings()) {
                JsonObject each = new JsonObject();
                each.addProperty("where", finding.where());
                each.addProperty("found", finding.what());
                findings.add(each);
            }
            one.add("findings", findings);
            rules.add(one);
        }
        JsonObject whole = new JsonObject();
        whole.add("rules", rules);
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(whole);
    }
}
