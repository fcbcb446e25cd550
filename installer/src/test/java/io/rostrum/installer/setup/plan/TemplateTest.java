package io.rostrum.installer.setup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TemplateTest {
    @ParameterizedTest
    @EnumSource
    void leavesNoPlaceholder(Template template) {
        assertThat(template.filled(Path.of("/p"), Path.of("/c"), Path.of("/d"))).doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void quotesWhatSystemdWouldTakeApart() {
        String unit =
                Template.SYSTEM_SERVICE.filled(Path.of("/opt/my apps/50%/run"), Path.of("/c"), Path.of("/my data"));

        assertThat(unit)
                .contains("ExecStart=\"/opt/my apps/50%%/run\" --config /c\n")
                .contains("ReadWritePaths=\"/my data\"\n");
    }
}
