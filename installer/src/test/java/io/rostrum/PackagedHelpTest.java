package io.rostrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The help of the command that is installed, beside that of the command in the repository.
final class PackagedHelpTest {
    private static final Pattern COMMAND = Pattern.compile("^ {2}(\\w+) +(\\S.*)$");
    private static final Pattern MORE = Pattern.compile("^ {14}(\\S.*)$");
    /// What is said of these differs: `doctor` looks for no JDK where a runtime is packed.
    private static final List<String> OTHERWISE = List.of("doctor");

    /// {@return what is said of each command}
    private static Map<String, String> help(Path script) throws IOException {
        String text = Files.readString(script);
        String usage = text.substring(text.indexOf("\nusage: "), text.indexOf("\nEO", text.indexOf("\nusage: ")));
        Map<String, String> said = new LinkedHashMap<>();
        String command = "";
        for (String line : usage.lines().toList()) {
            Matcher first = COMMAND.matcher(line);
            Matcher more = MORE.matcher(line);
            if (first.matches()) {
                command = first.group(1);
                said.put(command, first.group(2));
            } else if (more.matches()) {
                said.merge(command, more.group(1), (before, next) -> before + " " + next);
            }
        }
        return said;
    }

    @Test
    void saysTheSameOfEachCommandThatBothHave() throws IOException {
        Map<String, String> repository = help(Path.of("../rostrum"));
        Map<String, String> packaged = help(Path.of("packaging/linux/rostrum"));

        assertThat(packaged).containsKeys("studio", "demo", "broadcast", "server", "doctor", "hlscheck");
        assertThat(packaged.get("server")).contains("server streams|kick|forward|record|config|backup");
        packaged.forEach((command, words) -> {
            if (repository.containsKey(command) && !OTHERWISE.contains(command)) {
                assertThat(words).as(command).isEqualTo(repository.get(command));
            }
        });
    }
}
