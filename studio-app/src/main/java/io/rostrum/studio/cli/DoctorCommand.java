package io.rostrum.studio.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.UplinkMeasure;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rostrum doctor`: what this machine has, in words or as JSON. Exit code 1 when something that every broadcast
/// needs is missing. With `--uplink`: how much some addresses can be sent.
@Command(
        name = "doctor",
        description =
                "Says what this machine has: JDK, GPU, encoders, screens, cameras, sound, ports, disk; or measures"
                        + " what its connection takes.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private static final int SETTLING_PART = 4;

    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    @Option(
            names = "--uplink",
            paramLabel = "URL",
            description = "instead, measures how much this address can be sent: rtmp[s]://host/app/key. Nothing is"
                    + " published, but at services with a test mode, in that. May be given more than once.")
    private List<String> uplinks = List.of();

    @Option(
            names = "--uplink-ceiling",
            paramLabel = "RATE",
            defaultValue = "12M",
            converter = Quantities.BitRate.class,
            description = "bit rate of which more is not wanted to be known (default: ${DEFAULT-VALUE})")
    private int ceiling;

    @Option(
            names = "--uplink-time",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Quantities.Time.class,
            description = "how long each is measured, after a quarter of that to settle (default: ${DEFAULT-VALUE})")
    private Duration time = Duration.ZERO;

    @Option(
            names = "--uplink-publish",
            description = "publishes a grey picture while it measures, for servers that take no pictures of others;"
                    + " viewers may see it")
    private boolean publish;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return uplinks.isEmpty() ? examine() : measure();
    }

    private int measure() throws InterruptedException {
        UplinkCheck check = new UplinkCheck(plan(), !json && onATerminal() ? System.err : null);
        List<PushUrl> urls =
                uplinks.stream().map(each -> asked(() -> PushUrl.parse(each))).toList();
        JsonArray list = new JsonArray();
        boolean all = true;
        try (PushLoops loops = PushLoops.open()) {
            for (PushUrl url : urls) {
                UplinkMeasure.Result result = check.measure(url, loops);
                all &= result instanceof UplinkMeasure.Result.Measured;
                list.add(UplinkCheck.json(url, result));
                if (!json) {
                    System.out.println(UplinkCheck.words(url, result));
                }
            }
        }
        if (json) {
            JsonObject whole = new JsonObject();
            whole.add("uplinks", list);
            System.out.println(pretty(whole));
        }
        return all ? 0 : 1;
    }

    private static boolean onATerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private UplinkMeasure.Plan plan() {
        return asked(() -> UplinkMeasure.Plan.DEFAULT
                .upTo(ceiling)
                .lasting(time.dividedBy(SETTLING_PART), time)
                .publishing(publish));
    }

    private <T> T asked(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec, "spec").commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int examine() {
        List<Finding> findings = Examination.run();
        if (json) {
            System.out.println(asJson(findings));
        } else {
            findings.forEach(finding -> System.out.println(finding.line()));
        }
        return findings.stream().anyMatch(finding -> finding.health() == Finding.Health.MISSING) ? 1 : 0;
    }

    private static String asJson(List<Finding> findings) {
        JsonArray list = new JsonArray();
        for (Finding finding : findings) {
            JsonObject one = new JsonObject();
            one.addProperty("topic", finding.topic());
            one.addProperty("health", finding.health().word());
            one.addProperty("found", finding.found());
            if (!finding.remedy().isEmpty()) {
                one.addProperty("remedy", finding.remedy());
            }
            list.add(one);
        }
        JsonObject whole = new JsonObject();
        whole.add("findings", list);
        return pretty(whole);
    }

    private static String pretty(JsonObject whole) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(whole);
    }
}
