package io.rostrum.studio;

import io.rostrum.studio.cli.BroadcastCommand;
import io.rostrum.studio.cli.DemoCommand;
import io.rostrum.studio.cli.DoctorCommand;
import io.rostrum.studio.cli.HlsCheckCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The studio's program. Exit codes: 0 done, 1 failed at run time, 2 wrong usage.
@Command(
        name = "rostrum",
        description = "Live-broadcast studio with its own media server.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            StudioCommand.class,
            BroadcastCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            HlsCheckCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setParameterExceptionHandler((exception, _) -> usageError(exception));
        commandLine.setExecutionExceptionHandler(new FailureInWords());
        System.exit(commandLine.execute(arguments));
    }

    private static int usageError(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + exception.getMessage() + ". `" + name + " --help` lists the options.");
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"rostrum " + (version == null ? "(not packaged)" : version)};
        }
    }
}
