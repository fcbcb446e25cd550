package io.rostrum.studio.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rostrum doctor`: what this machine has, in words or as JSON. Exit code 1 when something that every broadcast
/// needs is missing.
@Command(
        name = "doctor",
        description = "Says what this machine has: JDK, GPU, encoders, screens, cameras, sound, ports, disk.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    @Override
    public Integer call() {
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
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(whole);
    }
}
