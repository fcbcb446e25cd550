package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.work.Progress;
import java.io.IOException;
import java.util.List;

/// What the wizard lets be done. Every call blocks, and is made away from the user interface's thread.
public interface SetupTasks {
    /// {@return what can start the server}
    ServiceCheck services() throws InterruptedException;

    /// Looks at the machine, until [#cancelExamination()].
    List<Finding> examine() throws IOException, InterruptedException;

    /// Called from any thread.
    void cancelExamination();

    Plan install(Choices choices) throws IOException;

    Plan uninstall() throws IOException;

    /// Carries a plan out, or takes back what was done of it and throws.
    void carryOut(Plan plan, Progress progress) throws IOException, InterruptedException;
}
